import {
    CreateSampleFindingsCommand,
    type CriterionAdditionalProperties,
    type Finding,
    type FindingType,
    GetFindingsCommand,
    ListFindingsCommand,
} from "@aws-sdk/client-macie2";
import type { JsonObject } from "../../evaluators/json";
import { serviceFacts } from "../../../findings/services";
import { eventOf, type Origin } from "../../proof/events/event";
import type { Clients } from "../../aws/clients";
import { allPages, inChunks } from "../../aws/pages";
import { permitted } from "../../aws/permission";
import type { SampleFinding, Sampler } from "./sampler";

/** GetFindings takes no more at once. AWS: Macie API reference. */
const MOST_IDS = 50;

/**
 * Makes Macie's sample findings. There is no operation that archives or deletes one: Macie drops them after 90 days.
 *
 * AWS: Macie user guide, "Working with sample findings".
 */
export function macieSampler({ macie, region }: Clients, origin: Origin): Sampler {
    function list(types: readonly string[], since: number | undefined): Promise<string[]> {
        const criterion: Record<string, CriterionAdditionalProperties> = { type: { eq: [...types] } };
        if (since !== undefined) criterion.updatedAt = { gte: since };
        const findingCriteria = { criterion };
        return allPages(async (token) => {
            const { findingIds, nextToken } = await permitted("macie2:ListFindings", () =>
                macie.send(new ListFindingsCommand({ findingCriteria, nextToken: token })),
            );
            return { items: findingIds, next: nextToken };
        });
    }

    return {
        service: "macie",
        region,

        async samples(types, since) {
            const found: Finding[] = [];
            for (const findingIds of inChunks(await list(types, since), MOST_IDS)) {
                const { findings = [] } = await permitted("macie2:GetFindings", () =>
                    macie.send(new GetFindingsCommand({ findingIds })),
                );
                found.push(...findings);
            }
            return found.filter(({ sample }) => sample === true).map((finding) => sampleOf(finding, origin));
        },

        async make(type) {
            await permitted("macie2:CreateSampleFindings", () =>
                macie.send(new CreateSampleFindingsCommand({ findingTypes: [type as FindingType] })),
            );
        },
    };
}

function sampleOf(finding: Finding, origin: Origin): SampleFinding {
    const { id = "", type = "", createdAt, updatedAt, archived } = finding;
    return {
        id,
        type,
        createdAt: createdAt?.getTime() ?? 0,
        updatedAt: updatedAt?.getTime() ?? 0,
        archived: archived === true,
        event: eventOf(origin, {
            source: serviceFacts.macie.source,
            detailType: serviceFacts.macie.detailType,
            // The API spells like the event; a JSON round trip turns its dates into text.
            detail: JSON.parse(JSON.stringify(finding)) as JsonObject,
        }),
    };
}
