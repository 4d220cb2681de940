import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { type RecordedResource, record as recordProgram, type Recording } from "../../tools/recording/recorder";

export type { RecordedResource } from "../../tools/recording/recorder";

export interface RecordOptions {
    readonly project?: string | undefined;
    readonly stack?: string;
    readonly config?: Readonly<Record<string, string>>;
    readonly secretKeys?: readonly string[];
    /** The management account of the account's organization; by default another one. */
    readonly managementAccount?: string | undefined;
    /** What AWS answers to provider functions that fail, by their tokens. */
    readonly failing?: Readonly<Record<string, string>>;
}

/** What a program registered, with the look-ups that the tests need. */
export class Recorded {
    constructor(private readonly recording: Recording) {}

    get resources(): readonly RecordedResource[] {
        return this.recording.resources;
    }

    get calls(): Recording["calls"] {
        return this.recording.calls;
    }

    get warnings(): readonly string[] {
        return this.recording.warnings;
    }

    get outputs(): Readonly<Record<string, unknown>> {
        return this.recording.outputs;
    }

    /** Every resource of a type, for example `aws:sqs/queue:Queue`. */
    all(type: string): RecordedResource[] {
        return this.resources.filter((resource) => resource.type === type);
    }

    /** The one resource of a type, or of a type and name. */
    one(type: string, name?: string): RecordedResource {
        const found = this.all(type).filter((resource) => name === undefined || resource.name === name);
        assert.equal(found.length, 1, `there should be one ${type} ${name ?? ""}, there are ${String(found.length)}`);
        return found[0]!;
    }

    /** Type and name of everything that a component makes, at any depth, sorted. */
    childrenOf(component: string): string[] {
        const root = this.resources.find(({ name, custom }) => name === component && !custom);
        assert.ok(root, `there should be a component ${component}`);
        const within = new Set([root.urn]);
        for (let size = 0; size !== within.size;) {
            size = within.size;
            for (const { urn, parent } of this.resources) if (within.has(parent)) within.add(urn);
        }
        within.delete(root.urn);
        return this.resources
            .filter(({ urn }) => within.has(urn))
            .map(({ type, name }) => `${type} ${name}`)
            .sort();
    }

    /** The names of what a resource waits for. */
    dependenciesOf(resource: RecordedResource): string[] {
        return this.resources
            .filter(({ urn }) => resource.dependencies.includes(urn))
            .map(({ type, name }) => `${type} ${name}`)
            .sort();
    }
}

/**
 * Runs a program under mocks, waits for everything it starts, and fails if anything went wrong on the way: a rejected
 * promise (which mocha would hide), a call that has no answer, or a URN that occurs twice (which the mocks accept).
 */
export async function record(program: () => unknown, options: RecordOptions = {}): Promise<Recorded> {
    const { project = "vigil", stack = "test", config = {}, secretKeys, managementAccount, failing = {} } = options;
    const started = () => {
        failCalls(failing);
        return program();
    };
    const recording = await recordProgram(started, { project, stack, config, secretKeys, managementAccount });
    if (recording.errors.length === 1) throw recording.errors[0];
    if (recording.errors.length > 1) throw new AggregateError(recording.errors, "the program failed");
    assert.deepEqual(recording.unforeseenCalls, [], "every call of the program has an answer");
    const urns = recording.resources.map(({ urn }) => urn);
    assert.deepEqual(
        urns.filter((urn, index) => urns.indexOf(urn) !== index),
        [],
        "no URN occurs twice",
    );
    return new Recorded(recording);
}

/** The part of Pulumi's mock monitor that is used here; Pulumi leaves it untyped. */
interface Monitor {
    invoke(request: { getTok(): string }, callback: (error: unknown, answer?: unknown) => void): unknown;
}

function failCalls(failing: Readonly<Record<string, string>>): void {
    const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
    const invoke = monitor.invoke.bind(monitor);
    monitor.invoke = (request, callback) => {
        const reason = failing[request.getTok()];
        if (reason === undefined) return invoke(request, callback);
        const details = `invocation of ${request.getTok()} returned an error: ${reason}`;
        callback(Object.assign(new Error(details), { details }));
        return undefined;
    };
}
