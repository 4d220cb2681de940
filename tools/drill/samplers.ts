import * as guardDutyApi from "@aws-sdk/client-guardduty";
import * as macieApi from "@aws-sdk/client-macie2";
import type { sampleFindingTypes } from "../../findings/samples";
import { serviceFacts } from "../../findings/services";
import type { Clients, ClientsIn } from "../aws/clients";
import { inChunks, itemsOf } from "../aws/pages";
import { permitted } from "../aws/permission";
import { isJsonObject, type JsonObject, type JsonValue } from "../evaluators/json";
import { eventOf, type Origin } from "../proof/events/event";
import type { Expectations } from "../proof/expectations";
import type { Result } from "../proof/report";
import { type Outputs, partitionOf } from "./outputs";

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
    /**
     * The sample findings of the types.
     *
     * @param since milliseconds since 1970: only those that changed since then
     */
    samples(types: readonly string[], since?: number): Promise<SampleFinding[]>;
    /** Has one made or, where there is one already, updated. */
    make(type: string): Promise<void>;
    /** Archives samples by ID; a service without it lists them until they are 90 days old. */
    readonly archive?: (ids: readonly string[]) => Promise<void>;
}

const samplers = { guardDuty: guardDutySampler, macie: macieSampler } satisfies Record<
    SampledService,
    (clients: Clients, origin: Origin, detectorId: string) => Sampler
>;

export function hasSamples(source: Result["source"]): source is SampledService {
    return Object.hasOwn(samplers, source);
}

/** The samplers of the services and Regions of a drill. */
export function samplersOf(clientsIn: ClientsIn, outputs: Outputs, { regions }: Expectations): Sampler[] {
    return regions.flatMap(({ region, services }) => {
        const origin = { account: outputs.accountId, partition: partitionOf(outputs), region };
        const detectorId = outputs.detectorIds[region] ?? "";
        return services.filter(hasSamples).map((service) => samplers[service](clientsIn(region), origin, detectorId));
    });
}

/** Neither service's GetFindings takes more IDs at once, nor does ArchiveFindings. AWS: API references of both. */
const mostIds = 50;

/** AWS: GuardDuty user guide, "Sample findings". */
function guardDutySampler({ guardDuty, region }: Clients, origin: Origin, detectorId: string): Sampler {
    const { paginateListFindings, GetFindingsCommand, CreateSampleFindingsCommand } = guardDutyApi;
    const detector = { DetectorId: detectorId };
    return {
        service: "guardDuty",
        region,

        async samples(types, since) {
            const Criterion: Record<string, guardDutyApi.Condition> = { type: { Equals: [...types] } };
            if (since !== undefined) Criterion.updatedAt = { GreaterThanOrEqual: since };
            const query = { ...detector, FindingCriteria: { Criterion } };
            const ids = await permitted("guardduty:ListFindings", () =>
                itemsOf(paginateListFindings({ client: guardDuty }, query), ({ FindingIds }) => FindingIds),
            );
            const found: guardDutyApi.Finding[] = [];
            for (const FindingIds of inChunks(ids, mostIds)) {
                const { Findings = [] } = await permitted("guardduty:GetFindings", () =>
                    guardDuty.send(new GetFindingsCommand({ ...detector, FindingIds })),
                );
                found.push(...Findings);
            }
            return found
                .filter(({ Service }) => additionalInfo(Service).sample === true)
                .map((finding) => guardDutySample(finding, origin));
        },

        async make(type) {
            await permitted("guardduty:CreateSampleFindings", () =>
                guardDuty.send(new CreateSampleFindingsCommand({ ...detector, FindingTypes: [type] })),
            );
        },

        async archive(ids) {
            for (const FindingIds of inChunks(ids, mostIds)) {
                await permitted("guardduty:ArchiveFindings", () =>
                    guardDuty.send(new guardDutyApi.ArchiveFindingsCommand({ ...detector, FindingIds })),
                );
            }
        },
    };
}

/**
 * Macie has no operation that archives or deletes a sample: it drops them after 90 days.
 *
 * AWS: Macie user guide, "Working with sample findings".
 */
function macieSampler({ macie, region }: Clients, origin: Origin): Sampler {
    const { paginateListFindings, GetFindingsCommand, CreateSampleFindingsCommand } = macieApi;
    return {
        service: "macie",
        region,

        async samples(types, since) {
            const criterion: Record<string, macieApi.CriterionAdditionalProperties> = { type: { eq: [...types] } };
            if (since !== undefined) criterion.updatedAt = { gte: since };
            const query = { findingCriteria: { criterion } };
            const ids = await permitted("macie2:ListFindings", () =>
                itemsOf(paginateListFindings({ client: macie }, query), ({ findingIds }) => findingIds),
            );
            const found: macieApi.Finding[] = [];
            for (const findingIds of inChunks(ids, mostIds)) {
                const { findings = [] } = await permitted("macie2:GetFindings", () =>
                    macie.send(new GetFindingsCommand({ findingIds })),
                );
                found.push(...findings);
            }
            return found.filter(({ sample }) => sample === true).map((finding) => macieSample(finding, origin));
        },

        async make(type) {
            await permitted("macie2:CreateSampleFindings", () =>
                macie.send(new CreateSampleFindingsCommand({ findingTypes: [type as macieApi.FindingType] })),
            );
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

function guardDutySample(finding: guardDutyApi.Finding, origin: Origin): SampleFinding {
    const { Id = "", Type = "", CreatedAt = "", UpdatedAt = "", Service } = finding;
    // Events spell in camelCase what the API spells in PascalCase; beyond that they are alike.
    const detail = camelCased(JSON.parse(JSON.stringify(finding)) as JsonValue) as JsonObject;
    const service = isJsonObject(detail.service) ? detail.service : {};
    const info = isJsonObject(service.additionalInfo) ? service.additionalInfo : {};
    const additional = { ...additionalInfo(Service), ...info };
    return {
        id: Id,
        type: Type,
        createdAt: Date.parse(CreatedAt),
        updatedAt: Date.parse(UpdatedAt),
        archived: Service?.Archived === true,
        event: eventOf(origin, {
            ...sentBy("guardDuty"),
            detail: { ...detail, service: { ...service, additionalInfo: additional } },
        }),
    };
}

function camelCased(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return value.map(camelCased);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name.charAt(0).toLowerCase() + name.slice(1), camelCased(item)]),
    );
}

function macieSample(finding: macieApi.Finding, origin: Origin): SampleFinding {
    const { id = "", type = "", createdAt, updatedAt, archived } = finding;
    return {
        id,
        type,
        createdAt: createdAt?.getTime() ?? 0,
        updatedAt: updatedAt?.getTime() ?? 0,
        archived: archived === true,
        // The API spells like the event; a JSON round trip turns its dates into text.
        event: eventOf(origin, { ...sentBy("macie"), detail: JSON.parse(JSON.stringify(finding)) as JsonObject }),
    };
}

function sentBy(service: SampledService) {
    const { source, detailType } = serviceFacts[service];
    return { source, detailType };
}
