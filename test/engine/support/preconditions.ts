import { spawnSync } from "node:child_process";
import { emulator } from "./emulator";

// Loaded before any test, so that what is missing is said once, in a sentence.
try {
    emulator();
    if (spawnSync("pulumi", ["version"]).error !== undefined)
        throw new Error("The engine tests run the Pulumi CLI: put `pulumi` on the PATH.");
} catch (problem) {
    process.stderr.write(`${(problem as Error).message}\n`);
    process.exit(1);
}
