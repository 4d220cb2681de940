type PrepareStackTrace = (error: Error, frames: NodeJS.CallSite[]) => unknown;

/** Functions of Pulumi's SDK that take a stack trace of every promise and every resource, in case somebody asks. */
const bookkeepers: readonly (string | null | undefined)[] = ["debuggablePromise", "callsites"];

/**
 * Runs something without the stack traces that Pulumi keeps for its own diagnostics. Writing them out, source maps and
 * all, takes four times as long as the program itself, and nobody reads them here; all other traces stay as they are.
 */
export async function withoutBookkeeping<T>(run: () => Promise<T>): Promise<T> {
    // Set by ts-node, which maps the frames to the sources; undefined without it.
    const original = Reflect.get(Error, "prepareStackTrace") as PrepareStackTrace | undefined;
    const prepare: PrepareStackTrace =
        original ?? ((error, frames) => [String(error), ...frames.map(String)].join("\n    at "));
    Error.prepareStackTrace = (error: Error, frames: NodeJS.CallSite[]) =>
        bookkeepers.includes(frames[0]?.getFunctionName()) ? "" : prepare(error, frames);
    try {
        return await run();
    } finally {
        Reflect.set(Error, "prepareStackTrace", original);
    }
}
