import * as guardDutyApi from "@aws-sdk/client-guardduty";
import * as macieApi from "@aws-sdk/client-macie2";
import type { sampleFindingTypes } from "../../findings/samples";
import { serviceFacts } from "../../findings/services";
import type { Clients, ClientsIn } from "../aws/clients";
import { inChunks, itemsOf } from "../aws/pages";
import { isJsonObject, type JsonObject, type JsonValue } from "../evaluators/json";
import { eventOf, type Origin } from "../proof/events/event";
import type { Expectations } from "../proof/expectations";
import type { Result } from "../proof/report";
import { camelCased, textIn } from "./account/live";
import { type Outputs, partitionOf } from "../recording/outputs";

/** The services that make sample findings. */
export type SampledService = keyof typeof sampleFindingTypes;

/** A sample finding, as the service's own API describes it. */
export interface SampleFinding {
    readonly id: string;
    readonly type: string;
    /** Milliseconds since 1970, by AWS's clock. */
    readonly createdAt: number;
    readonly updatedAt: number;
    readonly archived: boolean;
    /** The event that EventBridge gets of it, as far as the API shows; its `time` is made up. */
    readonly event: JsonObject;
}

/** Makes sample findings of one service in one Region. Findings that are not samples are never listed here. */
export interface Sampler {
    readonly service: SampledService;
    readonly region: string;
    /** Whose findings they are, where that is another account than the drill's. */
    readonly member?: string | undefined;
    /**
     * The sample findings of the types.
     *
     * @param since milliseconds since 1970: only those that changed since then
     */
    samples(types: readonly string[], since?: number): Promise<SampleFinding[]>;
    /** Has one made or, where there is one already, updated. */
    make(type: string): Promise<void>;
    /** Archives samples by ID; a service without it lists them until they are 90 days old. */
    readonly archive?: ((ids: readonly string[]) => Promise<void>) | undefined;
}

const samplers = { guardDuty: guardDutySampler, macie: macieSampler } satisfies Record<
    SampledService,
    (clients: Clients, origin: Origin, owner: string, detectorId: string) => Sampler
>;

export function hasSamples(source: Result["source"]): source is SampledService {
    return Object.hasOwn(samplers, source);
}

/** The samplers of the services and Regions of a drill; for a member, as its administrator sees it. */
export function samplersOf(
    clientsIn: ClientsIn,
    outputs: Outputs,
    { regions, isMember }: Expectations,
    member?: string,
): Sampler[] {
    return regions.flatMap(({ region, services }) => {
        const origin = { account: outputs.accountId, partition: partitionOf(outputs), region };
        const detectorId = outputs.detectorIds[region] ?? "";
        return services.filter(hasSamples).map((service) => {
            const own = samplers[service](clientsIn(region), origin, member ?? outputs.accountId, detectorId);
            // A member may not archive.
            return { ...own, member, ...(isMember && { archive: undefined }) };
        });
    });
}

/** Neither service's GetFindings takes more IDs at once, nor does ArchiveFindings. AWS: API references of both. */
const mostIds = 50;

/** AWS: GuardDuty user guide, "Sample findings". */
function guardDutySampler({ guardDuty, region }: Clients, origin: Origin, owner: string, detectorId: string): Sampler {
    const { paginateListFindings, GetFindingsCommand, CreateSampleFindingsCommand } = guardDutyApi;
    const detector = { DetectorId: detectorId };
    return {
        service: "guardDuty",
        region,

        async samples(types, since) {
            // An administrator's list has the findings of its members as well.
            const Criterion: Record<string, guardDutyApi.Condition> = {
                ...{ type: { Equals: [...types] }, accountId: { Equals: [owner] } },
            };
            if (since !== undefined) Criterion.updatedAt = { GreaterThanOrEqual: since };
            const query = { ...detector, FindingCriteria: { Criterion } };
            const ids = await itemsOf(
                paginateListFindings({ client: guardDuty }, query),
                ({ FindingIds }) => FindingIds,
            );
            const found: guardDutyApi.Finding[] = [];
            for (const FindingIds of inChunks(ids, mostIds)) {
                const { Findings = [] } = await guardDuty.send(new GetFindingsCommand({ ...detector, FindingIds }));
                found.push(...Findings);
            }
            return found
                .filter(({ Service }) => additionalInfo(Service).sample === true)
                .map((finding) => sampleOf("guardDuty", finding, origin));
        },

        async make(type) {
            await guardDuty.send(new CreateSampleFindingsCommand({ ...detector, FindingTypes: [type] }));
        },

        async archive(ids) {
            for (const FindingIds of inChunks(ids, mostIds))
                await guardDuty.send(new guardDutyApi.ArchiveFindingsCommand({ ...detector, FindingIds }));
        },
    };
}

/**
 * Macie has no operation that archives or deletes a sample: it drops them after 90 days.
 *
 * AWS: Macie user guide, "Working with sample findings".
 */
function macieSampler({ macie, region }: Clients, origin: Origin, owner: string): Sampler {
    const { paginateListFindings, GetFindingsCommand, CreateSampleFindingsCommand } = macieApi;
    return {
        service: "macie",
        region,

        async samples(types, since) {
            const criterion: Record<string, macieApi.CriterionAdditionalProperties> = {
                ...{ type: { eq: [...types] }, accountId: { eq: [owner] } },
            };
            if (since !== undefined) criterion.updatedAt = { gte: since };
            const query = { findingCriteria: { criterion } };
            const ids = await itemsOf(paginateListFindings({ client: macie }, query), ({ findingIds }) => findingIds);
            const found: macieApi.Finding[] = [];
            for (const findingIds of inChunks(ids, mostIds)) {
                const { findings = [] } = await macie.send(new GetFindingsCommand({ findingIds }));
                found.push(...findings);
            }
            return found.filter(({ sample }) => sample === true).map((finding) => sampleOf("macie", finding, origin));
        },

        async make(type) {
            await macie.send(new CreateSampleFindingsCommand({ findingTypes: [type as macieApi.FindingType] }));
        },
    };
}

/** The API gives as one text what the event has as fields. */
function additionalInfo(service: guardDutyApi.Service | undefined): JsonObject {
    try {
        const info = JSON.parse(service?.AdditionalInfo?.Value ?? "{}") as JsonValue;
        return isJsonObject(info) ? info : {};
    } catch {
        return {};
    }
}

/** Events spell in camelCase, as Macie's API does, what GuardDuty's spells in PascalCase; beyond that they are alike. */
function sampleOf(service: SampledService, finding: guardDutyApi.Finding | macieApi.Finding, origin: Origin) {
    const detail = camelCased(finding);
    const { source, detailType } = serviceFacts[service];
    if ("Service" in finding && isJsonObject(detail.service)) {
        const info = isJsonObject(detail.service.additionalInfo) ? detail.service.additionalInfo : {};
        detail.service.additionalInfo = { ...additionalInfo(finding.Service), ...info };
    }
    return {
        id: textIn(detail, "id"),
        type: textIn(detail, "type"),
        createdAt: Date.parse(textIn(detail, "createdAt")),
        updatedAt: Date.parse(textIn(detail, "updatedAt")),
        archived: (isJsonObject(detail.service) ? detail.service : detail).archived === true,
        event: eventOf(origin, { source, detailType, detail }),
    };
}
