import { sampleFindingTypes } from "../../findings/samples";
import type { Severity } from "../../findings/severity";
import type { JsonObject } from "../evaluators/json";
import { audienceOf, defaultRoute, machines } from "../proof/audience";
import type { Case } from "../proof/case";
import type { Expectations } from "../proof/expectations";
import type { Clock } from "./clock";
import { hasSamples, type SampledService, type SampleFinding, type Sampler } from "./samplers";

/** A mail that tells of a sample. */
export interface MailArrival {
    readonly subject: string;
    readonly text: string;
    /** From the request for the sample. */
    readonly seconds: number;
    /** In a mail of its own, as an entry of a digest, or as one among those that a digest only counts. */
    readonly told: "alone" | "listed" | "counted";
    /** Where a mail of its own differs from what the notifier's code makes of the alert. */
    readonly difference?: string;
}

/** What a topic of a route, or of machines, had of a sample. */
export interface Heard extends Pick<MailArrival, "subject" | "text" | "seconds"> {
    /** How often it came, word for word the same. */
    readonly copies: number;
    /** Where it differs from what it should say. */
    readonly difference?: string | undefined;
}

/** A case that a sample finding tests, and what has become of it so far. */
export interface SampleRun {
    readonly sent: Case & { readonly source: SampledService; readonly severity: Severity };
    readonly sampler: Sampler;
    readonly type: string;
    /** Samples of the type that were there before; one that is not archived is updated instead of a new one made. */
    readonly earlier: readonly SampleFinding[];
    /** When the service was asked for it, in milliseconds since 1970. */
    askedAt?: number;
    finding?: SampleFinding;
    /** The alert exactly as the drill's queue received it. */
    arrival?: { readonly text: string; readonly seconds: number };
    /** What tells of it on the mail topic. */
    mail?: MailArrival;
    /** What tells of it on topics of routes and of machines, and the mail topic where it should not; by their ARNs. */
    heard?: Map<string, Heard>;
}

/** Whether the alert topic is asked to have it, and not only routes of their own. */
export function isOnTopic({ audience }: Pick<Case, "audience">): boolean {
    return audience.includes(defaultRoute) || audience.includes(machines);
}

/** The same case about the type of the sample that tests it: routes and mutes go by types. */
export function aboutType<C extends Case>(sent: C, type: string, asked: Expectations): C {
    const event = { ...sent.event, detail: { ...(sent.event.detail as JsonObject), type } };
    const audience = audienceOf({ ...sent, event }, asked);
    return { ...sent, event, audience, expected: audience.length > 0 ? "arrives" : "suppressed" };
}

/** Services make samples of a severity band, and of nothing else. */
function isSampled(sent: Case): sent is SampleRun["sent"] {
    return ["finding", "member"].includes(sent.kind) && sent.severity !== undefined && hasSamples(sent.source);
}

function isFor({ service, region, member }: Sampler, { id, kind, source, region: from }: Case): boolean {
    const isTheirs = member === undefined ? kind === "finding" : id.endsWith(`/member/${member}`);
    return source === service && from === region && isTheirs;
}

/** Chooses the sample type for each case that a sample can test. */
export async function sampleRunsOf(cases: readonly Case[], samplers: readonly Sampler[]): Promise<SampleRun[]> {
    const sampleRuns = await Promise.all(
        samplers.map(async (sampler) => {
            const { service } = sampler;
            const own = cases.filter(isSampled).filter((one) => isFor(sampler, one));
            const types = sampleFindingTypes[service].map(({ type }) => type);
            const earlier = own.length > 0 ? await sampler.samples(types) : [];
            return own.flatMap((sent) => {
                const type = freshest(sampler, sent.severity, earlier);
                if (type === undefined) return [];
                return [{ sent, sampler, type, earlier: earlier.filter((sample) => sample.type === type) }];
            });
        }),
    );
    return sampleRuns.flat();
}

/**
 * The type of a band whose sample is most surely a new finding. A sample that is made again within 90 days only updates
 * the old one, and its event waits for the publishing frequency; only Macie's `SensitiveData` samples are always new.
 * AWS does not document that an archived one is not updated, so a type that was never used goes first.
 *
 * AWS: GuardDuty user guide, "Finding aggregation"; Macie user guide, "Working with sample findings".
 */
function freshest(sampler: Sampler, band: Severity, earlier: readonly SampleFinding[]): string | undefined {
    const { service, member } = sampler;
    const rank = (type: string) => {
        const own = earlier.filter((sample) => sample.type === type);
        if (own.length === 0 || isAlwaysNew(type)) return 0;
        // Among the archived ones, the type that was used longest ago.
        const isUsable = own.every(({ archived }) => archived);
        return isUsable ? Math.max(...own.map(({ updatedAt }) => updatedAt)) : Number.MAX_SAFE_INTEGER;
    };
    const ofBand = sampleFindingTypes[service].filter(({ severity }) => severity === band).map(({ type }) => type);
    // What Macie finds in objects stays with the account that looked (user guide, accounts-mgmt-relationships).
    const shared = ofBand.filter((type) => member === undefined || !isAlwaysNew(type));
    return shared.sort((one, other) => rank(one) - rank(other))[0];
}

function isAlwaysNew(type: string): boolean {
    return type.startsWith("SensitiveData:");
}

/** Whether the sample only updates one that was there before, so that its event comes late. */
export function isRepeat({ type, earlier }: SampleRun): boolean {
    return !isAlwaysNew(type) && earlier.some(({ archived }) => !archived);
}

/** Whether the service only updated a sample that an earlier drill archived: it sends no event then, so nothing is tested. */
export function isIdle({ earlier, finding }: SampleRun): boolean {
    return finding?.archived === true && earlier.some(({ id }) => id === finding.id);
}

/** Whether the loss of a sample already reports a failure of the Region's rules, or of the alert rules at home. */
export function isLossKnown(sampleRuns: readonly SampleRun[], region: string | undefined, home: string): boolean {
    return sampleRuns.some(
        ({ sent, arrival }) => (region === home || sent.region === region) && isOnTopic(sent) && arrival === undefined,
    );
}

/** Whether the service made this finding for the run. */
export function isNewOf({ type, earlier }: SampleRun, finding: SampleFinding): boolean {
    return finding.type === type && !earlier.some(({ id }) => id === finding.id);
}

/** Whether a finding is the one that the run asked for: a new one, or an earlier one that changed. */
export function isAskedFor(sampleRun: SampleRun, finding: SampleFinding): boolean {
    const before = sampleRun.earlier.find(({ id }) => id === finding.id);
    return before === undefined ? finding.type === sampleRun.type : finding.updatedAt > before.updatedAt;
}

/** Milliseconds between two samples: above ten mails a second SNS stops a mailbox, and alarms may go off besides. */
const pace = 200;

export interface Making {
    readonly sampleRuns: readonly SampleRun[];
    readonly registry: { readonly noteSample: (sampleRun: SampleRun) => void };
    readonly clock: Clock;
    readonly signal: AbortSignal;
}

/**
 * Has the samples made one after the other, those below the threshold first: their alerts, if there were any, would be
 * here before the others.
 *
 * AWS: SNS developer guide, "Email notifications": above ten mails a second a mailbox counts as unconfirmed.
 */
export async function makeSamples({ sampleRuns, registry, clock, signal }: Making): Promise<void> {
    const arrives = sampleRuns.filter(({ sent }) => sent.expected === "arrives");
    const suppressed = sampleRuns.filter(({ sent }) => sent.expected === "suppressed");
    let next = clock.now();
    for (const sampleRun of [...suppressed, ...arrives]) {
        await clock.sleep(Math.max(0, next - clock.now()), signal);
        next = clock.now() + pace;
        // Noted before it is done: a request that is cut short may have been granted all the same.
        registry.noteSample(sampleRun);
        sampleRun.askedAt = clock.now();
        await sampleRun.sampler.make(sampleRun.type);
    }
}

/** Looks for the findings that were made: a service answers before a finding can be listed. */
export async function findSamples(sampleRuns: readonly SampleRun[], since: number): Promise<void> {
    const unknown = sampleRuns.filter(({ askedAt, finding }) => askedAt !== undefined && finding === undefined);
    const samplers = [...new Set(unknown.map(({ sampler }) => sampler))];
    await Promise.all(
        samplers.map(async (sampler) => {
            const own = unknown.filter((sampleRun) => sampleRun.sampler === sampler);
            const types = own.map(({ type }) => type);
            const listed = await sampler.samples(types, since);
            for (const sampleRun of own) sampleRun.finding = listed.find((finding) => isAskedFor(sampleRun, finding));
        }),
    );
}
