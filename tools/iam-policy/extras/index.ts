import type { DeployedStack } from "../deployed-stack";
import type { Statement } from "../policy";
import { doctorExtras } from "./doctor";
import { drillExtras } from "./drill";
import { extraStatement } from "./extra";

/** A command that works on the real account. */
export type AccountCommand = keyof typeof extrasOf;

const extrasOf = { drill: drillExtras, doctor: doctorExtras } as const;

/** The statements that a command needs beside those of the deployer. */
export function extraStatements(stack: DeployedStack, command: AccountCommand): Statement[] {
    return extrasOf[command].flatMap((extra) => extraStatement(extra, stack));
}
