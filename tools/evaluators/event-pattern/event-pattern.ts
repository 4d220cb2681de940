import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "../json";
import { EventPatternError, type Matcher } from "./matcher";
import { isReservedInOr, parseMatcher } from "./operators";

/** What the fields of an event must be: the path of a field, such as `detail.severity`, to the matchers of its list. */
export type FieldPatterns = ReadonlyMap<string, readonly Matcher[]>;

/**
 * An event pattern that EventBridge accepts.
 *
 * Every `$or` is multiplied out: an event matches when it has all the fields of one alternative. A pattern without
 * `$or` has exactly one.
 */
export interface EventPattern {
    readonly alternatives: readonly FieldPatterns[];
}

/** EventBridge refuses patterns whose `$or` multiply out to more ("Comparison operators for use in event patterns"). */
const maxCombinations = 1000;

/**
 * Reads an event pattern from JSON text, as PutRule does. Its length is not checked, because that quota can be raised.
 *
 * AWS: EventBridge user guide, "Creating Amazon EventBridge event patterns" and "Comparison operators for use in event
 * patterns".
 *
 * @throws EventPatternError when EventBridge would refuse the pattern
 */
export function parseEventPattern(text: string): EventPattern {
    const pattern = parseJson(text, (problem) => new EventPatternError("", problem));
    if (!isJsonObject(pattern)) throw new EventPatternError("", "must be a JSON object");
    return { alternatives: parseFields(pattern, "", [new Map<string, readonly Matcher[]>()], false) };
}

/** An alternative that still grows. */
type Alternative = Map<string, readonly Matcher[]>;

/** Adds the fields of an object of the pattern to every alternative found so far. */
function parseFields(
    object: JsonObject,
    parent: string,
    alternatives: Alternative[],
    insideOr: boolean,
): Alternative[] {
    const fields = Object.entries(object);
    if (fields.length === 0) throw new EventPatternError(parent, "must not be an empty object");
    let found = alternatives;
    for (const [name, value] of fields) {
        const path = parent === "" ? name : `${parent}.${name}`;
        if (name === "$or") {
            found = parseOr(value, parent, path, found);
        } else if (insideOr && isReservedInOr(name)) {
            throw new EventPatternError(path, "has the name of an operator, which no field inside $or may have");
        } else if (isJsonObject(value)) {
            found = parseFields(value, path, found, insideOr);
        } else {
            const matchers = parseMatchers(value, path);
            for (const alternative of found) alternative.set(path, matchers);
        }
    }
    return found;
}

/** Multiplies the alternatives found so far by those of an `$or`; its fields belong to the object that holds it. */
function parseOr(
    branches: JsonValue,
    parent: string,
    path: string,
    alternatives: readonly Alternative[],
): Alternative[] {
    if (!Array.isArray(branches) || branches.length < 2)
        throw new EventPatternError(path, "must be a list of at least two objects");
    if (alternatives.length * combinationsOf(branches) > maxCombinations)
        throw new EventPatternError(path, `makes more than ${maxCombinations} combinations of alternatives`);
    return branches.flatMap((branch, index) => {
        if (!isJsonObject(branch)) throw new EventPatternError(`${path}[${index}]`, "must be an object");
        if (Object.keys(branch).length === 0)
            throw new EventPatternError(`${path}[${index}]`, "must not be an empty object");
        const own = alternatives.map((alternative) => new Map(alternative));
        return parseFields(branch, parent, own, true);
    });
}

/** How many alternatives the branches of an `$or` make, counted before any is made. */
function combinationsOf(branches: readonly JsonValue[]): number {
    return branches.reduce<number>((sum, branch) => sum + (isJsonObject(branch) ? factorOf(branch) : 1), 0);
}

/** By how much an object of the pattern multiplies the alternatives. */
function factorOf(object: JsonObject): number {
    return Object.entries(object).reduce((product, [name, value]) => {
        if (name === "$or" && Array.isArray(value)) return product * combinationsOf(value);
        return isJsonObject(value) ? product * factorOf(value) : product;
    }, 1);
}

function parseMatchers(value: JsonValue, path: string): readonly Matcher[] {
    if (!Array.isArray(value))
        throw new EventPatternError(path, `must be an object or a list, such as [${JSON.stringify(value)}]`);
    if (value.length === 0) throw new EventPatternError(path, "must not be an empty list");
    return value.map((element, index) => parseMatcher(element, `${path}[${index}]`));
}
