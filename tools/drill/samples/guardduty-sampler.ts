import {
    ArchiveFindingsCommand,
    type Condition,
    CreateSampleFindingsCommand,
    type Finding,
    GetFindingsCommand,
    ListFindingsCommand,
} from "@aws-sdk/client-guardduty";
import { isJsonObject, type JsonObject, type JsonValue } from "../../evaluators/json";
import { serviceFacts } from "../../../findings/services";
import { eventOf, type Origin } from "../../proof/events/event";
import type { Clients } from "../../aws/clients";
import { allPages, inChunks } from "../../aws/pages";
import { permitted } from "../../aws/permission";
import type { SampleFinding, Sampler } from "./sampler";

/** GetFindings and ArchiveFindings take no more at once. AWS: GuardDuty API reference. */
const MOST_IDS = 50;

/** Makes GuardDuty's sample findings. AWS: GuardDuty user guide, "Sample findings". */
export function guardDutySampler({ guardDuty, region }: Clients, origin: Origin, detectorId: string): Sampler {
    const detector = { DetectorId: detectorId };

    function list(types: readonly string[], since: number | undefined): Promise<string[]> {
        const Criterion: Record<string, Condition> = { type: { Equals: [...types] } };
        if (since !== undefined) Criterion.updatedAt = { GreaterThanOrEqual: since };
        const FindingCriteria = { Criterion };
        return allPages(async (token) => {
            const { FindingIds, NextToken } = await permitted("guardduty:ListFindings", () =>
                guardDuty.send(new ListFindingsCommand({ ...detector, FindingCriteria, NextToken: token })),
            );
            return { items: FindingIds, next: NextToken };
        });
    }

    return {
        service: "guardDuty",
        region,

        async samples(types, since) {
            const chunks = inChunks(await list(types, since), MOST_IDS);
            const found: Finding[] = [];
            for (const FindingIds of chunks) {
                const { Findings = [] } = await permitted("guardduty:GetFindings", () =>
                    guardDuty.send(new GetFindingsCommand({ ...detector, FindingIds })),
                );
                found.push(...Findings);
            }
            return found.filter(isSample).map((finding) => sampleOf(finding, origin));
        },

        async make(type) {
            await permitted("guardduty:CreateSampleFindings", () =>
                guardDuty.send(new CreateSampleFindingsCommand({ ...detector, FindingTypes: [type] })),
            );
        },

        async archive(ids) {
            for (const FindingIds of inChunks(ids, MOST_IDS)) {
                await permitted("guardduty:ArchiveFindings", () =>
                    guardDuty.send(new ArchiveFindingsCommand({ ...detector, FindingIds })),
                );
            }
        },
    };
}

function isSample({ Service }: Finding): boolean {
    return additionalInfo(Service?.AdditionalInfo?.Value).sample === true;
}

/** The API gives as one text what the event has as fields. */
function additionalInfo(value: string | undefined): JsonObject {
    try {
        const info = JSON.parse(value ?? "{}") as JsonValue;
        return isJsonObject(info) ? info : {};
    } catch {
        return {};
    }
}

function sampleOf(finding: Finding, origin: Origin): SampleFinding {
    const { Id = "", Type = "", CreatedAt = "", UpdatedAt = "", Service } = finding;
    return {
        id: Id,
        type: Type,
        createdAt: Date.parse(CreatedAt),
        updatedAt: Date.parse(UpdatedAt),
        archived: Service?.Archived === true,
        event: eventOf(origin, {
            source: serviceFacts.guardDuty.source,
            detailType: serviceFacts.guardDuty.detailType,
            detail: detailOf(finding),
        }),
    };
}

/** Events spell in camelCase what the API spells in PascalCase; beyond that they are alike. */
function detailOf(finding: Finding): JsonObject {
    const detail = camelCased(JSON.parse(JSON.stringify(finding)) as JsonValue) as JsonObject;
    const { service } = detail;
    if (!isJsonObject(service)) return detail;
    const info = isJsonObject(service.additionalInfo) ? service.additionalInfo : {};
    const known = additionalInfo(finding.Service?.AdditionalInfo?.Value);
    return { ...detail, service: { ...service, additionalInfo: { ...known, ...info } } };
}

function camelCased(value: JsonValue): JsonValue {
    if (Array.isArray(value)) return value.map(camelCased);
    if (!isJsonObject(value)) return value;
    return Object.fromEntries(
        Object.entries(value).map(([name, item]) => [name.charAt(0).toLowerCase() + name.slice(1), camelCased(item)]),
    );
}
