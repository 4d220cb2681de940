import { CreatePublishingDestinationCommand } from "@aws-sdk/client-guardduty";
import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand, ScheduleKeyDeletionCommand } from "@aws-sdk/client-kms";
import {
    CreateBucketCommand,
    DeleteBucketCommand,
    DeleteObjectsCommand,
    ListObjectsV2Command,
    PutBucketPolicyCommand,
    type BucketLocationConstraint,
} from "@aws-sdk/client-s3";
import { clientsIn } from "./clients";
import { emulator } from "./emulator";

export interface ForeignExport {
    readonly bucket: string;
    readonly remove: () => Promise<void>;
}

/** An export of GuardDuty's findings that somebody else has set up, to a bucket and a key of their own. */
export async function foreignExport(account: string, region: string, detectorId: string): Promise<ForeignExport> {
    const { guardDuty, s3 } = clientsIn(region);
    const kms = new KMSClient({ region, ...emulator() });
    const bucket = `somebody-elses-findings-${Date.now()}`;
    const bucketArn = `arn:aws:s3:::${bucket}`;
    const detectorArn = `arn:aws:guardduty:${region}:${account}:detector/${detectorId}`;
    const guardDutyOf = (Action: string, Resource: string) => ({
        Effect: "Allow",
        Principal: { Service: "guardduty.amazonaws.com" },
        Action,
        Resource,
        Condition: { StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": detectorArn } },
    });
    const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
    const owner = {
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
    };

    const { KeyMetadata: key } = await kms.send(new CreateKeyCommand({}));
    const KeyId = key?.KeyId;
    await kms.send(
        new PutKeyPolicyCommand({
            KeyId,
            PolicyName: "default",
            Policy: policy(owner, guardDutyOf("kms:GenerateDataKey", "*")),
        }),
    );
    const LocationConstraint = region as BucketLocationConstraint;
    await s3.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint } }));
    const Policy = policy(
        guardDutyOf("s3:GetBucketLocation", bucketArn),
        guardDutyOf("s3:PutObject", `${bucketArn}/*`),
    );
    await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy }));
    await guardDuty.send(
        new CreatePublishingDestinationCommand({
            DetectorId: detectorId,
            DestinationType: "S3",
            DestinationProperties: { DestinationArn: bucketArn, KmsKeyArn: key?.Arn },
        }),
    );
    return {
        bucket,
        remove: async () => {
            const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
            const Objects = Contents.map(({ Key }) => ({ Key }));
            if (Objects.length > 0) await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
            await s3.send(new DeleteBucketCommand({ Bucket: bucket }));
            await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
        },
    };
}
