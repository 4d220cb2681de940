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

/** Lets things happen no more often than so many milliseconds apart, however many ask at once. */
export class Pacer {
    private next = 0;

    constructor(
        private readonly interval: number,
        private readonly clock: Clock,
    ) {}

    async turn(signal?: AbortSignal): Promise<void> {
        const now = this.clock.now();
        const mine = Math.max(now, this.next);
        this.next = mine + this.interval;
        if (mine > now) await this.clock.sleep(mine - now, signal);
        signal?.throwIfAborted();
    }
}
