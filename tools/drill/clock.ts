import { setTimeout as pause } from "node:timers/promises";

/** Time, so that tests need not wait for it. */
export interface Clock {
    /** Milliseconds since 1970. */
    now(): number;
    /** Waits; rejects with the signal's reason as soon as it is aborted. */
    sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
    now: () => Date.now(),
    async sleep(milliseconds, signal) {
        try {
            await pause(milliseconds, undefined, { signal });
        } catch (error) {
            signal?.throwIfAborted();
            throw error;
        }
    },
};
