import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inventedAccount } from "../../tools/recording/answers";
import { runProgram } from "../../tools/recording/stack";
import { readStackConfig } from "../../tools/recording/stack-config";
import { type Recorded, record } from "./record";

export const root = join(__dirname, "../..");

/** The folder of stacks that only the tests know. */
export const fixtures = join(__dirname, "../fixtures/stacks");

type Config = Readonly<Record<string, string>>;

const recorded = new Map<string, Promise<Recorded>>();

/** Runs the whole program under the given configuration, once: a recording never changes, so tests can share it. */
export function recordProgram(
    stack: string,
    config: Config,
    secretKeys?: readonly string[],
    project?: string,
): Promise<Recorded> {
    const key = JSON.stringify([stack, config, secretKeys, project]);
    const { role } = JSON.parse(config["vigil:organization"] ?? "{}") as { readonly role?: string };
    const managementAccount = role === "management" ? inventedAccount : undefined;
    const options = { project, stack, config, secretKeys, managementAccount };
    const known = recorded.get(key) ?? record(() => runProgram(root), options);
    recorded.set(key, known);
    return known;
}

/** Runs the whole program as `pulumi up` would for the fixture of that name. */
export function recordStack(stack: string, changes: Config = {}): Promise<Recorded> {
    const { config, secretKeys } = readStackConfig(fixtures, stack);
    return recordProgram(stack, { ...config, ...changes }, secretKeys);
}

/** A folder outside the project in which the program runs with stack files of the test's own. */
export function programFolder(): string {
    const directory = mkdtempSync(join(tmpdir(), "vigil-"));
    const runner = JSON.stringify(join(root, "tools/recording/stack"));
    writeFileSync(join(directory, "Pulumi.yaml"), "name: vigil\nruntime: nodejs\n");
    writeFileSync(
        join(directory, "index.ts"),
        `module.exports = require(${runner}).runProgram(${JSON.stringify(root)});`,
    );
    return directory;
}
