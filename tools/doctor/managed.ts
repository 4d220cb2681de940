import { resourceTypes } from "../recording/resource-types";
import { readStackExport } from "../recording/stack-export";

/** What Pulumi manages in this stack already, and that needs no import. */
export interface Managed {
    /** How this is known. */
    readonly source: "state" | "nothing";
    /** Whether the stack has a resource of this type in a Region, with this id if there can be several. */
    has(type: string, region: string, id?: string): boolean;
    /** How many of a type the stack has already. */
    count(type: string): number;
    /** The bucket of the stack's archive, once there is one. */
    readonly bucket: string | undefined;
}

/** Without a state, everything that exists looks like somebody else's. */
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
