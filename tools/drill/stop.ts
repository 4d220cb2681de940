/** Why a drill ends early. */
export class Stop extends Error {
    override readonly name = "Stop";

    /** @param exitCode what shells report for the signal */
    constructor(
        signalName: string,
        readonly exitCode: number,
    ) {
        super(`Stopped by ${signalName}.`);
    }
}

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Turns the signals that end a process into an AbortSignal, so that it can clean up first. The third signal ends it at once.
 *
 * @param say tells the user that it was heard
 */
export function stopOn(emitter: NodeJS.EventEmitter, say: (text: string) => void) {
    const controller = new AbortController();
    let heard = 0;
    const handlers = Object.entries(exitCodes).map(([name, exitCode]) => {
        const handler = () => {
            heard++;
            if (heard === 1) say("\nStopping, and cleaning up first; that takes a moment.\n");
            controller.abort(new Stop(name, exitCode));
            if (heard === 3) {
                say("Not cleaned up. `npm run drill -- --clean` does it later.\n");
                process.exit(exitCode);
            }
        };
        emitter.on(name, handler);
        return { name, handler };
    });
    return {
        signal: controller.signal,
        release() {
            for (const { name, handler } of handlers) emitter.off(name, handler);
        },
    };
}
