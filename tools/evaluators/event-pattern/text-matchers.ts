import { escapeRegExp } from "../escape-regexp";
import { isJsonObject, type JsonValue, kindOfJson } from "../json";
import { EventPatternError } from "./event-pattern";
import { stringMatcher, type ValueMatcher } from "./matcher";

/**
 * Accepts strings that differ from the text in nothing but case, letter by letter.
 *
 * AWS: EventBridge user guide, "Comparison operators for use in event patterns", equals-ignore-case matching.
 */
export function equalsIgnoreCase(text: string): ValueMatcher {
    const expression = new RegExp(`^${ignoringCase(text)}$`, "u");
    return stringMatcher(`${JSON.stringify(text)} in any case`, (value) => expression.test(value));
}

/** Accepts strings that begin or end with the text. */
export function affix(operator: "prefix" | "suffix", text: string): ValueMatcher {
    return stringMatcher(`${operator} ${JSON.stringify(text)}`, (value) =>
        operator === "prefix" ? value.startsWith(text) : value.endsWith(text),
    );
}

/**
 * Reads the operand of `prefix` or `suffix`: a string, or `{"equals-ignore-case": string}`.
 *
 * AWS: EventBridge user guide, "Comparison operators for use in event patterns", prefix and suffix matching.
 *
 * @throws EventPatternError when EventBridge would refuse the operand
 */
export function parseAffix(operator: "prefix" | "suffix", operand: JsonValue, path: string): ValueMatcher {
    if (typeof operand === "string") {
        return affix(operator, operand);
    }
    const text = isJsonObject(operand) ? operand["equals-ignore-case"] : undefined;
    if (!isJsonObject(operand) || typeof text !== "string" || Object.keys(operand).length !== 1) {
        const kind = isJsonObject(operand) ? "another object" : kindOfJson(operand);
        throw new EventPatternError(path, `must be a string or {"equals-ignore-case": string}, but is ${kind}`);
    }
    const letters = ignoringCase(text);
    const expression = new RegExp(operator === "prefix" ? `^${letters}` : `${letters}$`, "u");
    return stringMatcher(`${operator} ${JSON.stringify(text)} in any case`, (value) => expression.test(value));
}

/**
 * Reads the operand of `wildcard`: `*` stands for any characters, `\*` and `\\` for the characters themselves.
 *
 * AWS: EventBridge user guide, "Comparison operators for use in event patterns", matching using wildcards.
 *
 * @throws EventPatternError for two `*` in a row, and for a backslash before any other character
 */
export function parseWildcard(text: string, path: string): ValueMatcher {
    const literals = splitAtWildcards(text, path);
    return stringMatcher(`wildcard ${JSON.stringify(text)}`, (value) => matchesLiterals(literals, value));
}

/** The literal texts before, between and behind the wildcards. */
function splitAtWildcards(text: string, path: string): string[] {
    const literals = [""];
    const tokens = text.match(/\\[\s\S]?|\*+|[^\\*]+/g) ?? [];
    for (const token of tokens) {
        if (token === "*") {
            literals.push("");
        } else if (token.startsWith("*")) {
            throw new EventPatternError(path, "must not have two wildcards in a row");
        } else if (token.startsWith("\\") && token !== "\\*" && token !== "\\\\") {
            throw new EventPatternError(path, "may have a backslash only before * or another backslash");
        } else {
            literals.push((literals.pop() ?? "") + (token.startsWith("\\") ? token.slice(1) : token));
        }
    }
    return literals;
}

/** Finds each literal as early as possible: with nothing but `*` between them, no other choice can do better. */
function matchesLiterals(literals: readonly string[], value: string): boolean {
    const first = literals[0] ?? "";
    const last = literals.at(-1) ?? "";
    if (literals.length === 1) {
        return value === first;
    }
    if (!value.startsWith(first) || !value.endsWith(last)) {
        return false;
    }
    let position = first.length;
    for (const literal of literals.slice(1, -1)) {
        const found = value.indexOf(literal, position);
        if (found < 0) {
            return false;
        }
        position = found + literal.length;
    }
    return position <= value.length - last.length;
}

/** A regular expression in which every letter may have either case, even one of another length (`ß` and `SS`). */
function ignoringCase(text: string): string {
    return Array.from(text)
        .map((letter) => {
            const forms = new Set([letter, letter.toLowerCase(), letter.toUpperCase()]);
            return `(?:${[...forms].map(escapeRegExp).join("|")})`;
        })
        .join("");
}
