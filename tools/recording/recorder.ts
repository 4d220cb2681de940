import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import { answerCall, answerResource } from "./answers";
import { holdsSecret, plain } from "./secrets";
import { withoutBookkeeping } from "./stack-traces";

/** A resource as the program registers it, and what AWS would answer. */
export interface RecordedResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** URN of the parent; empty for the stack and what stands directly in it without one. */
    readonly parent: string;
    /** False for components. */
    readonly custom: boolean;
    readonly id: string;
    /** Secrets are unwrapped; `secretInputs` names them. */
    readonly inputs: Readonly<Record<string, unknown>>;
    readonly outputs: Readonly<Record<string, unknown>>;
    /** Names of the inputs that hold a secret somewhere inside. */
    readonly secretInputs: readonly string[];
    /** URNs of everything that must exist first. */
    readonly dependencies: readonly string[];
    readonly protect: boolean;
    readonly ignoreChanges: readonly string[];
    readonly customTimeouts: { readonly create: string; readonly update: string; readonly delete: string } | undefined;
}

/** All that a program did. */
export interface Recording {
    readonly resources: readonly RecordedResource[];
    /** What the program exports. */
    readonly outputs: Readonly<Record<string, unknown>>;
    /** Provider functions that were called and have no answer here. */
    readonly unforeseenCalls: readonly string[];
    /** What the program warned of. */
    readonly warnings: readonly string[];
    /** Everything that was thrown where nobody caught it, which Pulumi's own engine would report. */
    readonly errors: readonly unknown[];
}

export interface RecordingOptions {
    readonly project: string;
    readonly stack: string;
    /** Configuration with namespaces, as the Pulumi CLI hands it over: every value is text. */
    readonly config: Readonly<Record<string, string>>;
    readonly secretKeys?: readonly string[];
}

/**
 * Runs a program in this process, without engine, provider or account, and records what it registers. Only one program
 * can be recorded at a time, because Pulumi's runtime is global.
 */
export async function record(program: () => unknown, options: RecordingOptions): Promise<Recording> {
    const resources: RecordedResource[] = [];
    const unforeseenCalls: string[] = [];
    // A set, because one error can reject many promises.
    const errors = new Set<unknown>();
    const warnings: string[] = [];

    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, custom }: Requested) =>
                custom === false ? { id: undefined, state: {} } : answerResource(type, name, plain(inputs)),
            call: ({ token, inputs }: Called) => {
                const answer = answerCall(token, plain(inputs));
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
        outputs = await withoutBookkeeping(async () => {
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
    return { resources, outputs, unforeseenCalls, warnings, errors: [...errors] };
}

type Properties = Record<string, unknown>;
type Requested = Omit<pulumi.runtime.MockResourceArgs, "inputs"> & { readonly inputs: Properties };
type Called = Omit<pulumi.runtime.MockCallArgs, "inputs"> & { readonly inputs: Properties };

/** What Pulumi's own mock monitor does, which Pulumi leaves untyped. */
interface Monitor {
    registerResource(
        request: RegisterResourceRequest,
        callback: (error: unknown, response: RegisterResourceResponse) => void,
    ): unknown;
}

/** The mocks are told neither options nor dependencies, so we read the registration requests themselves. */
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
                    secretInputs: Object.keys(inputs).filter((key) => holdsSecret(inputs[key])),
                    dependencies: request.getDependenciesList(),
                    protect: request.getProtect() ?? false,
                    ignoreChanges: request.getIgnorechangesList(),
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

async function turnsOfTheEventLoop(turns: number): Promise<void> {
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}
