import { z } from "zod";
import { UserError } from "../cli/user-error";
import { parseJson } from "../evaluators/json";

const propertiesSchema = z.record(z.string(), z.unknown()).readonly();

/** What the tools need of a resource; the rest is kept. */
const resourceSchema = z
    .looseObject({
        urn: z.string(),
        type: z.string(),
        /** False for components. */
        custom: z.boolean().default(false),
        id: z.string().optional(),
        parent: z.string().optional(),
        inputs: propertiesSchema.optional(),
        outputs: propertiesSchema.optional(),
        dependencies: z.array(z.string()).readonly().optional(),
        protect: z.boolean().optional(),
        retainOnDelete: z.boolean().optional(),
    })
    .readonly();

/** Pulumi leaves the list out when it is empty. */
const exportSchema = z.object({
    version: z.number().default(3),
    deployment: z.object({ resources: z.array(resourceSchema).readonly().default([]) }).readonly(),
});

/** What `pulumi stack export` prints, as far as the tools need it. */
export interface StackExport {
    readonly version: number;
    readonly deployment: { readonly resources: readonly ExportedResource[] };
}

export type ExportedResource = z.infer<typeof resourceSchema>;

/**
 * Reads the output of `pulumi stack export`.
 *
 * @param mayBeEmpty whether a stack without resources is welcome, too
 * @throws UserError when it is something else, or has nothing of Vigil in it
 */
export function readStackExport(text: string, { mayBeEmpty = false } = {}): StackExport {
    const refused = (problem: string) =>
        new UserError(`The state ${problem}; give the output of \`pulumi stack export\`.`);
    const { data, error } = exportSchema.safeParse(parseJson(text, refused));
    if (error !== undefined) {
        const { path = [], message = "" } = error.issues[0] ?? {};
        throw refused(path.length < 3 ? "has no deployment in it" : `is damaged at ${path.join(".")} (${message})`);
    }
    const { resources } = data.deployment;
    const [first] = resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
    if (first === undefined && !mayBeEmpty)
        throw new UserError("The state is of an empty stack: run `pulumi up` before you export it.");
    if (first !== undefined && !resources.some(({ type }) => type.startsWith("vigil:index:"))) {
        const project = first.urn.split("::")[1] ?? "";
        throw new UserError(`The state is of the project ${project}, in which there is no component of Vigil.`);
    }
    return data;
}
