import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ProcessContext } from "../cli/command-line";
import { readProject } from "./stack-config";

/** A stack by its own name, and as it was called: `--stack` takes ORG/PROJECT/STACK too, as Pulumi does. */
export interface ChosenStack {
    readonly stack: string;
    readonly called: string;
}

interface Choosing extends Pick<ProcessContext, "printError">, Partial<Pick<ProcessContext, "env">> {
    readonly directory?: string;
    /** Whether dev is worth a word, too, where nobody has chosen it. */
    readonly tellsDefault?: boolean;
}

/** The stack of `--stack`, else the one selected in Pulumi, else dev; the user is told of what `--stack` does not say. */
export function chosenStack(given: string | undefined, choosing: Choosing): ChosenStack {
    const { printError, env = {}, directory = ".", tellsDefault = false } = choosing;
    const selected = given === undefined ? selectedStack(directory, env) : undefined;
    const called = given ?? selected ?? "dev";
    const stack = called.split("/").at(-1) ?? called;
    if (selected !== undefined) printError(`Stack ${stack}: it is selected in Pulumi, and no --stack was given.\n`);
    else if (given === undefined && tellsDefault) printError("Stack dev: none is selected in Pulumi or by --stack.\n");
    return { stack, called };
}

/** What `pulumi stack select` has chosen; where it notes that is in pulumi/pulumi, `sdk/go/common/workspace/workspace.go`. */
function selectedStack(directory: string, { PULUMI_STACK, PULUMI_HOME, HOME, USERPROFILE }: NodeJS.ProcessEnv) {
    if (PULUMI_STACK) return PULUMI_STACK;
    const user = HOME ?? USERPROFILE;
    const home = PULUMI_HOME ?? (user === undefined ? undefined : join(user, ".pulumi"));
    const project = resolve(directory, "Pulumi.yaml");
    if (home === undefined || !existsSync(project)) return undefined;
    const digest = createHash("sha1").update(project).digest("hex");
    const file = join(home, "workspaces", `${readProject(directory).name}-${digest}-workspace.json`);
    try {
        const { stack } = JSON.parse(readFileSync(file, "utf8")) as { readonly stack?: unknown };
        return typeof stack === "string" && stack !== "" ? stack : undefined;
    } catch {
        return undefined;
    }
}
