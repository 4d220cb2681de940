import { UserError } from "../cli/user-error";
import { partition } from "../recording/answers";
import type { RecordedResource, Recording } from "../recording/recorder";
import { kindOf, type ResourceKind } from "../recording/resource-types";
import { recordStack } from "../recording/stack";
import { onlyAccountOf } from "../recording/allowed-accounts";
import { readStackExport } from "../recording/stack-export";
import type { StackConfig } from "../recording/stack-config";
import type { Conditions } from "./policy";

/** A resource as far as permissions go. */
type StackResource = Pick<RecordedResource, "name" | "type" | "inputs" | "outputs" | "protect" | "retainOnDelete"> & {
    /** Its id in AWS, of what is deployed. */
    readonly deployedId?: string | undefined;
};

/** A stack as far as permissions go: what it registers, and where. */
export interface DeployedStack {
    readonly partition: string;
    /** Twelve digits. */
    readonly account: string;
    readonly project: string;
    readonly stack: string;
    readonly home: string;
    /**
     * What the program registers, without components, and looks up; and where the state is known, what is deployed,
     * under the names and in the Regions that it has by now.
     */
    readonly resources: readonly StackResource[];
}

export interface StackChoice {
    readonly stack: string;
    /** @default - the only one that the stack file allows */
    readonly account: string | undefined;
    /** The output of `pulumi stack export`, if it is known. */
    readonly state: string | undefined;
}

/**
 * Runs the program in this process for a stack's settings.
 *
 * @throws UserError when the settings are wrong, the state is none, or nothing says which account
 */
export async function readDeployedStack(
    directory: string,
    { stack, account, state }: StackChoice,
    tell?: (line: string) => void,
): Promise<DeployedStack> {
    const asked = account === undefined ? undefined : checkedAccount(account);
    const { config, recording } = await recordStack(directory, stack, tell, asked);
    return {
        partition,
        account: asked ?? onlyAllowedAccount(config),
        project: config.project,
        stack,
        home: String(recording.outputs.homeRegion),
        resources: [...resourcesOfRecording(recording), ...(state === undefined ? [] : resourcesIn(state))],
    };
}

/** What a program registers and looks up, as far as permissions go. */
export function resourcesOfRecording({ resources, calls }: Pick<Recording, "resources" | "calls">): StackResource[] {
    const lookedUp = calls
        .filter(({ token }) => kindOf(token) !== undefined)
        .map(({ token, inputs }) => ({
            name: token,
            type: token,
            inputs,
            outputs: {},
            protect: false,
            retainOnDelete: false,
        }));
    return [...resources.filter(({ custom }) => custom), ...lookedUp];
}

function resourcesIn(state: string): StackResource[] {
    return readStackExport(state)
        .deployment.resources.filter(({ type }) => kindOf(type) !== undefined)
        .map(({ urn, type, id, inputs = {}, outputs = {}, protect = false, retainOnDelete = false }) => ({
            ...{ type, inputs, outputs, protect, retainOnDelete, deployedId: id },
            name: urn.split("::").at(-1) ?? "",
        }));
}

function checkedAccount(account: string): string {
    if (/^\d{12}$/.test(account)) return account;
    throw new UserError(`--account: not the id of an AWS account.
      got:     ${JSON.stringify(account)}
      allowed: twelve digits
      fix:     aws sts get-caller-identity --query Account --output text`);
}

/** There is no default: a policy without an account would also hold in every other account that trusts its holder. */
export function onlyAllowedAccount(config: Pick<StackConfig, "stack" | "config">): string {
    const account = onlyAccountOf(config);
    if (account !== undefined) return account;
    throw new UserError(`Which account? The policy names it in every ARN.
      fix:   add --account 123456789012, with your account's twelve digits;
             or put aws:allowedAccountIds: ["123456789012"] into Pulumi.${config.stack}.yaml, which also keeps Pulumi out of any other.`);
}

/** The resources of a type. */
export function resourcesOf({ resources }: DeployedStack, kind: ResourceKind): StackResource[] {
    return resources.filter(({ type }) => kindOf(type) === kind);
}

/** The Regions in which there is anything of these kinds, sorted; of all kinds if none is named. */
export function regionsOf({ resources }: DeployedStack, kinds?: ReadonlySet<ResourceKind | undefined>): string[] {
    const regions = resources.filter(({ type }) => kinds?.has(kindOf(type)) ?? true).map(({ inputs }) => inputs.region);
    return [...new Set(regions.filter((region) => typeof region === "string"))].sort();
}

/** The physical names of a type. A Region in a name is left open, so that one pattern serves all Regions. */
export function namesOf(stack: DeployedStack, kind: ResourceKind): string[] {
    const names = resourcesOf(stack, kind).map(({ name: logical, inputs }) => {
        const { region, name, bucket = name, dashboardName = bucket, configurationName = dashboardName } = inputs;
        const physical = String(configurationName);
        const end = logical.includes(String(region)) ? physical.lastIndexOf(String(region)) : -1;
        return end < 0 ? physical : `${physical.slice(0, end)}*${physical.slice(end + String(region).length)}`;
    });
    return [...new Set(names)].sort();
}

/** An ARN in this account; Regions are restricted by a condition instead, which holds for more than names. */
export function arn({ partition, account }: DeployedStack, service: string, resource: string): string {
    return `arn:${partition}:${service}:*:${account}:${resource}`;
}

/** An ARN in this account of something that has no Region. */
export function globalArn({ partition, account }: DeployedStack, service: string, resource: string): string {
    return `arn:${partition}:${service}::${account}:${resource}`;
}

/** Finds the ARNs of a type, by its physical names and what stands before them. */
export function named(kind: ResourceKind, service: string, before = "", make = arn) {
    return (stack: DeployedStack) => namesOf(stack, kind).map((name) => make(stack, service, `${before}${name}`));
}

/** Keys have no name of their own. */
export function keyArns(stack: DeployedStack): string[] {
    return [arn(stack, "kms", "key/*")];
}

/** Buckets have neither Region nor account in their ARNs. */
export function bucketArns(stack: DeployedStack): string[] {
    return namesOf(stack, "bucket").map((name) => `arn:${stack.partition}:s3:::${name}`);
}

/** Buckets, and the objects in them. */
export function withObjects(buckets: readonly string[]): string[] {
    return buckets.flatMap((bucket) => [bucket, `${bucket}/*`]);
}

/** The bucket of a component. */
export function bucketArnsOf(stack: DeployedStack, component: string): string[] {
    const resources = resourcesOf(stack, "bucket").filter((bucket) => componentOf(bucket) === component);
    return bucketArns({ ...stack, resources });
}

/** The bucket of the findings archive, and the objects in it. */
export function archiveArns(stack: DeployedStack): string[] {
    return withObjects(bucketArnsOf(stack, "FindingsArchive"));
}

/** The component that a resource is part of, by its tags. */
export function componentOf({ inputs }: Pick<StackResource, "inputs">): string {
    return (inputs.tags as Readonly<Record<string, string>>).Component ?? "";
}

/** Bucket names belong to all of AWS: the account is named by a condition. */
export function inOwnAccount({ account }: DeployedStack): Conditions {
    return { StringEquals: { "aws:ResourceAccount": account } };
}

/** What carries the tags that the program gives to everything of this stack. */
export function ofThisStack(stack: DeployedStack) {
    return { StringEquals: ownTags(stack, "aws:ResourceTag") };
}

/** What is being given those tags. */
export function forThisStack(stack: DeployedStack) {
    return { StringEquals: ownTags(stack, "aws:RequestTag") };
}

function ownTags({ project, stack }: DeployedStack, key: string) {
    return { [`${key}/Project`]: project, [`${key}/Stack`]: stack };
}
