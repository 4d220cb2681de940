import { type Terminal, wrapped } from "../cli/terminal";
import type { Diagnosis } from "./diagnosis";

/** The last words: whether `pulumi up` may come, and what to do before. */
export function nextSteps({ outcome, stack, findings }: Diagnosis, { colors, columns }: Terminal): string[] {
    if (outcome === "clean") return [colors.green(colors.bold("✔ Nothing is in the way of `pulumi up`."))];
    if (outcome === "blocked") {
        return [
            colors.red(colors.bold("✘ `pulumi up` would fail, or cannot be foreseen: mend what is blocked first.")),
        ];
    }
    if (!findings.some(({ kind }) => kind === "collision")) {
        return [colors.yellow(colors.bold("! `pulumi up` would succeed, and lose what is named above."))];
    }
    const commands = [
        `pulumi stack export --stack ${stack} > state.json`,
        `npm run doctor -- --stack ${stack} --state state.json --write-import import.json`,
        `pulumi import --stack ${stack} --file import.json --generate-code=false --protect=false`,
        `pulumi preview --stack ${stack} --diff`,
    ];
    const title = wrapped("! Take over what exists, and read what would change, before `pulumi up`:", columns);
    return [[colors.yellow(colors.bold(title)), ...commands.map((command) => `  ${command}`)].join("\n")];
}
