import { isJsonObject, type JsonObject, type JsonValue, kindOfJson } from "../json";
import { EventPatternError } from "./event-pattern";
import { type ValueMatcher, valueMatcher } from "./matcher";
import { affix, equalsIgnoreCase, parseWildcard } from "./text-matchers";

/**
 * Reads the operand of `anything-but`: strings or numbers, or one operator on strings, each alone or in a list.
 *
 * The matcher accepts every value that none of them accepts, so null, booleans and values of another type as well. A
 * field that is missing has no value to accept.
 *
 * AWS: EventBridge user guide, "Comparison operators for use in event patterns", anything-but matching.
 *
 * @throws EventPatternError when EventBridge would refuse the operand
 */
export function parseAnythingBut(operand: JsonValue, path: string): ValueMatcher {
    const excluded = isJsonObject(operand) ? parseExcludedTexts(operand, path) : parseExcludedValues(operand, path);
    const wanted = `anything but ${excluded.map((matcher) => matcher.wanted).join(", ")}`;
    return valueMatcher(wanted, (value) => !excluded.some((matcher) => matcher.accepts(value)));
}

function parseExcludedValues(operand: JsonValue, path: string): ValueMatcher[] {
    const values = Array.isArray(operand) ? operand : [operand];
    const [first] = values;
    const type = typeof first;
    if ((type !== "string" && type !== "number") || values.some((value) => typeof value !== type)) {
        throw new EventPatternError(path, "must be a string or a number, a list of only either, or an operator");
    }
    return values.map((excluded) => valueMatcher(JSON.stringify(excluded), (value) => value === excluded));
}

function parseExcludedTexts(operand: JsonObject, path: string): ValueMatcher[] {
    const [entry, ...others] = Object.entries(operand);
    if (entry === undefined || others.length > 0) {
        throw new EventPatternError(path, "must have exactly one operator");
    }
    const [operator, texts] = entry;
    const operatorPath = `${path}.${operator}`;
    const list = Array.isArray(texts) ? texts : [texts];
    return list.map((text) => {
        if (typeof text !== "string") {
            throw new EventPatternError(
                operatorPath,
                `must be a string or a list of strings, but is ${kindOfJson(text)}`,
            );
        }
        return parseExcludedText(operator, text, operatorPath);
    });
}

function parseExcludedText(operator: string, text: string, path: string): ValueMatcher {
    switch (operator) {
        case "prefix":
        case "suffix":
            if (text === "") {
                throw new EventPatternError(path, "must not be empty, for every string has the empty one");
            }
            return affix(operator, text);
        case "equals-ignore-case":
            return equalsIgnoreCase(text);
        case "wildcard":
            return parseWildcard(text, path);
        default:
            throw new EventPatternError(path, "is not an operator that anything-but takes");
    }
}
