import { join } from "node:path";
import { runProgram } from "../../drill/recording/program";
import { readStackConfig } from "../../drill/recording/stack-config";
import { type Recorded, record } from "./record";

export const root = join(__dirname, "../..");

type Config = Readonly<Record<string, string>>;

/** Runs the whole program under the given configuration. */
export function recordProgram(stack: string, config: Config, secretKeys?: readonly string[]): Promise<Recorded> {
    return record(() => runProgram(root), { stack, config, secretKeys });
}

/** Runs the whole program as `pulumi up` would for the stack of that name. */
export function recordStack(stack: string, changes: Config = {}): Promise<Recorded> {
    const { config, secretKeys } = readStackConfig(root, stack);
    return recordProgram(stack, { ...config, ...changes }, secretKeys);
}
