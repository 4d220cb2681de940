import type { JsonObject } from "../json";
import { type ArrayMembership, type EventField, type EventFields, fieldsOf } from "./event-fields";
import type { EventPattern, FieldPatterns } from "./event-pattern";
import type { Matcher } from "./matcher";

/** A list can have thousands of values; a reason that names them all is none that anybody reads. */
const MOST_VALUES_DESCRIBED = 5;

/**
 * Whether EventBridge would match the event to the pattern.
 *
 * AWS: EventBridge user guide, "Creating Amazon EventBridge event patterns", and Event Ruler's README for matching of
 * lists ("array consistency").
 *
 * @param event a JSON object or the text of one
 * @throws EventError when the text is no JSON object
 */
export function matchesEvent(pattern: EventPattern, event: JsonObject | string): boolean {
    return explainMismatch(pattern, event) === undefined;
}

/**
 * Why the pattern does not match the event, such as `detail.severity is 5, wanted numeric >= 7`.
 *
 * Names the first field of the pattern that failed; with `$or`, the first of every alternative.
 *
 * @returns undefined when the pattern does match
 * @throws EventError when the text is no JSON object
 */
export function explainMismatch(pattern: EventPattern, event: JsonObject | string): string | undefined {
    const fields = fieldsOf(event);
    const reasons: string[] = [];
    for (const alternative of pattern.alternatives) {
        const reason = mismatchOf(alternative, fields);
        if (reason === undefined) {
            return undefined;
        }
        reasons.push(reason);
    }
    const different = [...new Set(reasons)];
    return different.length === 1 ? different[0] : `no alternative of $or matches: ${different.join("; or ")}`;
}

function mismatchOf(patterns: FieldPatterns, fields: EventFields): string | undefined {
    const memberships = new Map<string, ArrayMembership[]>();
    for (const [path, matchers] of patterns) {
        const values = fields.get(path) ?? [];
        const accepted = values.filter((field) => matchers.some((matcher) => accepts(matcher, field)));
        if (accepted.length > 0) {
            memberships.set(path, differentMemberships(accepted));
        } else if (values.length > 0 || !matchers.some((matcher) => matcher.kind === "absence")) {
            return `${path} ${describe(values)}, wanted ${matchers.map((matcher) => matcher.wanted).join(" or ")}`;
        }
    }
    if (canAgree([...memberships.values()], new Map())) {
        return undefined;
    }
    const inLists = [...memberships].filter(([, choices]) => choices.every((choice) => choice.size > 0));
    return `no one element of a list has all of what is wanted of ${inLists.map(([path]) => path).join(", ")}`;
}

function accepts(matcher: Matcher, field: EventField): boolean {
    return matcher.kind === "value" && matcher.accepts(field.value);
}

function describe(values: readonly EventField[]): string {
    const texts = values.slice(0, MOST_VALUES_DESCRIBED).map((field) => JSON.stringify(field.value));
    if (values.length > texts.length) {
        texts.push(`${values.length - texts.length} other values`);
    }
    return texts.length === 0 ? "has no value" : `is ${texts.join(" and ")}`;
}

/** Many values of a list match alike; only where they are matters from here on. */
function differentMemberships(fields: readonly EventField[]): ArrayMembership[] {
    const byText = new Map(fields.map((field) => [JSON.stringify([...field.membership]), field.membership]));
    return [...byText.values()];
}

/** Whether one membership of each field can be chosen so that no two name different elements of one list. */
function canAgree(fields: readonly ArrayMembership[][], chosen: ArrayMembership): boolean {
    const [choices, ...others] = fields;
    if (choices === undefined) {
        return true;
    }
    return choices.some((choice) => agree(choice, chosen) && canAgree(others, new Map([...chosen, ...choice])));
}

function agree(one: ArrayMembership, other: ArrayMembership): boolean {
    return [...one].every(([list, index]) => (other.get(list) ?? index) === index);
}
