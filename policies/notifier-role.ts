import type { PolicyDocument } from "@pulumi/aws/iam";
import { policyOf, trustPolicy } from "./statements";

/**
 * Trust policy of the notifier's role. Lambda assumes it for any function of the account that is given it; who may give
 * it away is decided by `iam:PassRole`. Lambda documents no condition keys for this call.
 */
export function notifierTrustPolicy(): PolicyDocument {
    return trustPolicy("LambdaAssumesTheRole", "lambda.amazonaws.com");
}

export interface NotifierFacts {
    readonly region: string;
    readonly queueArn: string;
    /** For mails and for chat. */
    readonly topicArns: readonly string[];
    readonly mailKeyArn: string;
    readonly memoryBucketArn: string;
    /** Key of the one object in the memory bucket. */
    readonly memoryKey: string;
    readonly logGroupArn: string;
}

/**
 * All that the notifier may do: take alerts from its queue, publish mails and chat messages, remember what it has mailed, and log. The
 * event source mapping polls the queue under this role, too (Lambda Developer Guide, "Using Lambda with Amazon SQS").
 */
export function notifierPermissions(facts: NotifierFacts): PolicyDocument {
    return policyOf(
        {
            Sid: "TakeAlerts",
            Effect: "Allow",
            Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
            Resource: facts.queueArn,
        },
        { Sid: "PublishMails", Effect: "Allow", Action: "sns:Publish", Resource: [...facts.topicArns] },
        {
            Sid: "EncryptMails",
            Effect: "Allow",
            Action: ["kms:GenerateDataKey", "kms:Decrypt"],
            Resource: facts.mailKeyArn,
            Condition: { StringEquals: { "kms:ViaService": `sns.${facts.region}.amazonaws.com` } },
        },
        {
            Sid: "ReadAndWriteTheMemory",
            Effect: "Allow",
            Action: ["s3:GetObject", "s3:PutObject"],
            Resource: `${facts.memoryBucketArn}/${facts.memoryKey}`,
        },
        {
            // Without it, S3 answers "access denied" instead of "no such key" before the first write.
            Sid: "SeeWhetherThereIsAMemory",
            Effect: "Allow",
            Action: "s3:ListBucket",
            Resource: facts.memoryBucketArn,
        },
        {
            // The group exists already; without logs:CreateLogGroup no late run brings it back after a destroy.
            Sid: "Log",
            Effect: "Allow",
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: `${facts.logGroupArn}:*`,
        },
    );
}
