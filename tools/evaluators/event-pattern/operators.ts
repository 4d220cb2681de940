import { parseIpRange } from "../ip-range";
import { isJsonObject, type JsonObject, type JsonValue, kindOfJson, listOf } from "../json";
import {
    anyCase,
    equal,
    EventPatternError,
    type Matcher,
    parseWildcard,
    prefix,
    stringMatcher,
    suffix,
    valueMatcher,
} from "./matcher";
import { comparisonNames, parseNumeric } from "./numeric";

type ParseOperand<Operand> = (operand: Operand, path: string) => Matcher;

/** The operators of EventBridge, by name; a map, because an object would also answer to `constructor`. */
const operators = new Map<string, ParseOperand<JsonValue>>([
    ["prefix", (operand, path) => parseAffix("prefix", operand, path)],
    ["suffix", (operand, path) => parseAffix("suffix", operand, path)],
    ["equals-ignore-case", ofString((text) => anyCase(text, "whole"))],
    ["wildcard", ofString(parseWildcard)],
    ["cidr", ofString(parseCidr)],
    ["numeric", parseNumeric],
    ["exists", parseExists],
    ["anything-but", parseAnythingBut],
]);

/** The operators inside `anything-but`. */
const excludingOperators = new Map<string, ParseOperand<string>>([
    ["prefix", (text, path) => prefix(notEmpty(text, path))],
    ["suffix", (text, path) => suffix(notEmpty(text, path))],
    ["equals-ignore-case", (text) => anyCase(text, "whole")],
    ["wildcard", parseWildcard],
]);

/** Names that Event Ruler keeps free for itself and for operators that may come. */
const otherReservedNames = [
    "exactly",
    "html",
    "date-after",
    "date-before",
    "date-on-or-after",
    "date-on-or-before",
    "in-date-range",
    "ip-address-in-range",
    "ip-address-not-in-range",
    "not-equals-ignore-case",
    "not-wildcard",
    "regex",
];

const reservedNames = new Set([...operators.keys(), ...comparisonNames, ...otherReservedNames]);

/**
 * Whether a field of an event cannot have this name inside `$or`, where it could be mistaken for an operator.
 *
 * AWS: Event Ruler's README, "Or Matching" (the matcher behind EventBridge).
 */
export function isReservedInOr(name: string): boolean {
    return reservedNames.has(name);
}

/**
 * Reads one element of a field's list: a value to be equal to, or an object with one operator.
 *
 * AWS: EventBridge user guide, "Comparison operators for use in event patterns".
 *
 * @param path where the element is in the pattern, for errors
 * @throws EventPatternError when EventBridge would refuse the element
 */
export function parseMatcher(element: JsonValue, path: string): Matcher {
    if (Array.isArray(element)) throw new EventPatternError(path, "must be a value or an operator, not a list");
    if (!isJsonObject(element)) return equal(element);
    const [name, operand] = onlyEntry(element, path);
    const parse = operators.get(name);
    if (parse === undefined) throw new EventPatternError(`${path}.${name}`, "is not an operator of EventBridge");
    return parse(operand, `${path}.${name}`);
}

function onlyEntry(object: JsonObject, path: string): [string, JsonValue] {
    const [entry, ...others] = Object.entries(object);
    if (entry === undefined || others.length > 0) throw new EventPatternError(path, "must have exactly one operator");
    return entry;
}

function ofString(parse: ParseOperand<string>): ParseOperand<JsonValue> {
    return (operand, path) => {
        if (typeof operand !== "string")
            throw new EventPatternError(path, `must be a string, but is ${kindOfJson(operand)}`);
        return parse(operand, path);
    };
}

function parseAffix(where: "prefix" | "suffix", operand: JsonValue, path: string): Matcher {
    if (typeof operand === "string") return where === "prefix" ? prefix(operand) : suffix(operand);
    const text = isJsonObject(operand) ? operand["equals-ignore-case"] : undefined;
    if (!isJsonObject(operand) || typeof text !== "string" || Object.keys(operand).length !== 1) {
        const kind = isJsonObject(operand) ? "another object" : kindOfJson(operand);
        throw new EventPatternError(path, `must be a string or {"equals-ignore-case": string}, but is ${kind}`);
    }
    return anyCase(text, where);
}

/** EventBridge wants a range: a single address has to be written as a value. */
function parseCidr(operand: string, path: string): Matcher {
    const range = operand.includes("/") ? parseIpRange(operand) : undefined;
    if (range === undefined)
        throw new EventPatternError(path, `must be a range such as 10.0.0.0/24, not ${JSON.stringify(operand)}`);
    if (range.isOneAddress) throw new EventPatternError(path, "must be a range of more than one address");
    return stringMatcher(`an address in ${operand}`, (text) => range.contains(text));
}

/** Only leaves exist: a field that is an object, or a list without values, does not. */
function parseExists(operand: JsonValue, path: string): Matcher {
    if (typeof operand !== "boolean")
        throw new EventPatternError(path, `must be true or false, but is ${kindOfJson(operand)}`);
    return { wanted: operand ? "any value" : "no value", acceptsAbsence: !operand, accepts: () => operand };
}

/**
 * Strings or numbers, or one operator on strings, each alone or in a list. Accepts every value that none of them
 * accepts, so null, booleans and values of another type as well; but not a field without a value.
 */
function parseAnythingBut(operand: JsonValue, path: string): Matcher {
    const excluded = isJsonObject(operand) ? parseExcludedTexts(operand, path) : parseExcludedValues(operand, path);
    const wanted = `anything but ${excluded.map((matcher) => matcher.wanted).join(", ")}`;
    return valueMatcher(wanted, (value) => !excluded.some((matcher) => matcher.accepts(value)));
}

function parseExcludedValues(operand: JsonValue, path: string): Matcher[] {
    const values = listOf(operand);
    const isOfOneType =
        values.every((value) => typeof value === "string") || values.every((value) => typeof value === "number");
    if (values.length === 0 || !isOfOneType)
        throw new EventPatternError(path, "must be a string or a number, a list of only either, or an operator");
    return values.map(equal);
}

function parseExcludedTexts(operand: JsonObject, path: string): Matcher[] {
    const [name, texts] = onlyEntry(operand, path);
    const parse = excludingOperators.get(name);
    if (parse === undefined)
        throw new EventPatternError(`${path}.${name}`, "is not an operator that anything-but accepts");
    return listOf(texts).map((text) => {
        if (typeof text !== "string") {
            const problem = `must be a string or a list of strings, but is ${kindOfJson(text)}`;
            throw new EventPatternError(`${path}.${name}`, problem);
        }
        return parse(text, `${path}.${name}`);
    });
}

function notEmpty(text: string, path: string): string {
    if (text === "") throw new EventPatternError(path, "must not be empty, because every string has the empty one");
    return text;
}
