/** A value of an event that is neither an object nor a list. */
export type Leaf = string | number | boolean | null;

/** Asks for a field to be there, with a value that it accepts. */
export interface ValueMatcher {
    readonly kind: "value";
    /** What it accepts, in words that fit behind "wanted". */
    readonly wanted: string;
    accepts(value: Leaf): boolean;
}

/** Asks for a field not to be there: `{"exists": false}`. */
export interface AbsenceMatcher {
    readonly kind: "absence";
    readonly wanted: string;
}

/** One element of the list that an event pattern gives for a field. */
export type Matcher = ValueMatcher | AbsenceMatcher;

/** A matcher of values. */
export function valueMatcher(wanted: string, accepts: (value: Leaf) => boolean): ValueMatcher {
    return { kind: "value", wanted, accepts };
}

/** A matcher that accepts only strings, and of those the ones that pass the test. */
export function stringMatcher(wanted: string, test: (text: string) => boolean): ValueMatcher {
    return valueMatcher(wanted, (value) => typeof value === "string" && test(value));
}
