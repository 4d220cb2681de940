import type { Service } from "../../../findings/services";
import { isJsonObject, type JsonValue } from "../../evaluators/json";
import { type Lookup, objectsOf, partOf, type Resource, textOf } from "./resource";
import type { Criterion, FindingsFilter } from "./filter-model";

/** The filters of each service, the action by which one suppresses, and where its criteria are. */
export const filters = {
    guardDuty: { type: "aws:guardduty/filter:Filter", action: "ARCHIVE", criteria: criterions },
    macie: { type: "aws:macie/findingsFilter:FindingsFilter", action: "ARCHIVE", criteria: criterions },
    inspector: { type: "aws:inspector2/filter:Filter", action: "SUPPRESS", criteria: criteriaByField },
} as const satisfies Record<Service, { type: string; action: string; criteria: (filter: Resource) => Criterion[] }>;

export function isFilter(type: string): boolean {
    return Object.values(filters).some((filter) => filter.type === type);
}

/** The filters that suppress findings; the others only find them in the console. */
export function readFilters(all: Lookup): FindingsFilter[] {
    return (Object.keys(filters) as Service[]).flatMap((service) => {
        const { type, action, criteria } = filters[service];
        return all(type)
            .filter((filter) => textOf(filter, "action") === action)
            .map((filter) => ({
                ...partOf(filter),
                service,
                name: textOf(filter, "name") ?? filter.id,
                criteria: criteria(filter),
            }));
    });
}

const operators: Readonly<Record<string, Criterion["operator"]>> = {
    // Macie's API has no plural.
    ...{ equals: "is", eqs: "is", eq: "is", eqExactMatches: "is", eqExactMatch: "is", EQUALS: "is" },
    ...{ notEquals: "is not", neqs: "is not", neq: "is not", NOT_EQUALS: "is not" },
    ...{ greaterThan: ">", gt: ">", greaterThanOrEqual: ">=", gte: ">=" },
    ...{ lessThan: "<", lt: "<", lessThanOrEqual: "<=", lte: "<=" },
};

/** GuardDuty and Macie: a list of fields, each with its conditions. */
function criterions(filter: Resource): Criterion[] {
    const [{ criterions: list } = {}] = objectsOf(filter, "findingCriteria");
    return objectsIn(list).flatMap(({ field, ...conditions }) =>
        Object.entries(conditions)
            .map(([name, values]) => criterion(field, operators[name], values))
            .filter(({ values }) => values.length > 0),
    );
}

/** Inspector: a list of conditions under the name of each field. */
function criteriaByField(filter: Resource): Criterion[] {
    return objectsOf(filter, "filterCriterias").flatMap((criteria) =>
        Object.entries(criteria).flatMap(([field, conditions]) => {
            const own = objectsIn(conditions);
            const [comparison, ...others] = new Set(own.map((condition) => condition.comparison as string));
            const operator = comparison === undefined || others.length > 0 ? undefined : operators[comparison];
            const values = own.map(({ value = "" }) => value);
            return own.length === 0 ? [] : [criterion(field, operator, values)];
        }),
    );
}

function criterion(field: JsonValue | undefined, operator: Criterion["operator"], values: JsonValue): Criterion {
    const list = (Array.isArray(values) ? values : [values]).filter((value) => value !== "" && value !== null);
    return { field: typeof field === "string" ? field : "", operator, values: list.map(String) };
}

function objectsIn(value: JsonValue | undefined) {
    return Array.isArray(value) ? value.filter(isJsonObject) : [];
}
