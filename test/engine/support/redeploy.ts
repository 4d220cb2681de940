import { readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";

/**
 * A Pulumi program that makes again what a state holds: the same resources under the same names, and so the stack as an
 * earlier version of the program left it, in an account that has never seen that version. The state stands in the
 * project as `redeployed-state.json`, as `pulumi stack export --show-secrets` writes it.
 */

interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly custom: boolean;
    readonly id?: string;
    readonly parent?: string;
    readonly provider?: string;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly dependencies?: readonly string[];
    readonly protect?: boolean;
    readonly ignoreChanges?: string[];
}

class Remade extends pulumi.CustomResource {}

/** Pulumi's mark of a secret in a state. */
const secretMark = "4dabf18193072939515e22adb298388d";
/** Outputs that others refer to, and that come out differently each time. */
const references = ["id", "arn", "name", "url", "bucket", "keyId"];

const made = new Map<string, { readonly resource: pulumi.Resource; readonly state: StateResource }>();
for (const state of resourcesOfTheState()) {
    if (state.type === "pulumi:pulumi:Stack" || state.type.startsWith("pulumi:providers:")) continue;
    made.set(state.urn, { resource: remake(state), state });
}

function resourcesOfTheState(): StateResource[] {
    const text = readFileSync("redeployed-state.json", "utf8");
    return (JSON.parse(text) as { deployment: { resources: StateResource[] } }).deployment.resources;
}

function remake(state: StateResource): pulumi.Resource {
    const { urn, type, custom, protect, ignoreChanges } = state;
    const name = urn.split("::").at(-1)!;
    const parent = made.get(state.parent ?? "")?.resource;
    if (!custom) return new pulumi.ComponentResource(type, name, {}, { parent });
    const dependencies = (state.dependencies ?? []).flatMap((dependency) => made.get(dependency) ?? []);
    const { __defaults: generated, ...inputs } = state.inputs!;
    // Pulumi generates a name anew, unless the state says that somebody chose it.
    const chosen = Object.entries(inputs).filter(([key]) => !(generated as string[]).includes(key));
    const args = Object.fromEntries(chosen.map(([key, value]) => [key, renewed(value, dependencies)]));
    // Every output that others may refer to must be declared.
    for (const reference of references.slice(1)) args[reference] ??= undefined;
    return new Remade(type, name, args, {
        parent,
        protect,
        ignoreChanges,
        dependsOn: dependencies.map(({ resource }) => resource),
        version: /::default_(\d+)_(\d+)_(\d+)::/.exec(state.provider!)?.slice(1).join("."),
    });
}

type Made = ReturnType<(typeof made)["get"]> & object;

/** The value with every reference to a resource of the state replaced by one to the resource made now. */
function renewed(value: unknown, dependencies: readonly Made[]): pulumi.Input<unknown> {
    if (typeof value === "string") return renewedText(value, dependencies);
    if (Array.isArray(value)) return value.map((item) => renewed(item, dependencies));
    if (typeof value !== "object" || value === null) return value;
    if (secretMark in value) return pulumi.secret(JSON.parse((value as unknown as { plaintext: string }).plaintext));
    const entries = Object.entries(value).filter(([key]) => key !== "__defaults");
    return Object.fromEntries(entries.map(([key, item]) => [key, renewed(item, dependencies)]));
}

function renewedText(text: string, dependencies: readonly Made[]): pulumi.Input<string> {
    const found = dependencies
        .flatMap(({ resource, state }) =>
            references.map((key) => ({
                old: state.outputs?.[key] as string | undefined,
                now: (resource as unknown as Record<string, pulumi.Output<string>>)[key]!,
            })),
        )
        .filter(({ old }) => old !== undefined && text.includes(old))
        // An ARN contains the name and the ID.
        .sort((one, other) => other.old!.length - one.old!.length)[0];
    if (found === undefined) return text;
    const parts = text.split(found.old!).map((part) => renewedText(part, dependencies));
    return pulumi.all([found.now, pulumi.all(parts)]).apply(([now, around]) => around.join(now));
}
