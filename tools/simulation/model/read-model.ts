import { labelOf } from "../../proof/report";
import { readAlarms } from "./read-alarms";
import { readArchive } from "./read-archive";
import { readEvents } from "./read-events";
import { readServices } from "./read-services";
import { readTopics } from "./read-topics";
import { type Resource, resourceOf, textOf } from "./resource";
import { isKnown } from "./resource-types";
import type { StackExport } from "../../recording/stack-export";
import type { StackModel } from "./stack-model";

/**
 * Puts together what a stack has on the ways of its findings.
 *
 * @throws UserError when a policy is no JSON
 */
export function modelOf({ deployment }: StackExport): StackModel {
    const resources = deployment.resources.map(resourceOf).filter((resource) => resource !== undefined);
    const all = (type: string) => resources.filter((resource) => resource.type === type);
    return {
        ...ownerOf(resources),
        services: readServices(all),
        ...readArchive(all),
        ...readEvents(all),
        topics: readTopics(all),
        alarms: readAlarms(all),
        unknown: resources.filter(({ type }) => !isKnown(type)).map(({ resource }) => labelOf(resource)),
    };
}

/** All resources of a type. */
export type Lookup = (type: string) => readonly Resource[];

/** Account and partition of everything, read off any ARN that has an account in it. */
function ownerOf(resources: readonly Resource[]): Pick<StackModel, "account" | "partition"> {
    const arns = resources.map((resource) => textOf(resource, "arn")?.split(":") ?? []);
    const [, partition, , , account] = arns.find((parts) => /^\d{12}$/.test(parts[4] ?? "")) ?? [];
    return { account: account ?? "", partition: partition ?? "aws" };
}
