import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Report } from "../proof/report";

/** What makes a report a proof: when it was made, by what, and of what. */
export interface Origin {
    /** In UTC, as in `2026-01-31T12:00:00.000Z`. */
    readonly made: string;
    /** Of Vigil. */
    readonly version: string;
    /** What the folder has checked out, if it is a Git repository. */
    readonly commit?: string;
    /** The program, the file of a state, or the account. */
    readonly subject: string;
    readonly account: string;
}

interface Place {
    readonly directory: string;
    /** Milliseconds since 1970. */
    readonly now: number;
    /** The file of the state, where the report is of one. */
    readonly state?: string | undefined;
}

export function originOf(report: Report, { directory, now, state }: Place): Origin {
    const commit = commitOf(directory);
    const rehearsed = state === undefined ? "the program" : `the state in ${state}`;
    return {
        made: new Date(now).toISOString(),
        version: versionOf(directory),
        ...(commit === undefined ? {} : { commit }),
        subject: report.cloud === "aws" ? "the deployed stack" : rehearsed,
        account: accountText(report),
    };
}

/** "123456789012 (invented: no account was asked)". */
export function accountText({ account, accountInvented }: Report): string {
    return `${account === "" ? "unknown" : account}${accountInvented ? " (invented: no account was asked)" : ""}`;
}

/** The origin as names and values, for people. */
export function originFacts({
    made,
    version,
    commit,
    subject,
    account,
}: Origin): readonly (readonly [string, string])[] {
    return [
        ["Made", made.replace("T", " ").replace(/\.\d+Z$/, " UTC")],
        ["Of", subject],
        ["Account", account],
        ["Vigil", version],
        ...(commit === undefined ? [] : [["Commit", commit] as const]),
    ];
}

function versionOf(directory: string): string {
    const { version } = JSON.parse(textOf(join(directory, "package.json")) ?? "{}") as { version?: string };
    return version ?? "unknown";
}

/** Read from Git's own files, for Git may not be installed. A worktree has a file `.git` that names its folder. */
function commitOf(directory: string): string | undefined {
    const git = join(directory, ".git");
    const own = resolve(directory, /^gitdir: (.*)/.exec(textOf(git) ?? "")?.[1] ?? git);
    const shared = resolve(own, textOf(join(own, "commondir"))?.trim() ?? ".");
    const head = textOf(join(own, "HEAD"))?.trim();
    const ref = head?.replace("ref: ", "") ?? "";
    const packed = (textOf(join(shared, "packed-refs")) ?? "").split("\n").find((line) => line.endsWith(` ${ref}`));
    const commit = head?.startsWith("ref: ") ? (textOf(join(shared, ref)) ?? packed) : head;
    return /^[0-9a-f]{40,64}/.exec(commit ?? "")?.[0];
}

function textOf(file: string): string | undefined {
    try {
        return readFileSync(file, "utf8");
    } catch {
        return undefined;
    }
}
