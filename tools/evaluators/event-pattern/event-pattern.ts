import type { Matcher } from "./matcher";

/** EventBridge refuses longer event patterns unless the quota was raised ("Amazon EventBridge quotas"). */
export const MAX_EVENT_PATTERN_LENGTH = 2048;

/** EventBridge refuses patterns whose `$or` multiply out to more ("Comparison operators for use in event patterns"). */
export const MAX_OR_COMBINATIONS = 1000;

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
