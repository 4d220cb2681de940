import type { Settings } from "../../settings";
import { grouped } from "../cli/lists";
import { accountsIn } from "../recording/allowed-accounts";
import type { RecordedResource } from "../recording/recorder";
import type { StackConfig } from "../recording/stack-config";
import { archiveFindings } from "./archive";
import { type AccountFacts, type Unread, unknown } from "./facts";
import { type Finding, type Outcome, outcomeOf } from "./finding";
import { guardDutyFindings } from "./guardduty-findings";
import { inspectorFindings } from "./inspector-findings";
import { macieFindings } from "./macie-findings";
import type { Managed } from "./managed";
import { memberFindings, namedMemberFindings } from "./member-findings";
import { delegationFindings, organizationFindings } from "./organization-findings";
import { receiverFindings } from "./receivers";
import { casesOf, findingsAbout, isWatched, type RegionCase } from "./region-case";

/** What is judged: the account, what the stack wants of it, and what the stack has there already. */
export interface Case {
    readonly facts: AccountFacts;
    readonly settings: Settings;
    readonly managed: Managed;
    /** What the program registers. */
    readonly program: readonly RecordedResource[];
    readonly config: StackConfig["config"];
}

/** All that the doctor has to say about a stack and an account. */
export interface Diagnosis {
    readonly stack: string;
    readonly home: string;
    /** How it is known what belongs to the stack. */
    readonly managed: Managed["source"];
    readonly outcome: Outcome;
    readonly facts: AccountFacts;
    /** Everything that `pulumi up` would meet, in the order of the Regions. */
    readonly findings: readonly Finding[];
    readonly unanswered: readonly Unanswered[];
}

/** One question that AWS did not answer, in one Region or in many. */
export interface Unanswered extends Pick<Unread, "action" | "because"> {
    /** Empty for a question about the whole account. */
    readonly regions: readonly string[];
    /** What AWS said the first time. */
    readonly message: string;
}

export function diagnose(stack: string, { facts, settings, managed, program, config }: Case): Diagnosis {
    const findings = [
        ...accountFindings(facts, { stack, config }),
        ...organizationFindings(facts, settings, managed),
        ...namedMemberFindings(facts, settings),
        ...quotaFindings(facts, managed, program),
        ...receiverFindings({ accountId: facts.accountId, facts: facts.receivers, settings, managed, program }),
        ...(settings.archive ? archiveFindings(facts.archive, settings.archive, settings.home) : []),
        ...casesOf(facts, settings, managed).flatMap((region) => regionFindings(region, facts)),
    ];
    const unanswered = [...grouped(facts.unread, ({ action, because }) => `${because} ${action}`).values()].map(
        (same): Unanswered => {
            const [{ action, because, message }] = same;
            return { action, because, message, regions: same.flatMap(({ region }) => region ?? []) };
        },
    );
    return {
        stack,
        home: settings.home,
        managed: managed.source,
        // What could not be read may be in the way.
        outcome: unanswered.length > 0 ? "blocked" : outcomeOf(findings),
        facts,
        findings,
        unanswered,
    };
}

function regionFindings(region: RegionCase, account: AccountFacts): Finding[] {
    const { open, region: name } = region.facts;
    if (open !== false) {
        const ofServices = [guardDutyFindings, macieFindings, inspectorFindings].flatMap((of) => of(region));
        return [
            ...delegationFindings(region),
            ...(isWatched(region) ? ofServices : []),
            ...memberFindings(region, account),
        ];
    }
    const up =
        "Fails: nothing can be made there. Enable it (`aws account enable-region`), or leave it out of vigil:regions.";
    return [findingsAbout(name, "Region")("blocked", "This opt-in Region is not enabled in the account.", up)];
}

const ofAccount = findingsAbout(undefined, "Account");

/** Whether the AWS provider would refuse the account, as the configuration has it do. */
function accountFindings({ accountId }: AccountFacts, config: Pick<StackConfig, "stack" | "config">): Finding[] {
    const allowed = accountsIn(config, "aws:allowedAccountIds");
    const isForbidden = accountsIn(config, "aws:forbiddenAccountIds").includes(accountId);
    if (!isForbidden && (allowed.length === 0 || allowed.includes(accountId))) return [];
    const rule = isForbidden ? "aws:forbiddenAccountIds names it" : `aws:allowedAccountIds names ${allowed.join(", ")}`;
    const up =
        "Fails before it makes anything. What is said here is of the wrong account: set AWS_PROFILE, or aws:profile, to a profile of the right one.";
    return [ofAccount("blocked", `The credentials are of the account ${accountId}, and ${rule}.`, up)];
}

function quotaFindings({ quotas }: AccountFacts, managed: Managed, program: readonly RecordedResource[]): Finding[] {
    if (quotas === unknown) return [];
    return quotas.flatMap(({ type, noun, used, limit }) => {
        const wanted = Math.max(0, program.filter((resource) => resource.type === type).length - managed.count(type));
        const is = `${used} of ${limit} ${noun}s are used, and Vigil needs ${wanted} more.`;
        const isEnough = used + wanted <= limit;
        return isEnough ? [] : ofAccount("blocked", is, "Fails: remove some, or ask AWS for a higher quota.");
    });
}

/** Grows by one whenever a reader of the old shape would stumble. */
const schemaVersion = 1;

/** The diagnosis for machines. */
export function diagnosisJson({ facts, ...rest }: Diagnosis): string {
    const { accountId, organization, quotas, regions } = facts;
    return JSON.stringify(
        { schemaVersion, ...rest, account: { accountId, organization, quotas, regions } },
        undefined,
        2,
    );
}
