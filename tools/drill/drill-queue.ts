import { randomBytes } from "node:crypto";
import { CreateQueueCommand, DeleteQueueCommand, GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { unlessMissing } from "../aws/policy-text";
import type { Clients } from "../aws/clients";
import { drillPrefix } from "./drill-prefix";
import { permitted } from "../aws/permission";

/** Tag of the drill's queue: whose drill it is. */
export const stackTag = "VigilDrillStack";

/** Makes a queue that takes messages of the topic, and of nobody else. */
export async function makeQueue({ sqs }: Clients, topicArn: string, stack: string) {
    const [, partition = "", , region = "", account = ""] = topicArn.split(":");
    const name = `${drillPrefix}${stack.replace(/[^\w-]/g, "-").slice(0, 40)}-${randomBytes(6).toString("hex")}`;
    const queueArn = `arn:${partition}:sqs:${region}:${account}:${name}`;
    const { QueueUrl: queueUrl = "" } = await permitted("sqs:CreateQueue", () =>
        sqs.send(
            new CreateQueueCommand({
                QueueName: name,
                Attributes: {
                    Policy: JSON.stringify(queuePolicy(queueArn, topicArn)),
                    SqsManagedSseEnabled: "true",
                    MessageRetentionPeriod: "7200",
                },
                tags: { [stackTag]: stack },
            }),
        ),
    );
    return { queueUrl, queueArn };
}

/** When a queue was made, by AWS's own clock, in milliseconds since 1970. */
export async function creationOf({ sqs }: Clients, queueUrl: string): Promise<number> {
    const { Attributes } = await permitted("sqs:GetQueueAttributes", () =>
        sqs.send(new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["CreatedTimestamp"] })),
    );
    return Math.floor(Number(Attributes?.CreatedTimestamp ?? 0)) * 1000;
}

function queuePolicy(queueArn: string, topicArn: string) {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "TheAlertTopicDelivers",
                Effect: "Allow",
                Principal: { Service: "sns.amazonaws.com" },
                Action: "sqs:SendMessage",
                Resource: queueArn,
                Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
            },
        ],
    };
}

export async function deleteQueue({ sqs }: Clients, url: string): Promise<void> {
    await unlessMissing(permitted("sqs:DeleteQueue", () => sqs.send(new DeleteQueueCommand({ QueueUrl: url }))));
}
