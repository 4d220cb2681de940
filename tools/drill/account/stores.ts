import { DescribeKeyCommand, GetKeyPolicyCommand } from "@aws-sdk/client-kms";
import { GetBucketLocationCommand, GetBucketPolicyCommand } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import type { Bucket, Key, Queue } from "../../simulation/model/stack-model";
import type { Clients } from "../../aws/clients";
import { permitted, unlessMissing } from "../../aws/permission";
import { policyIn } from "./policy-text";

/**
 * A key by any of its names: ID, ARN or alias.
 *
 * @returns undefined when there is none
 */
export async function readKey({ kms, region }: Clients, name: string): Promise<Key | undefined> {
    const answer = await unlessMissing(
        permitted("kms:DescribeKey", () => kms.send(new DescribeKeyCommand({ KeyId: name }))),
    );
    const { Arn: arn = "", KeyId = "", Enabled } = answer?.KeyMetadata ?? {};
    if (answer === undefined) return undefined;
    const { Policy } = await permitted("kms:GetKeyPolicy", () =>
        kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "default" })),
    );
    const policy = policyIn(Policy, { type: "key policy", name: KeyId });
    return {
        resource: { type: "key", name: KeyId },
        region,
        arn,
        names: [KeyId, arn, name],
        enabled: Enabled === true,
        policy,
    };
}

/** The findings bucket; none when somebody deleted it. */
export async function readBucket({ s3 }: Clients, name: string, partition: string): Promise<Bucket[]> {
    const location = await unlessMissing(
        permitted("s3:GetBucketLocation", () => s3.send(new GetBucketLocationCommand({ Bucket: name }))),
    );
    if (location === undefined) return [];
    const answer = await unlessMissing(
        permitted("s3:GetBucketPolicy", () => s3.send(new GetBucketPolicyCommand({ Bucket: name }))),
    );
    // S3 names no location for the oldest Region.
    const region = location.LocationConstraint ?? "us-east-1";
    return [
        {
            resource: { type: "bucket", name },
            region,
            arn: `arn:${partition}:s3:::${name}`,
            policy: policyIn(answer?.Policy, { type: "bucket policy", name }),
        },
    ];
}

/** A dead-letter queue; none when somebody deleted it. */
export async function readQueue({ sqs, region }: Clients, url: string): Promise<Queue[]> {
    const answer = await unlessMissing(
        permitted("sqs:GetQueueAttributes", () =>
            sqs.send(
                new GetQueueAttributesCommand({
                    QueueUrl: url,
                    AttributeNames: ["QueueArn", "Policy", "KmsMasterKeyId"],
                }),
            ),
        ),
    );
    if (answer === undefined) return [];
    const { QueueArn: arn = "", Policy, KmsMasterKeyId: keyName } = answer.Attributes ?? {};
    const name = arn.split(":").at(-1) ?? "";
    return [
        {
            resource: { type: "queue", name },
            region,
            name,
            arn,
            policy: policyIn(Policy, { type: "queue policy", name }),
            keyName,
        },
    ];
}
