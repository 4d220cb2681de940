import { UserError } from "../cli/user-error";

type Properties = Readonly<Record<string, unknown>>;

/** What `pulumi stack export` prints, as far as the tools need it. */
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
        throw new UserError(`The state is not valid JSON (${problem}); give the output of \`pulumi stack export\`.`);
    }
}
