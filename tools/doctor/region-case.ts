import type { RegionSettings } from "../../settings";
import { type Fact, type RegionFacts, unknown } from "./facts";
import type { Finding, Kind } from "./finding";
import type { Managed } from "./managed";

/** One Region: what is there, what the stack wants of it, and what the stack has there already. */
export interface RegionCase {
    readonly accountId: string;
    readonly facts: RegionFacts;
    readonly settings: RegionSettings;
    readonly managed: Managed;
}

/** What is there, if anything is and AWS tells of it. */
export function present<T>(fact: Fact<T | undefined>): T | undefined {
    return fact === unknown ? undefined : fact;
}

/** The account that decides about a service here; undefined if it is the user's own, or there is none. */
export function administratorOf(
    { accountId, facts }: Pick<RegionCase, "accountId" | "facts">,
    service: keyof RegionFacts["administrators"],
): string | undefined {
    const administrator = present(facts.administrators[service]);
    return administrator === accountId ? undefined : administrator;
}

/** Makes the findings about one service of one Region. */
export function findingsAbout({ facts }: RegionCase, subject: Finding["subject"]) {
    return (kind: Kind, is: string, up: string): Finding => ({ kind, region: facts.region, subject, is, up });
}

/** Those findings whose condition holds. */
export function holding(...findings: readonly (Finding | false | undefined)[]): Finding[] {
    return findings.filter((finding) => finding !== false && finding !== undefined);
}

/** The bucket in `arn:aws:s3:::BUCKET/PREFIX`. */
export function bucketOf(arn: string): string {
    return arn.replace(/^arn:[^:]*:s3:::/, "").replace(/\/.*$/, "");
}

interface Export {
    /** Where it goes, as the beginning of a sentence. */
    readonly is: string;
    /** Whether Pulumi manages it in this stack. */
    readonly managed: boolean;
    /** Whether it goes to the stack's own archive. */
    readonly toArchive: boolean;
}

/** What to say of an export, of which AWS allows one: nothing, if it is as it should be. */
export function exportFinding(
    { is, managed, toArchive }: Export,
    say: ReturnType<typeof findingsAbout>,
): Finding | undefined {
    if (managed) {
        const redirects = "Redirects it to the archive, after a `pulumi refresh` if it went there before.";
        return toArchive ? undefined : say("change", `${is}, and not to the archive.`, redirects);
    }
    return toArchive
        ? say(
              "collision",
              `${is}, this stack's archive, but Pulumi does not know that.`,
              "Fails: only one is allowed. Import it.",
          )
        : say(
              "collision",
              `${is}, which is not this stack's archive.`,
              "Fails: only one is allowed. Import it with --redirect-exports: `up` then redirects it to the archive, " +
                  "and the old bucket gets nothing new. Or delete it.",
          );
}
