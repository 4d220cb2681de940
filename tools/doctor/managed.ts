import { resourceTypes } from "../recording/resource-types";
import { readStackExport } from "../recording/stack-export";
import { UserError } from "../cli/user-error";

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
    const resources = isOfEmptyStack(text) ? [] : readStackExport(text).deployment.resources;
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
    const { detectorIds, findingsBucket } = outputsIn(text);
    return {
        source: "outputs",
        has: (type, region, id) =>
            type === resourceTypes.detector && id !== undefined ? detectorIds[region] === id : region in detectorIds,
        count: () => Number.MAX_SAFE_INTEGER,
        bucket: findingsBucket,
    };
}

/** A stack that has nothing yet has a state, too, and is the one that the doctor mostly examines. */
function isOfEmptyStack(text: string): boolean {
    try {
        const { deployment } = JSON.parse(text) as { deployment?: { resources?: readonly { type: string }[] } };
        return deployment?.resources?.every(({ type }) => type === "pulumi:pulumi:Stack") ?? deployment !== undefined;
    } catch {
        return false;
    }
}

interface Outputs {
    readonly detectorIds: Readonly<Record<string, string>>;
    readonly findingsBucket: string;
}

function outputsIn(text: string): Outputs {
    const parsed = json(text);
    if (isOutputs(parsed)) return parsed;
    throw new UserError(
        "The outputs are not Vigil's: detectorIds and findingsBucket are missing; give what `pulumi stack output --json` prints.",
    );
}

function json(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        throw new UserError("The outputs are not valid JSON; give what `pulumi stack output --json` prints.");
    }
}

function isOutputs(value: unknown): value is Outputs {
    if (typeof value !== "object" || value === null) return false;
    const { detectorIds, findingsBucket } = value as Partial<Record<keyof Outputs, unknown>>;
    return typeof detectorIds === "object" && detectorIds !== null && typeof findingsBucket === "string";
}
