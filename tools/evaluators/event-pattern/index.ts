export { type EventPattern, parseEventPattern } from "./event-pattern";
export { EventError, explainMismatch, matchesEvent, type Mismatch, mismatchesOf } from "./match-event";
export { EventPatternError } from "./matcher";
