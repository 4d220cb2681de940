import type { RecordedResource } from "../../recording/recorder";
import type { Takeover } from "./importable";

/** What `pulumi import --file` reads. www.pulumi.com/docs/iac/guides/migration/import, "Bulk import operations" */
export interface ImportFile {
    readonly resources: readonly (Component | Resource)[];
}

/** A parent: it exists in the program alone, so Pulumi makes an empty one that the next `up` fills. */
interface Component {
    readonly type: string;
    readonly name: string;
    readonly parent?: string;
    readonly component: true;
}

interface Resource {
    readonly type: string;
    /** What the file calls it; unique in the file, since children of a component may bear its name. */
    readonly name: string;
    /** Its name in the program. */
    readonly logicalName: string;
    /** What the file calls its parent. */
    readonly parent?: string;
    readonly id: string;
    /** Of the provider. */
    readonly version: string;
}

/**
 * The file that gives what exists the place it has in the program, and that place's name and parents. The stack may
 * have some of them already: Pulumi leaves those as they are.
 *
 * @param program what the program registers
 * @param version of the AWS provider that the program uses
 * @throws Error when the program makes no such resource in that region
 */
export function importFileOf(
    takeovers: readonly Takeover[],
    program: readonly RecordedResource[],
    version: string,
): ImportFile {
    const places = takeovers.map((takeover) => ({ ...takeover, resource: placeOf(takeover, program) }));
    const components = new Set(places.flatMap(({ resource }) => parentsOf(resource, program)));
    return {
        resources: [
            ...[...components].map((component): Component => ({
                type: component.type,
                name: component.name,
                ...parentOf(component, program),
                component: true,
            })),
            ...places.map(({ id, resource }): Resource => {
                const { type, name: logicalName } = resource;
                const name = `${logicalName}${type.split(":").at(-1) ?? ""}`;
                return { type, name, logicalName, ...parentOf(resource, program), id, version };
            }),
        ],
    };
}

function placeOf({ type, region }: Takeover, program: readonly RecordedResource[]): RecordedResource {
    const place = program.find((resource) => resource.type === type && resource.inputs.region === region);
    if (place === undefined) throw new Error(`The program makes no ${type} in ${region}, so nothing can become it.`);
    return place;
}

/** The components around a resource, outermost first. */
function parentsOf({ parent }: RecordedResource, program: readonly RecordedResource[]): RecordedResource[] {
    const around = program.find(({ urn, type }) => urn === parent && type !== "pulumi:pulumi:Stack");
    return around === undefined ? [] : [...parentsOf(around, program), around];
}

function parentOf(resource: RecordedResource, program: readonly RecordedResource[]): { parent?: string } {
    const parent = parentsOf(resource, program).at(-1)?.name;
    return parent === undefined ? {} : { parent };
}
