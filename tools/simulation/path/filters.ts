import { type Service, serviceFacts } from "../../../findings/services";
import { valueAtPath } from "../../evaluators/input-transformer";
import type { JsonObject } from "../../evaluators/json";
import type { Case } from "../../proof/case";
import type { Step } from "../../proof/report";
import type { Criterion, FindingsFilter } from "../model/filter-model";
import type { StackModel } from "../model/stack-model";
import { failed, unproven } from "../steps";

/** The fields that a sample decides; whatever else a filter asks for, a real finding may have. */
const decidable: Readonly<Record<Service, Readonly<Record<string, string>>>> = {
    guardDuty: {
        severity: "$.detail.severity",
        type: "$.detail.type",
        "service.archived": "$.detail.service.archived",
    },
    macie: {
        "severity.description": "$.detail.severity.description",
        "severity.score": "$.detail.severity.score",
        type: "$.detail.type",
    },
    // Plural in Pulumi, singular in the API.
    inspector: {
        ...{ severities: "$.detail.severity", severity: "$.detail.severity" },
        ...{ findingTypes: "$.detail.type", findingType: "$.detail.type" },
        ...{ findingStatuses: "$.detail.status", findingStatus: "$.detail.status" },
    },
};

/**
 * The filters of a service that suppress a finding, or may.
 *
 * AWS: GuardDuty user guide, "Suppression rules" (of an archived finding no event is sent); Macie user guide, "Suppressing
 * Macie findings"; Inspector user guide, "Suppressing findings" (its status is no longer ACTIVE).
 */
export function filterSteps({ filters }: StackModel, { source, region, event, destination }: Case): Step[] {
    if (source === "alarm" || source === "schedule" || event["detail-type"] !== serviceFacts[source].detailType)
        return [];
    // Macie writes discovery results to the bucket, of which a finding is only a summary.
    if (source === "macie" && destination === "bucket") return [];
    return filters
        .filter((filter) => filter.service === source && filter.region === region)
        .flatMap((filter) => filterStep(filter, event));
}

const fix = "Delete the filter, or have it suppress less.";

function filterStep({ service, resource, name, criteria }: FindingsFilter, event: JsonObject): Step[] {
    const answers = criteria.map((criterion) => ({ criterion, holds: holds(service, criterion, event) }));
    if (answers.some((answer) => answer.holds === false)) return [];
    const open = answers.filter((answer) => answer.holds === undefined).map(({ criterion }) => criterion.field);
    const fact = `${serviceFacts[service].name} raises no alert about a finding that it suppresses`;
    if (answers.length > 0 && open.length === 0)
        return [{ ...failed("service", resource, `The filter ${name} suppresses this finding: ${fact}.`), fix }];
    const fields = open.length === 0 ? "" : ` by its ${[...new Set(open)].join(", ")}`;
    const reason = `The filter ${name} may suppress this finding${fields}: that is not rehearsed, and ${fact}.`;
    return [unproven("service", resource, reason)];
}

/** Whether an event meets a criterion; undefined where a sample cannot tell. */
function holds(service: Service, { field, operator, values }: Criterion, event: JsonObject): boolean | undefined {
    const path = decidable[service][field];
    const value = path === undefined ? undefined : valueAtPath(event, path);
    if (value === undefined || typeof value === "object") return undefined;
    const [limit] = values.map(Number);
    // GuardDuty lists whole numbers for a severity with decimals: 7 and 8 are its High, which ends at 8.9.
    const isListed = values.includes(String(typeof value === "number" ? Math.floor(value) : value));
    switch (operator) {
        case "is":
            return isListed;
        case "is not":
            return !isListed;
        case undefined:
            return undefined;
        default:
            return limit === undefined ? undefined : compares[operator](Number(value), limit);
    }
}

const compares = {
    ">": (value: number, limit: number) => value > limit,
    ">=": (value: number, limit: number) => value >= limit,
    "<": (value: number, limit: number) => value < limit,
    "<=": (value: number, limit: number) => value <= limit,
} as const;
