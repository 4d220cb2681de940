import { DescribeKeyCommand, GetKeyPolicyCommand } from "@aws-sdk/client-kms";
import { GetBucketLocationCommand, GetBucketPolicyCommand } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Clients } from "../../aws/clients";
import { unlessMissing } from "../../aws/permission";
import type { Resource } from "../../simulation/model/resource";
import { camelCased, live, textIn } from "./live";

/** A key by any of its names: ID, ARN or alias; nothing when there is none, or nothing is encrypted by one. */
export async function readKey({ kms, region }: Clients, name: string | undefined): Promise<Resource[]> {
    if (name === undefined) return [];
    const answer = await unlessMissing(kms.send(new DescribeKeyCommand({ KeyId: name })));
    if (answer === undefined) return [];
    const { Arn: arn, KeyId: keyId = "", Enabled = false } = answer.KeyMetadata ?? {};
    const { Policy: policy } = await kms.send(new GetKeyPolicyCommand({ KeyId: keyId, PolicyName: "default" }));
    const place = { name: keyId, region };
    return [
        live("key", place, { arn, isEnabled: Enabled }),
        live("keyPolicy", place, { keyId, policy }),
        ...(name.startsWith("alias/") ? [live("keyAlias", { name, region }, { name, targetKeyId: keyId })] : []),
    ];
}

/** The findings bucket; none when somebody deleted it. */
export async function readBucket({ s3 }: Clients, name: string, partition: string): Promise<Resource[]> {
    const location = await unlessMissing(s3.send(new GetBucketLocationCommand({ Bucket: name })));
    if (location === undefined) return [];
    const answer = await unlessMissing(s3.send(new GetBucketPolicyCommand({ Bucket: name })));
    // S3 names no location for the oldest Region.
    const place = { name, region: location.LocationConstraint ?? "us-east-1" };
    return [
        live("bucket", place, { bucket: name, arn: `arn:${partition}:s3:::${name}` }),
        live("bucketPolicy", place, { bucket: name, policy: answer?.Policy }),
    ];
}

/** A queue; nothing when the stack has none, or somebody deleted it. */
export async function readQueue({ sqs, region }: Clients, url: string | undefined): Promise<Resource[]> {
    if (url === undefined) return [];
    const answer = await unlessMissing(
        sqs.send(
            new GetQueueAttributesCommand({
                QueueUrl: url,
                AttributeNames: ["QueueArn", "Policy", "KmsMasterKeyId", "RedrivePolicy", "VisibilityTimeout"],
            }),
        ),
    );
    if (answer === undefined) return [];
    const { policy, ...attributes } = camelCased(answer.Attributes ?? {});
    const arn = textIn(attributes, "queueArn");
    const name = arn.split(":").at(-1) ?? "";
    const place = { name, region };
    return [
        live("queue", place, { ...attributes, name, arn, url }),
        live("queuePolicy", place, { queueUrl: url, policy }),
    ];
}
