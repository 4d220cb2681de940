import { isDeepStrictEqual } from "node:util";
import { setTimeout as pause } from "node:timers/promises";

const interval = 250;

/** Asks until the answer is the expected one or the time is up; returns the last answer, for the assertion. */
export async function eventually<T>(ask: () => Promise<T>, expected: T, seconds: number): Promise<T> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
        const answer = await ask();
        if (isDeepStrictEqual(answer, expected) || Date.now() > deadline) return answer;
        await pause(interval);
    }
}
