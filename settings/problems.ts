import * as pulumi from "@pulumi/pulumi";

/** One thing wrong with the settings, and all that is needed to mend it. */
export interface Problem {
    /** As in `pulumi config set --path`. */
    readonly path: string;
    readonly wrong: string;
    /** The value found, unless there is none or it must not be seen. */
    readonly got: string | undefined;
    readonly legal: string | undefined;
    /** A command for the shell. */
    readonly mend: string;
}

/** All problems as one error, which Pulumi prints without a stack trace. */
export function settingsError(problems: readonly Problem[]): pulumi.RunError {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    return new pulumi.RunError(
        [`The settings of this stack have ${count}; nothing was registered.`, ...problems.map(describe)].join("\n\n"),
    );
}

function describe({ path, wrong, got, legal, mend }: Problem): string {
    return [
        `  ${path}: ${wrong}`,
        ...(got === undefined ? [] : [`      got:   ${got}`]),
        ...(legal === undefined ? [] : [`      legal: ${legal}`]),
        `      mend:  ${mend}`,
    ].join("\n");
}
