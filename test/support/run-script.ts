import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fixtures, root } from "./stacks";

/**
 * Runs a script in a process of its own, in the folder of the tests' stacks. Its coverage is not counted: tsx compiles
 * the same files to other lines than mocha's ts-node, and c8 would apply one compiler's counts to the other's source map.
 */
export function runScript(script: string, ...args: readonly string[]) {
    return spawnSync(process.execPath, ["--import", "tsx", join(root, script), ...args], {
        cwd: fixtures,
        encoding: "utf8",
        env: {
            ...process.env,
            NODE_V8_COVERAGE: "",
            GITHUB_STEP_SUMMARY: "",
            PULUMI_HOME: join(fixtures, "nowhere"),
            PULUMI_STACK: "",
        },
    });
}
