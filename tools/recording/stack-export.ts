import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import type { RecordedResource, Recording } from "./recorder";
import { UserError } from "../cli/user-error";

type Properties = Readonly<Record<string, unknown>>;

/** What `pulumi stack export` prints, as far as it is needed here. */
export interface StackExport {
    readonly version: number;
    readonly deployment: { readonly resources: readonly ExportedResource[] };
}

export interface ExportedResource {
    readonly urn: string;
    readonly type: string;
    /** False for components. */
    readonly custom: boolean;
    readonly id?: string;
    readonly parent?: string;
    readonly inputs?: Properties;
    readonly outputs?: Properties;
    readonly dependencies?: readonly string[];
    readonly protect?: boolean;
}

/** The recorded resources as `pulumi stack export` would print them after `pulumi up`; secrets stay behind. */
export function exportOf({ resources }: Pick<Recording, "resources">): StackExport {
    return { version: 3, deployment: { resources: resources.map(exported) } };
}

function exported(resource: RecordedResource): ExportedResource {
    const { urn, type, custom, id, parent, dependencies, protect } = resource;
    const withoutSecrets = (properties: Properties): Properties => {
        const secrets = resource.secretInputs.filter((name) => name in properties);
        return { ...properties, ...Object.fromEntries(secrets.map((name) => [name, hidden])) };
    };
    return {
        urn,
        type,
        custom,
        ...(custom ? { id } : {}),
        ...(parent === "" ? {} : { parent }),
        inputs: withoutSecrets(resource.inputs),
        outputs: withoutSecrets(resource.outputs),
        dependencies,
        protect,
    };
}

/** A secret as an export without `--show-secrets` has it, but with nothing in it. */
const hidden = { [specialSigKey]: specialSecretSig, ciphertext: "" };

/**
 * Reads the output of `pulumi stack export`.
 *
 * @throws UserError when it is something else, or has nothing of Vigil in it
 */
export function readStackExport(text: string): StackExport {
    const { version = 3, deployment } = parsed(text);
    if (!isDeployment(deployment))
        throw new UserError("The state has no deployment in it; give the output of `pulumi stack export`.");
    const { resources = [] } = deployment;
    const [first] = resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
    if (first === undefined)
        throw new UserError("The state is of an empty stack: run `pulumi up` before you export it.");
    if (!resources.some(({ type }) => type.startsWith("vigil:index:"))) {
        const project = first.urn.split("::")[1] ?? "";
        throw new UserError(`The state is of the project ${project}, in which there is no component of Vigil.`);
    }
    return { version, deployment: { resources } };
}

/** Pulumi leaves the list out when it is empty. */
type Deployment = Partial<StackExport["deployment"]>;

function isDeployment(value: unknown): value is Deployment {
    if (typeof value !== "object" || value === null) return false;
    const { resources = [] } = value as { readonly resources?: unknown };
    return Array.isArray(resources);
}

function parsed(text: string): { readonly version?: number; readonly deployment?: unknown } {
    try {
        return (JSON.parse(text) ?? {}) as ReturnType<typeof parsed>;
    } catch (error) {
        const problem = (error as Error).message.replace(/\s+/g, " ");
        throw new UserError(`The state is no JSON (${problem}); give the output of \`pulumi stack export\`.`);
    }
}
