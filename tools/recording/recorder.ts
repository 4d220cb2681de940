import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { answerCall, answerResource, inventedAccount } from "./answers";
import { holdsSecret, isPulumiSecret, replaceSecrets } from "./secrets";
import type { ExportedResource } from "./stack-export";

/**
 * A resource as the program registers it, with the outputs that AWS would answer: what `pulumi stack export` knows, and
 * what only a recording knows. The parent of the stack itself is empty. Secrets are unwrapped; `secretInputs` names the
 * inputs that hold one at any depth.
 */
export interface RecordedResource extends Required<ExportedResource> {
    readonly name: string;
    readonly secretInputs: readonly string[];
    readonly ignoreChanges: readonly string[];
    readonly deleteBeforeReplace: boolean;
    /** Whether destroying it leaves what there is in AWS. */
    readonly retainOnDelete: boolean;
    /** The outputs that the program wants encrypted in the state. */
    readonly additionalSecretOutputs: readonly string[];
    readonly customTimeouts: { readonly create: string; readonly update: string; readonly delete: string } | undefined;
}

/** Everything a program did. */
export interface Recording {
    readonly resources: readonly RecordedResource[];
    /** What the program exports. */
    readonly outputs: Readonly<Record<string, unknown>>;
    /** Provider functions that the program called. */
    readonly calls: readonly { readonly token: string; readonly inputs: Readonly<Record<string, unknown>> }[];
    /** Those of them for which there is no answer. */
    readonly unforeseenCalls: readonly string[];
    readonly warnings: readonly string[];
    /** Errors that nothing caught, which Pulumi's engine would report. */
    readonly errors: readonly unknown[];
}

export interface RecordingOptions {
    readonly project: string;
    readonly stack: string;
    /** Configuration with namespaces, as the Pulumi CLI passes it: every value is text. */
    readonly config: Readonly<Record<string, string>>;
    readonly secretKeys?: readonly string[];
    /** @default - an invented one */
    readonly account?: string | undefined;
    /**
     * The management account of the account's organization.
     * @default - another one, invented
     */
    readonly managementAccount?: string | undefined;
}

/**
 * Runs a program in this process, without engine, provider or account, and records what it registers. Only one program
 * can be recorded at a time, because Pulumi's runtime is global.
 */
export async function record(program: () => unknown, options: RecordingOptions): Promise<Recording> {
    const { account = inventedAccount, managementAccount } = options;
    const resources: RecordedResource[] = [];
    const calls: { token: string; inputs: Properties }[] = [];
    const unforeseenCalls: string[] = [];
    // A set, because one error can reject many promises.
    const errors = new Set<unknown>();
    const warnings: string[] = [];

    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, custom }: Requested) =>
                custom === false ? { id: undefined, state: {} } : answerResource(account, type, name, plain(inputs)),
            call: ({ token, inputs }: Called) => {
                calls.push({ token, inputs: plain(inputs) });
                const answer = answerCall({ account, managementAccount }, token, plain(inputs));
                if (answer === undefined) unforeseenCalls.push(token);
                return answer ?? {};
            },
        },
        options.project,
        options.stack,
    );
    pulumi.runtime.setAllConfig({ ...options.config }, [...(options.secretKeys ?? [])]);
    recordRegistrations(resources);

    // Pulumi drops a rejected promise that nobody awaits; the real engine would fail the update.
    const onRejection = (reason: unknown) => errors.add(reason);
    process.on("unhandledRejection", onRejection);
    // Without an engine, Pulumi's log writes to the console.
    const { warn } = console;
    console.warn = (message: string) => warnings.push(message.replace(/^warning: \[runtime\] /, ""));
    let outputs: Record<string, unknown> = {};
    try {
        outputs = await withoutPromiseTraces(async () => {
            const exported = await pulumi.runtime.runInPulumiStack(async () => (await program()) as never);
            await pulumi.runtime.disconnect();
            return plain(exported ?? {});
        });
    } catch (error) {
        errors.add(error);
    }
    await turnsOfTheEventLoop(10);
    process.off("unhandledRejection", onRejection);
    console.warn = warn;
    return { resources, outputs, calls, unforeseenCalls, warnings, errors: [...errors] };
}

type Properties = Record<string, unknown>;
type Requested = Omit<pulumi.runtime.MockResourceArgs, "inputs"> & { readonly inputs: Properties };
type Called = Omit<pulumi.runtime.MockCallArgs, "inputs"> & { readonly inputs: Properties };

/** The part of Pulumi's mock monitor that is used here; Pulumi leaves it untyped. */
interface Monitor {
    registerResource(
        request: RegisterResourceRequest,
        callback: (error: unknown, response: RegisterResourceResponse) => void,
    ): unknown;
}

/** Mocks receive neither options nor dependencies, so the registration requests themselves are read. */
function recordRegistrations(resources: RecordedResource[]): void {
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, callback) =>
        register(request, (error, response) => {
            if (error === null || error === undefined) {
                const timeouts = request.getCustomtimeouts();
                const inputs = (request.getObject()?.toJavaScript() ?? {}) as Properties;
                resources.push({
                    urn: response.getUrn(),
                    type: request.getType(),
                    name: request.getName(),
                    parent: request.getParent(),
                    custom: request.getCustom(),
                    id: response.getId(),
                    inputs: plain(inputs),
                    outputs: plain(response.getObject()?.toJavaScript() ?? {}),
                    secretInputs: Object.keys(inputs).filter((key) => holdsSecret(inputs[key], isPulumiSecret)),
                    dependencies: request.getDependenciesList(),
                    protect: request.getProtect() ?? false,
                    ignoreChanges: request.getIgnorechangesList(),
                    deleteBeforeReplace: request.getDeletebeforereplace(),
                    retainOnDelete: request.getRetainondelete() ?? false,
                    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
                    customTimeouts: timeouts && {
                        create: timeouts.getCreate(),
                        update: timeouts.getUpdate(),
                        delete: timeouts.getDelete(),
                    },
                });
            }
            callback(error, response);
        });
}

/** Promises that were rejected are reported a few turns of the event loop later. */
async function turnsOfTheEventLoop(turns: number): Promise<void> {
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** The value with every secret unwrapped. */
function plain(value: Properties): Properties {
    return unwrapped(value) as Properties;
}

function unwrapped(value: unknown): unknown {
    return replaceSecrets(value, isPulumiSecret, (secret) => unwrapped(secret.value));
}

type PrepareStackTrace = (error: Error, frames: NodeJS.CallSite[]) => unknown;

/** Functions of Pulumi's SDK that take a stack trace of every promise and every resource, for its own diagnostics. */
const promiseTracers: readonly (string | null | undefined)[] = ["debuggablePromise", "callsites"];

/**
 * Runs something without those stack traces: formatting them, source maps and all, takes four times as long as the
 * program itself. All other stack traces stay as they are.
 */
async function withoutPromiseTraces<T>(run: () => Promise<T>): Promise<T> {
    // ts-node sets it, to map frames to sources; else it is undefined.
    const original = Reflect.get(Error, "prepareStackTrace") as PrepareStackTrace | undefined;
    const prepare: PrepareStackTrace =
        original ?? ((error, frames) => [String(error), ...frames.map(String)].join("\n    at "));
    Error.prepareStackTrace = (error: Error, frames: NodeJS.CallSite[]) =>
        promiseTracers.includes(frames[0]?.getFunctionName()) ? "" : prepare(error, frames);
    try {
        return await run();
    } finally {
        Reflect.set(Error, "prepareStackTrace", original);
    }
}
