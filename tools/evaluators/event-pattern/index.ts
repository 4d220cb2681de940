export { EventError } from "./event-fields";
export { type EventPattern, EventPatternError, MAX_EVENT_PATTERN_LENGTH, MAX_OR_COMBINATIONS } from "./event-pattern";
export { explainMismatch, matchesEvent, type Mismatch, mismatchesOf } from "./match-event";
export { parseEventPattern } from "./parse-event-pattern";
export { exceedsPatternLength } from "./pattern-length";
