import { ignoringCase, matchesPattern } from "../text-patterns";

/** A value of an event that is neither an object nor a list. */
export type Leaf = string | number | boolean | null;

/** One element of the list that an event pattern gives for a field. */
export interface Matcher {
    /** What it accepts, in words that fit behind "wanted". */
    readonly wanted: string;
    readonly acceptsAbsence: boolean;
    accepts(value: Leaf): boolean;
}

/** EventBridge would refuse the pattern; the message is one sentence that begins with the path of the mistake. */
export class EventPatternError extends Error {
    public override readonly name = "EventPatternError";

    /** The message without its full stop. */
    public readonly problem: string;

    public constructor(path: string, problem: string) {
        const sentence = path === "" ? `The event pattern ${problem}` : `${path} ${problem}`;
        super(`${sentence}.`);
        this.problem = sentence;
    }
}

/** A matcher that wants a value, and one that passes the test. */
export function valueMatcher(wanted: string, accepts: (value: Leaf) => boolean): Matcher {
    return { wanted, acceptsAbsence: false, accepts };
}

/** A matcher that wants a string, and one that passes the test. */
export function stringMatcher(wanted: string, test: (text: string) => boolean): Matcher {
    return valueMatcher(wanted, (value) => typeof value === "string" && test(value));
}

/** Accepts what is the same JSON value: 5, 5.0 and 5e0 are one number, and "5" is not. */
export function equal(wanted: Leaf): Matcher {
    return valueMatcher(JSON.stringify(wanted), (value) => value === wanted);
}

export function prefix(text: string): Matcher {
    return stringMatcher(`prefix ${JSON.stringify(text)}`, (value) => value.startsWith(text));
}

export function suffix(text: string): Matcher {
    return stringMatcher(`suffix ${JSON.stringify(text)}`, (value) => value.endsWith(text));
}

/** Accepts strings that are the text, or begin or end with it, but for the case of each letter. */
export function anyCase(text: string, where: "whole" | "prefix" | "suffix"): Matcher {
    const source = ignoringCase(text);
    const expression = new RegExp(`${where === "suffix" ? "" : "^"}${source}${where === "prefix" ? "" : "$"}`, "u");
    const wanted = `${JSON.stringify(text)} in any case`;
    return stringMatcher(where === "whole" ? wanted : `${where} ${wanted}`, (value) => expression.test(value));
}

/**
 * Reads the operand of `wildcard`: `*` stands for any characters, `\*` and `\\` for the characters themselves.
 *
 * AWS: EventBridge user guide, "Comparison operators for use in event patterns", matching using wildcards.
 *
 * @throws EventPatternError for two `*` in a row, and for a backslash before any other character
 */
export function parseWildcard(text: string, path: string): Matcher {
    for (const [token] of text.matchAll(/\\[^]?|\*+/g)) {
        if (token.startsWith("**")) throw new EventPatternError(path, "must not have two wildcards in a row");
        if (token.startsWith("\\") && token !== "\\*" && token !== "\\\\")
            throw new EventPatternError(path, "may have a backslash only before * or another backslash");
    }
    const pattern = text.replaceAll("?", "\\?");
    return stringMatcher(`wildcard ${JSON.stringify(text)}`, (value) => matchesPattern(pattern, value));
}
