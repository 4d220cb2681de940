import type { Clock } from "../../../../tools/drill/clock";

/** A clock that jumps over every sleep. */
export class FakeClock implements Clock {
    readonly sleeps: number[] = [];
    private time: number;
    /** Called before every sleep, for what happens meanwhile. */
    onSleep: () => void = () => undefined;

    constructor(start = Date.UTC(2026, 5, 1, 12)) {
        this.time = start;
    }

    now(): number {
        return this.time;
    }

    sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
        this.onSleep();
        this.sleeps.push(milliseconds);
        this.time += milliseconds;
        return signal?.aborted === true ? Promise.reject(signal.reason as Error) : Promise.resolve();
    }
}
