import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json";
import type { EventPattern, FieldPatterns } from "./event-pattern";
import type { Leaf } from "./matcher";

/** Which element of which lists a value is in: a list, numbered in the order of the event, to the element's index. */
type ArrayMembership = ReadonlyMap<number, number>;

/** A value of the event that is neither an object nor a list. */
interface EventField {
    readonly value: Leaf;
    readonly membership: ArrayMembership;
}

/** The values of an event by the path of their field; lists add nothing to a path. */
type EventFields = ReadonlyMap<string, readonly EventField[]>;

/** Why one alternative of a pattern does not match an event. */
export interface Mismatch {
    /** The first field of the pattern that failed, such as `detail.severity`. */
    readonly path: string;
    /** Such as `detail.severity is 5, wanted numeric >= 7`. */
    readonly reason: string;
}

/** What should be matched is not an event; the message is one sentence. */
export class EventError extends Error {
    public override readonly name = "EventError";

    public constructor(problem: string) {
        super(`The event ${problem}.`);
    }
}

/** A list can have thousands of values; a reason that named them all would not be read. */
const mostValuesDescribed = 5;

/**
 * Whether EventBridge would match the event to the pattern.
 *
 * AWS: EventBridge user guide, "Creating Amazon EventBridge event patterns", and Event Ruler's README for matching of
 * lists ("array consistency").
 *
 * @param event a JSON object or the text of one
 * @throws EventError when the text is not a JSON object
 */
export function matchesEvent(pattern: EventPattern, event: JsonObject | string): boolean {
    return mismatchesOf(pattern, event).length === 0;
}

/**
 * Why the pattern does not match the event, once for each alternative that `$or` makes; empty when it does match.
 *
 * @throws EventError when the text is not a JSON object
 */
export function mismatchesOf(pattern: EventPattern, event: JsonObject | string): readonly Mismatch[] {
    const fields = fieldsOf(event);
    const mismatches = new Map<string, Mismatch>();
    for (const alternative of pattern.alternatives) {
        const mismatch = mismatchOf(alternative, fields);
        if (mismatch === undefined) return [];
        mismatches.set(mismatch.reason, mismatch);
    }
    return [...mismatches.values()];
}

/**
 * The mismatches in one sentence without a full stop.
 *
 * @returns undefined when the pattern does match
 * @throws EventError when the text is not a JSON object
 */
export function explainMismatch(pattern: EventPattern, event: JsonObject | string): string | undefined {
    const reasons = mismatchesOf(pattern, event).map(({ reason }) => reason);
    return reasons.length > 1 ? `no alternative of $or matches: ${reasons.join("; or ")}` : reasons[0];
}

function fieldsOf(event: JsonObject | string): EventFields {
    const parsed = typeof event === "string" ? parseJson(event, (problem) => new EventError(problem)) : event;
    if (!isJsonObject(parsed)) throw new EventError("must be a JSON object");
    const fields = new Map<string, EventField[]>();
    let lists = 0;

    function visit(value: JsonValue, path: string, membership: ArrayMembership): void {
        if (Array.isArray(value)) {
            const list = lists++;
            value.forEach((element, index) => {
                // Only the fields of an object can disagree on the element of a list that they are in.
                const isLeaf = typeof element !== "object" || element === null;
                visit(element, path, isLeaf ? membership : new Map(membership).set(list, index));
            });
        } else if (isJsonObject(value)) {
            for (const [name, child] of Object.entries(value))
                visit(child, path === "" ? name : `${path}.${name}`, membership);
        } else {
            const values = fields.get(path) ?? [];
            values.push({ value, membership });
            fields.set(path, values);
        }
    }

    visit(parsed, "", new Map());
    return fields;
}

function mismatchOf(patterns: FieldPatterns, fields: EventFields): Mismatch | undefined {
    const memberships = new Map<string, ArrayMembership[]>();
    for (const [path, matchers] of patterns) {
        const values = fields.get(path) ?? [];
        const accepted = values.filter(({ value }) => matchers.some((matcher) => matcher.accepts(value)));
        if (accepted.length > 0) {
            memberships.set(path, differentMemberships(accepted));
        } else if (values.length > 0 || !matchers.some(({ acceptsAbsence }) => acceptsAbsence)) {
            const wanted = matchers.map((matcher) => matcher.wanted).join(" or ");
            return { path, reason: `${path} ${describe(values)}, wanted ${wanted}` };
        }
    }
    if (canAgree([...memberships.values()])) return undefined;
    const inLists = [...memberships].filter(([, choices]) => choices.every((choice) => choice.size > 0));
    const paths = inLists.map(([path]) => path);
    return { path: paths[0] ?? "", reason: `no element of a list has everything wanted of ${paths.join(", ")}` };
}

function describe(values: readonly EventField[]): string {
    const texts = values.slice(0, mostValuesDescribed).map(({ value }) => JSON.stringify(value));
    if (values.length > texts.length) texts.push(`${values.length - texts.length} other values`);
    return texts.length === 0 ? "has no value" : `is ${texts.join(" and ")}`;
}

/** Many values of a list match alike; only where they are matters from here on. */
function differentMemberships(fields: readonly EventField[]): ArrayMembership[] {
    const byText = new Map(fields.map(({ membership }) => [JSON.stringify([...membership]), membership]));
    return [...byText.values()];
}

/** How often a choice is tried among several lists under one path; see `canAgree`. */
const mostSteps = 10_000;

/**
 * Whether one membership of each field can be chosen so that no two name different elements of one list. Lists are
 * settled from the outside in, and those of different fields apart. Only where names with dots put several lists under
 * one path, the choices multiply, and are tried up to a limit.
 *
 * @throws EventError beyond that limit
 */
function canAgree(fields: readonly (readonly ArrayMembership[])[], steps = { left: mostSteps }): boolean {
    const bound = fields.filter((choices) => choices.every(({ size }) => size > 0));
    const [list] = bound[0]?.[0]?.keys() ?? [];
    if (list === undefined) return true;
    const related = bound.filter((choices) => choices.some((choice) => choice.has(list)));
    const others = bound.filter((choices) => !related.includes(choices));
    const areApart = related.every((choices) => choices.every((choice) => choice.has(list)));
    if (areApart && !canAgree(others, steps)) return false;
    if (!areApart && steps.left-- === 0) throw new EventError("has too many lists under one path to be matched");
    const byElement = related.map((choices) => choicesByElement(choices, list));
    const elements = new Set(byElement.flatMap((choices) => [...choices.keys()]));
    elements.delete(elsewhere);
    return [...elements].some((element) => {
        const left = byElement.map((choices) => [...(choices.get(element) ?? []), ...(choices.get(elsewhere) ?? [])]);
        return left.every(({ length }) => length > 0) && canAgree(areApart ? left : [...left, ...others], steps);
    });
}

/** In place of an element's index: the value is not in the list at all. */
const elsewhere = -1;

/** The choices by the element of the list that they are in, without that list. */
function choicesByElement(choices: readonly ArrayMembership[], list: number): Map<number, ArrayMembership[]> {
    const found = new Map<number, ArrayMembership[]>();
    for (const choice of choices) {
        const element = choice.get(list) ?? elsewhere;
        const inner = new Map(choice);
        inner.delete(list);
        const same = found.get(element);
        if (same === undefined) found.set(element, [inner]);
        else same.push(inner);
    }
    return found;
}
