import { sampleFindingTypes } from "../../../findings/samples";
import type { Severity } from "../../../findings/severity";
import type { Case } from "../../proof/case";
import type { SampledService, SampleFinding, Sampler } from "./sampler";

/** A case that a sample finding tries out, and what has become of it so far. */
export interface SampleRun {
    readonly sent: Case & { readonly source: SampledService; readonly severity: Severity };
    readonly sampler: Sampler;
    readonly type: string;
    /** Samples of the type that were there before; one that is not archived will be updated instead of a new one made. */
    readonly earlier: readonly SampleFinding[];
    /** When the service was asked for it, in milliseconds since 1970. */
    askedAt?: number;
    finding?: SampleFinding;
    /** The alert exactly as the drill's mailbox got it. */
    arrival?: { readonly text: string; readonly seconds: number };
}

/** Whether a case asks for a finding of a severity band, the one thing that services make samples of. */
export function isSampled(sent: Case): sent is SampleRun["sent"] {
    const { id, region, source, severity, destination } = sent;
    return (
        (source === "guardDuty" || source === "macie") &&
        destination === "mailboxes" &&
        severity !== undefined &&
        id === `${region}/${source}/${severity}`
    );
}

/** Chooses the sample type for each case that a sample can try out. */
export async function sampleRunsOf(cases: readonly Case[], samplers: readonly Sampler[]): Promise<SampleRun[]> {
    const sampleRuns = await Promise.all(
        samplers.map(async (sampler) => {
            const { service, region } = sampler;
            const own = cases.filter(isSampled).filter((one) => one.source === service && one.region === region);
            const types = sampleFindingTypes[service].map(({ type }) => type);
            const earlier = own.length > 0 ? await sampler.samples(types) : [];
            return own.flatMap((sent) => {
                const type = freshest(service, sent.severity, earlier);
                if (type === undefined) return [];
                return [{ sent, sampler, type, earlier: earlier.filter((sample) => sample.type === type) }];
            });
        }),
    );
    return sampleRuns.flat();
}

/**
 * The type of a band whose sample is most surely a new finding. A sample that is made again within 90 days only updates
 * the old one, and its event waits for the publishing frequency; Macie's `SensitiveData` samples alone are always new.
 * That an archived one is not updated is not documented, so a type that was never used goes first.
 *
 * AWS: GuardDuty user guide, "Finding aggregation"; Macie user guide, "Working with sample findings".
 */
function freshest(service: SampledService, band: Severity, earlier: readonly SampleFinding[]): string | undefined {
    const rank = (type: string) => {
        const own = earlier.filter((sample) => sample.type === type);
        if (own.length === 0 || isAlwaysNew(type)) return 0;
        // Among those that were archived, the one whose turn was longest ago.
        return own.every(({ archived }) => archived) ? Math.max(...own.map(({ updatedAt }) => updatedAt)) : Infinity;
    };
    const ofBand = sampleFindingTypes[service].filter(({ severity }) => severity === band).map(({ type }) => type);
    return [...ofBand].sort((one, other) => compared(rank(one), rank(other)))[0];
}

/** Without a difference, which of two infinities is no number. */
function compared(one: number, other: number): number {
    return one === other ? 0 : one < other ? -1 : 1;
}

function isAlwaysNew(type: string): boolean {
    return type.startsWith("SensitiveData:");
}

/** Whether the sample only updates one that was there before, so that its event comes late. */
export function isRepeat({ type, earlier }: SampleRun): boolean {
    return !isAlwaysNew(type) && earlier.some(({ archived }) => !archived);
}

/** Whether the service only updated a sample that an earlier drill archived: it sends no event then, and nothing is tried out. */
export function isIdle({ earlier, finding }: SampleRun): boolean {
    return finding?.archived === true && earlier.some(({ id }) => id === finding.id);
}

/** Whether a finding is the one that the sampleRun asked for: a new one, or an earlier one that changed. */
export function isAskedFor({ type, earlier }: SampleRun, finding: SampleFinding): boolean {
    const before = earlier.find(({ id }) => id === finding.id);
    return finding.type === type && (before === undefined || finding.updatedAt > before.updatedAt);
}
