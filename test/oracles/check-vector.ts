import { isDeepStrictEqual } from "node:util";

import {
    EventPatternError,
    explainMismatch,
    matchesEvent,
    parseEventPattern,
} from "../../tools/evaluators/event-pattern";
import { transform } from "../../tools/evaluators/input-transformer";
import type { JsonObject } from "../../tools/evaluators/json";
import { decide } from "../../tools/evaluators/policy";
import {
    type AccessVector,
    type EventPatternVector,
    isBinding,
    type PatternOnEventsVector,
    type TransformationVector,
    type Vector,
} from "./vector";

/** Sample events by the names of their files. */
export type Events = ReadonlyMap<string, JsonObject>;

/** What an evaluator answered to a vector. */
export interface Answer {
    readonly passed: boolean;
    readonly expected: string;
    readonly got: string;
}

/** An answer, and whose it is. */
export interface Result extends Answer {
    readonly id: string;
    readonly group: string;
    readonly binding: boolean;
}

/** Asks the evaluator that a vector is for. An error of the evaluator is an answer, and not the right one. */
export function checkVector(vector: Vector, events: Events): Result {
    const { id, group = "all" } = vector;
    return { id, group, binding: isBinding(vector), ...answerTo(vector, events) };
}

function answerTo(vector: Vector, events: Events): Answer {
    try {
        if ("matches" in vector) return checkPatternOnEvents(vector, events);
        if ("pattern" in vector) return checkEventPattern(vector);
        return "policies" in vector ? checkAccess(vector) : checkTransformation(vector);
    } catch (error) {
        return { passed: false, expected: "an answer", got: String(error) };
    }
}

function checkEventPattern(vector: EventPatternVector): Answer {
    const expected = vector.valid ? (vector.match === true ? "match" : "no match") : "invalid";
    try {
        const mismatch = explainMismatch(parseEventPattern(vector.pattern), vector.event);
        const got = mismatch === undefined ? "match" : "no match";
        return { passed: got === expected, expected, got: mismatch === undefined ? got : `${got} (${mismatch})` };
    } catch (error) {
        if (error instanceof EventPatternError)
            return { passed: expected === "invalid", expected, got: `invalid (${error.message})` };
        throw error;
    }
}

function checkPatternOnEvents(vector: PatternOnEventsVector, events: Events): Answer {
    const pattern = parseEventPattern(vector.pattern);
    const matches = [...events].filter(([, event]) => matchesEvent(pattern, event)).map(([name]) => name);
    const wanted = [...vector.matches].sort();
    return {
        passed: isDeepStrictEqual(matches.sort(), wanted),
        expected: wanted.join(", ") || "no event",
        got: matches.join(", ") || "no event",
    };
}

function checkAccess({ policies, request, expected }: AccessVector): Answer {
    const { resourcePolicy, identityPolicies } = policies;
    const decision = decide({
        ...(resourcePolicy === undefined ? {} : { resourcePolicy }),
        ...(identityPolicies === undefined ? {} : { identityPolicies }),
        request,
    });
    return { passed: decision.outcome === expected, expected, got: JSON.stringify(decision) };
}

function checkTransformation(vector: TransformationVector): Answer {
    const { kind, value } = vector.expected;
    const transformed = transform(vector);
    const got = "value" in transformed ? transformed.value : undefined;
    return {
        passed: transformed.kind === kind && isDeepStrictEqual(got, value),
        expected: JSON.stringify(vector.expected),
        got: JSON.stringify(transformed),
    };
}
