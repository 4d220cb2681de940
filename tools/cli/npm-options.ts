import type { Command } from "commander";
import { UserError } from "./user-error";

/** npm's own options: `.npmrc` may set them, so they say nothing of this call. */
const npmsOwn: readonly (string | undefined)[] = ["--json", "--yes", "--no-color"];

/**
 * npm keeps every option that stands before its `--`, and notes it in the environment. The command would run without it,
 * and prove something else than what it was asked. No option may have the name of one of npm's that takes a value, such
 * as --only: npm 10 and 11 drop what they do not expect there, and leave no note.
 */
export function refuseSwallowed(command: Command, env: NodeJS.ProcessEnv): void {
    const swallowed = command.options.flatMap(({ long, flags, required }) => {
        const value = env[`npm_config_${long?.slice(2).replaceAll("-", "_") ?? ""}`];
        if (!value || npmsOwn.includes(long)) return [];
        // Without "=", npm has passed the value on by itself.
        return [required && value !== "true" ? `${long ?? ""} ${quoted(value)}` : flags];
    });
    if (swallowed.length === 0) return;
    throw new UserError(
        `npm has kept ${swallowed.join(" and ")} to itself. Put a -- before the options:\n  ${command.name()} ${swallowed.join(" ")}`,
    );
}

/** A word as a shell takes it. */
export function quoted(word: string): string {
    return /^[\w@.:/=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
