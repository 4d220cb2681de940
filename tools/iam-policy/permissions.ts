import type { RecordedResource } from "../recording/recorder";
import type { ResourceKind } from "../recording/resource-types";
import type { DeployedStack } from "./deployed-stack";
import type { Conditions } from "./policy";

/**
 * The actions that managing a resource takes, as the Terraform AWS provider calls them (hashicorp/
 * terraform-provider-aws, `internal/service`).
 */
export interface ResourceActions {
    /** After creating and updating, and for `pulumi refresh`. */
    readonly read: readonly string[];
    /** To create and update. */
    readonly write: readonly string[];
    readonly delete: readonly string[];
    /** What only some resources of the type need. */
    readonly more?: (inputs: RecordedResource["inputs"]) => readonly string[];
}

/** The actions of some of the program's resource types. */
export type ActionTable = Readonly<Partial<Record<ResourceKind, ResourceActions>>>;

/** Actions of a service, with a space between them; one of another service is named with it, as in `iam:PassRole`. */
export function actionsOfService(service: string, names: string): string[] {
    return names.split(" ").map((name) => (name.includes(":") ? name : `${service}:${name}`));
}

/** A row of an action table: what reads, writes and deletes a resource of the service. */
export function rowsOf(service: string) {
    const listed = (names: string) => (names === "" ? [] : actionsOfService(service, names));
    return (read: string, write: string, remove: string): ResourceActions => ({
        read: listed(read),
        write: listed(write),
        delete: listed(remove),
    });
}

/** How far some actions may reach: a statement of the policy, before it is known which of its actions a stack needs. */
export interface Scope {
    /** Letters and digits; where the resources are "*", it says why. */
    readonly sid: string;
    /** Actions by name, or all of a service that no scope names, as in `sqs:*`. */
    readonly covers: readonly string[];
    /**
     * ARN patterns; none if the stack has nothing of the kind, and then there is no statement.
     *
     * @default - "*", for actions that take no resource
     */
    readonly resources?: (stack: DeployedStack) => readonly string[];
    readonly conditions?: ((stack: DeployedStack) => Conditions) | undefined;
    /** For IAM, which answers in no Region that a condition could name. */
    readonly global?: true;
}
