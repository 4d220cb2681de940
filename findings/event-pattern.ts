/** What an event pattern may hold: plain JSON, never changed once made. */
type PatternValue = string | number | boolean | null | readonly PatternValue[] | EventPattern;

/** An EventBridge event pattern, ready for `JSON.stringify`. */
export interface EventPattern {
    readonly [field: string]: PatternValue;
}
