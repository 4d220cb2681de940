import type { RecordedResource } from "../../recording/recorder";

type Inputs = RecordedResource["inputs"];

/**
 * What managing a resource type takes, phase by phase, as the Terraform AWS provider calls it (hashicorp/
 * terraform-provider-aws, `internal/service`); `read` is also what `pulumi refresh` takes.
 */
export interface ResourceActions {
    readonly create: readonly string[];
    readonly read: readonly string[];
    readonly update: readonly string[];
    readonly delete: readonly string[];
    /** What only some resources of the type need. */
    readonly more?: (inputs: Inputs) => readonly string[];
}

/** The actions of every type of one service or more, by Pulumi's name of the type. */
export type ActionTable = Readonly<Record<string, ResourceActions>>;
