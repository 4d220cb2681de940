import { UserError } from "../cli/user-error";
import { account as recordedAccount, partition } from "../recording/answers";
import type { RecordedResource } from "../recording/recorder";
import { kindOf, type ResourceKind } from "../recording/resource-types";
import { recordStack } from "../recording/stack";
import { allowedAccounts } from "../recording/allowed-accounts";
import { readStackExport } from "../recording/stack-export";
import type { StackConfig } from "../recording/stack-config";

/** A resource as far as permissions go. */
type StackResource = Pick<RecordedResource, "name" | "type" | "inputs" | "outputs" | "protect"> & {
    readonly id?: string;
};

/** A stack as far as permissions go: what it registers, and where. */
export interface DeployedStack {
    readonly partition: string;
    /** Twelve digits. */
    readonly account: string;
    readonly project: string;
    readonly stack: string;
    readonly home: string;
    /** What the program registers, without components. */
    readonly resources: readonly StackResource[];
    /** What is deployed, under the names and in the Regions that it has by now; empty if that is not known. */
    readonly deployed: readonly StackResource[];
}

export interface StackChoice {
    readonly stack: string;
    /** @default - the only one that the stack file allows */
    readonly account?: string | undefined;
    /** The output of `pulumi stack export`. */
    readonly state?: string | undefined;
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
    const { config, recording } = await recordStack(directory, stack, tell);
    return {
        partition,
        account: account === undefined ? onlyAllowedAccount(config) : checkedAccount(account),
        project: config.project,
        stack,
        home: String(recording.outputs.homeRegion),
        resources: recording.resources.filter(({ custom }) => custom),
        deployed: state === undefined ? [] : resourcesIn(state),
    };
}

function resourcesIn(state: string): StackResource[] {
    return readStackExport(state)
        .deployment.resources.filter(({ type }) => kindOf(type) !== undefined)
        .map(({ urn, inputs = {}, outputs = {}, protect = false, ...resource }) => ({
            ...{ ...resource, inputs, outputs, protect },
            name: urn.split("::").at(-1) ?? "",
        }));
}

function checkedAccount(account: string): string {
    if (/^\d{12}$/.test(account)) return account;
    throw new UserError(
        [
            `--account: not the id of an AWS account.\n      got:     ${JSON.stringify(account)}`,
            "      allowed: twelve digits\n      fix:     aws sts get-caller-identity --query Account --output text",
        ].join("\n"),
    );
}

/** There is no default: a policy without an account would also hold in every other account that trusts its holder. */
export function onlyAllowedAccount(config: Pick<StackConfig, "stack" | "config">): string {
    const [account, ...others] = allowedAccounts(config);
    if (account !== undefined && others.length === 0) return account;
    throw new UserError(
        [
            "Which account? The policy names it in every ARN.",
            "      fix:   add --account 123456789012, with your account's twelve digits;",
            `             or put aws:allowedAccountIds: ["123456789012"] into Pulumi.${config.stack}.yaml, which also keeps Pulumi out of any other.`,
        ].join("\n"),
    );
}

/** The resources of a type, registered or deployed. */
export function resourcesOf({ resources, deployed }: DeployedStack, kind: ResourceKind): StackResource[] {
    return [...resources, ...deployed].filter(({ type }) => kindOf(type) === kind);
}

/** The Regions in which there is anything of these kinds, sorted; of all kinds if none is named. */
export function regionsOf({ resources, deployed }: DeployedStack, kinds?: ReadonlySet<ResourceKind>): string[] {
    const regions = [...resources, ...deployed]
        .filter(({ type }) => {
            const kind = kindOf(type);
            return kinds === undefined || (kind !== undefined && kinds.has(kind));
        })
        .map(({ inputs }) => inputs.region);
    return [...new Set(regions.filter((region) => typeof region === "string"))].sort();
}

/** The physical names of a type. A Region in a name is left open, so that one pattern serves all Regions. */
export function namesOf(stack: DeployedStack, kind: ResourceKind): string[] {
    const names = resourcesOf(stack, kind).map(({ name: logical, inputs }) => {
        const { region, name, bucket = name, dashboardName = bucket } = inputs;
        const physical = String(dashboardName).replace(recordedAccount, stack.account);
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

/** Buckets have neither Region nor account in their ARNs. */
export function bucketArns(stack: DeployedStack): string[] {
    return namesOf(stack, "bucket").map((name) => `arn:${stack.partition}:s3:::${name}`);
}

/** The tags that the program gives to everything of this stack. */
export function ownTags({ project, stack }: DeployedStack, key: "aws:RequestTag" | "aws:ResourceTag") {
    return { StringEquals: { [`${key}/Project`]: project, [`${key}/Stack`]: stack } };
}
