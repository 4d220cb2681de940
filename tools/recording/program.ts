import { createRequire } from "node:module";
import { join } from "node:path";

/** Runs the Pulumi program of a folder. It runs when it is loaded, so it is loaded anew each time; its modules are not. */
export function runProgram(directory: string): unknown {
    const index = join(directory, "index.ts");
    const require = createRequire(index);
    Reflect.deleteProperty(require.cache, index);
    return require(index);
}
