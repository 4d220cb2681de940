import { z } from "zod";
import { resourceTypes } from "../recording/resource-types";
import { readStackExport } from "../recording/stack-export";
import { UserError } from "../cli/user-error";
import { parseJson } from "../evaluators/json";

/** What Pulumi manages in this stack already, and that needs no import. */
export interface Managed {
    /** How this is known. */
    readonly source: "state" | "outputs" | "nothing";
    /** Whether the stack has a resource of this type in a Region, with this id if there can be several. */
    has(type: string, region: string, id?: string): boolean;
    /** How many of a type the stack has already; a large number where that cannot be told. */
    count(type: string): number;
    /** The bucket of the stack's archive, once there is one. */
    readonly bucket: string | undefined;
}

/** Without state or outputs, everything that exists looks like somebody else's. */
export const nothingManaged: Managed = { source: "nothing", has: () => false, count: () => 0, bucket: undefined };

/**
 * What a state holds, as `pulumi stack export` prints it.
 *
 * @throws UserError when it is something else
 */
export function managedByState(text: string): Managed {
    const { resources } = readStackExport(text, { mayBeEmpty: true }).deployment;
    const ofType = (type: string) => resources.filter((resource) => resource.type === type);
    const stack = ofType("pulumi:pulumi:Stack")[0]?.outputs?.findingsBucket;
    const archive = ofType(resourceTypes.bucket).find(({ urn }) => urn.endsWith("::findings-archive"));
    return {
        source: "state",
        has: (type, region, id) =>
            ofType(type).some(
                ({ inputs, outputs, id: own }) =>
                    (inputs?.region ?? outputs?.region) === region && (id === undefined || own === id),
            ),
        count: (type) => ofType(type).length,
        // The stack has outputs only after a whole `up`.
        bucket: typeof stack === "string" ? stack : archive?.id,
    };
}

/**
 * What the outputs of a finished `pulumi up` tell: which detectors are the stack's, and that everything else in those
 * Regions is, too.
 *
 * @param text what `pulumi stack output --json` prints
 * @throws UserError when it is something else
 */
export function managedByOutputs(text: string): Managed {
    const problem = (what: string) =>
        new UserError(`The file of outputs ${what}; give what \`pulumi stack output --json\` prints.`);
    const { data } = outputsSchema.safeParse(parseJson(text, problem));
    if (data === undefined) throw problem("is not of Vigil: detectorIds and findingsBucket are missing");
    const { detectorIds, findingsBucket } = data;
    return {
        source: "outputs",
        has: (type, region, id) =>
            type === resourceTypes.detector && id !== undefined ? detectorIds[region] === id : region in detectorIds,
        count: () => Number.MAX_SAFE_INTEGER,
        bucket: findingsBucket,
    };
}

const outputsSchema = z.object({ detectorIds: z.record(z.string(), z.string()), findingsBucket: z.string() });
