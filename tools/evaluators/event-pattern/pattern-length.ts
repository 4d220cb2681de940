import { MAX_EVENT_PATTERN_LENGTH } from "./event-pattern";

/**
 * Whether an event pattern is longer than EventBridge takes by default; the quota can be raised to 4,096 characters.
 *
 * AWS: EventBridge user guide, "Amazon EventBridge quotas".
 */
export function exceedsPatternLength(text: string): boolean {
    return text.length > MAX_EVENT_PATTERN_LENGTH;
}
