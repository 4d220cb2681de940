import assert from "node:assert/strict";
import type { ExportedResource, StackExport } from "../../../tools/recording/stack-export";
import { resourceTypes } from "../../../tools/recording/resource-types";
import type { modelledKinds } from "../../../tools/simulation/model/resource-types";

/** A change of an exported stack; the stack itself stays as it is. */
export type Edit = (state: StackExport) => StackExport;

type Kind = (typeof modelledKinds)[number];
type Properties = Readonly<Record<string, unknown>>;

/** A kind of resource, and a part of the name of those that are meant, or all of it behind `=`; an empty part means all. */
export type Which = readonly [kind: Kind, name?: string];

/** A policy statement or another object of JSON, as loose as JSON is. */
export type Loose = Record<string, unknown>;

export function inOrder(...edits: readonly Edit[]): Edit {
    return (state) => edits.reduce((edited, edit) => edit(edited), state);
}

export function without(...which: Which): Edit {
    return resources((all) => all.filter((resource) => !is(which, resource)));
}

/** Gives the properties of some resources other values; undefined takes one away. */
export function set(which: Which, values: Properties): Edit {
    return properties(which, (before) => ({ ...before, ...values }));
}

/** Gives an object in a property of some resources other values. */
export function within(which: Which, property: string, values: Properties): Edit {
    return properties(which, (before) => ({
        ...before,
        [property]: { ...(before[property] as Properties), ...values },
    }));
}

/** Puts one text in place of another, wherever it is in the properties of some resources. */
export function replace(which: Which, from: string, to: string): Edit {
    // A document is text in a property, and then its quotes are escaped.
    const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
    return properties(which, (before) => {
        const text = JSON.stringify(before).replaceAll(escaped(from), escaped(to)).replaceAll(from, to);
        return JSON.parse(text) as Properties;
    });
}

/** Changes a document in a property: a policy, an event pattern. */
export function document(which: Which, property: string, change: (document: Loose) => Loose): Edit {
    return properties(which, (before) => {
        const value = before[property];
        const parsed = (typeof value === "string" ? JSON.parse(value) : value) as Loose | undefined;
        return parsed === undefined ? before : { ...before, [property]: JSON.stringify(change(parsed)) };
    });
}

/** Changes the statements of a policy with a Sid that begins so; undefined takes one away. */
export function statement(which: Which, sid: string, change: (statement: Loose) => Loose | undefined): Edit {
    const property = which[0] === "role" ? "assumeRolePolicy" : "policy";
    return document(which, property, (policy) => ({
        ...policy,
        Statement: (policy.Statement as Loose[])
            .map((one) => (String(one.Sid).startsWith(sid) ? change(one) : one))
            .filter((one) => one !== undefined),
    }));
}

export function addStatement(which: Which, added: Loose): Edit {
    return document(which, "policy", (policy) => ({ ...policy, Statement: [...(policy.Statement as Loose[]), added] }));
}

/** Adds a second resource like another, under another name and with other properties. */
export function copy(which: Which, name: string, values: Properties): Edit {
    return resources((all) => {
        const one = all.find((resource) => is(which, resource));
        assert.ok(one, "there is something to copy");
        const urn = one.urn.replace(/::([^:]+)$/, `::$1-${name}`);
        const again = { inputs: { ...one.inputs, ...values }, outputs: { ...one.outputs, ...values } };
        return [...all, { ...one, ...again, urn, id: `${one.id ?? ""}-${name}` }];
    });
}

export function add(resource: ExportedResource): Edit {
    return resources((all) => [...all, resource]);
}

export function resources(change: (all: readonly ExportedResource[]) => readonly ExportedResource[]): Edit {
    return (state) => {
        const before = state.deployment.resources;
        const after = change(before);
        assert.ok(after.length !== before.length || after.some(differs(before)), "an edit changes something");
        return { ...state, deployment: { resources: after } };
    };
}

function differs(before: readonly ExportedResource[]) {
    return (resource: ExportedResource, index: number): boolean =>
        resource !== before[index] && JSON.stringify(resource) !== JSON.stringify(before[index]);
}

function properties(which: Which, change: (properties: Properties) => Properties): Edit {
    return resources((all) =>
        all.map((resource) =>
            is(which, resource)
                ? { ...resource, inputs: change(resource.inputs ?? {}), outputs: change(resource.outputs ?? {}) }
                : resource,
        ),
    );
}

function is([kind, name = ""]: Which, { type, urn }: ExportedResource): boolean {
    return type === resourceTypes[kind] && matches(urn.split("::").at(-1) ?? "", name);
}

function matches(full: string, name: string): boolean {
    return name.startsWith("=") ? full === name.slice(1) : full.includes(name);
}

/** The ARN of a resource. */
export function arnOf({ deployment }: StackExport, ...which: Which): string {
    const found = deployment.resources.find((resource) => is(which, resource));
    return String(found?.outputs?.arn);
}
