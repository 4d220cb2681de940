import {
    DeleteRolePolicyCommand,
    GetRolePolicyCommand,
    ListRolePoliciesCommand,
    PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { GetKeyPolicyCommand, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import { GetBucketPolicyCommand, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { GetTopicAttributesCommand, SetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Outputs } from "../../../tools/recording/outputs";
import { clientsIn } from "./drilling";
import { renewExports } from "./export-renewal";
import { relayRoleOf } from "./rule-faults";

// Each does something to a policy, and gives what undoes it.

interface Document {
    readonly Statement: readonly { readonly Sid?: string }[];
}

function without(policy: string, sid: string): string {
    const document = JSON.parse(policy) as Document;
    return JSON.stringify({ ...document, Statement: document.Statement.filter(({ Sid }) => Sid !== sid) });
}

export async function emptyTopicPolicy({ homeRegion, alertTopicArn: TopicArn }: Outputs) {
    const { sns } = clientsIn(homeRegion);
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    const write = (AttributeValue: string) =>
        sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
    const before = Attributes!.Policy!;
    const emptied = JSON.parse(before) as Document;
    await write(
        JSON.stringify({
            ...emptied,
            Statement: emptied.Statement.filter(({ Sid }) => Sid === "AccountManagesTheTopic"),
        }),
    );
    return () => write(before);
}

/** The alert key's statement for EventBridge. */
export async function closeAlertKey(stack: Outputs) {
    return withoutStatement(stack.homeRegion, await alertKeyOf(stack), "EventBridgePublishesAlerts");
}

/** The findings key's statement for GuardDuty, which gives up exporting then. */
export async function closeFindingsKey(stack: Outputs) {
    const { homeRegion, findingsKeyArn } = stack;
    const undo = await withoutStatement(homeRegion, findingsKeyArn, "GuardDutyEncryptsWhatItExports");
    return async () => {
        await undo();
        await renewExports(stack);
    };
}

async function alertKeyOf({ homeRegion, alertTopicArn }: Outputs): Promise<string> {
    const { sns } = clientsIn(homeRegion);
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: alertTopicArn }));
    return Attributes!.KmsMasterKeyId!;
}

async function withoutStatement(region: string, KeyId: string, sid: string) {
    const { kms } = clientsIn(region);
    const key = { KeyId, PolicyName: "default" };
    const { Policy: before } = await kms.send(new GetKeyPolicyCommand(key));
    await kms.send(new PutKeyPolicyCommand({ ...key, Policy: without(before!, sid) }));
    return () => kms.send(new PutKeyPolicyCommand({ ...key, Policy: before }));
}

export async function detachRelayRole(stack: Outputs) {
    const { iam } = clientsIn(stack.homeRegion);
    const RoleName = await relayRoleOf(stack);
    const { PolicyNames: [PolicyName] = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
    const { PolicyDocument } = await iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    return () =>
        iam.send(
            new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: decodeURIComponent(PolicyDocument!) }),
        );
}

export async function removeQueuePolicy({ homeRegion, deadLetterQueueUrls }: Outputs) {
    const { sqs } = clientsIn(homeRegion);
    const QueueUrl = deadLetterQueueUrls.relays[homeRegion];
    const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["Policy"] }));
    const write = (Policy: string) => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    await write("");
    return () => write(Attributes!.Policy!);
}

export async function changeBucketPolicy(stack: Outputs) {
    const { s3 } = clientsIn(stack.homeRegion);
    const Bucket = stack.findingsBucket;
    const { Policy: before } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    const write = (Policy: string) => s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    await write(without(before!, "GuardDutyWritesItsExports"));
    return async () => {
        await write(before!);
        await renewExports(stack);
    };
}
