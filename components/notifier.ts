import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Role, RolePolicy } from "@pulumi/aws/iam";
import { EventSourceMapping, Function as LambdaFunction } from "@pulumi/aws/lambda";
import { TopicSubscription } from "@pulumi/aws/sns";
import { Queue, QueuePolicy } from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { notifierPermissions, notifierTrustPolicy } from "../policies/notifier-role";
import { queuePolicy } from "../policies/queue";
import type { AlarmTopics } from "./alarm";
import type { AlertTopic } from "./alert-topic";
import { DeadLetterQueue } from "./dead-letter-queue";
import { MailTopic } from "./mail-topic";
import { keepsName, physicalName } from "./names";
import { watchNotifier } from "./notifier-alarms";
import { notifierCode, type NotifierSettings } from "./notifier-code";
import { NotifierMemory } from "./notifier-memory";
import { tagsOf } from "./tags";

export interface NotifierArgs extends NotifierSettings {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    /** Where the alerts come from. */
    readonly topic: AlertTopic;
    readonly emails: readonly string[];
    /** Of one batch, at most this many alerts get a mail of their own; the others share a digest. */
    readonly mailsPerBatch: number;
    /** Once an hour has had this many mails, there are only digests until it is over. */
    readonly mailsPerHour: number;
    /** IANA time zone of the times in mails, which UTC stands beside. */
    readonly timeZone: string;
}

/** Seconds. Every run waits a second between two mails. */
const timeout = 60;
/** Seconds that alerts are gathered for a batch. */
const window = 10;

/**
 * Turns alerts into mails that people can read, few enough for SNS, which suspends a mailbox that gets more than ten in
 * a second (SNS Developer Guide, "Email notifications"): a queue gathers the alerts, and at most two runs of a function
 * at a time mail the worst of each batch and count the others in a digest, one mail a second.
 */
export class Notifier extends pulumi.ComponentResource {
    public readonly mailTopic: MailTopic;
    public readonly functionName: pulumi.Output<string>;
    public readonly queueUrl: pulumi.Output<string>;
    public readonly queueName: pulumi.Output<string>;
    public readonly deadLetterQueue: DeadLetterQueue;
    /** For alarms about the way to the mailboxes: they reach them without the notifier. */
    public readonly tells: AlarmTopics;

    constructor(name: string, args: NotifierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:Notifier", name, {}, opts);
        const { region, account, topic, emails } = args;
        const tags = tagsOf("Notifier");
        const child = { parent: this };
        const named = keepsName(this);

        const mailTopic = new MailTopic("mail-topic", { region, account, emails }, child);
        const deadLetters = new DeadLetterQueue(
            `${name}-dead-letters`,
            { region, sender: "topic", sourceArns: [topic.topicArn], tags },
            child,
        );
        const queue = new Queue(
            name,
            {
                region,
                name: physicalName("queue", name),
                // What AWS advises for a queue of Lambda's (Lambda Developer Guide, "Using Lambda with Amazon SQS").
                visibilityTimeoutSeconds: 6 * timeout + window,
                messageRetentionSeconds: 14 * 24 * 60 * 60,
                redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 5 }),
                sqsManagedSseEnabled: true,
                tags,
            },
            named,
        );
        const open = new QueuePolicy(
            name,
            {
                region,
                queueUrl: queue.url,
                policy: pulumi
                    .output({ queueArn: queue.arn, sender: "subscription" as const, sourceArns: [topic.topicArn] })
                    .apply(queuePolicy),
            },
            child,
        );
        new TopicSubscription(
            name,
            {
                region,
                topic: topic.topicArn,
                protocol: "sqs",
                endpoint: queue.arn,
                rawMessageDelivery: true,
                redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn }),
            },
            { parent: this, dependsOn: [open, deadLetters] },
        );

        const memory = new NotifierMemory(`${name}-memory`, { region, account }, child);
        const functionName = physicalName("function", name);
        const logs = new LogGroup(
            name,
            // Numbers of alerts and mails, never what they say.
            { region, name: `/aws/lambda/${functionName}`, retentionInDays: 30, tags },
            named,
        );
        const role = new Role(
            name,
            {
                name: physicalName("role", name),
                description: "Lets the notifier take alerts from its queue and publish mails.",
                assumeRolePolicy: notifierTrustPolicy(),
                tags,
            },
            named,
        );
        const permissions = new RolePolicy(
            name,
            {
                name: physicalName("rolePolicy", name),
                role: role.name,
                policy: pulumi
                    .output({
                        region,
                        queueArn: queue.arn,
                        mailTopicArn: mailTopic.topicArn,
                        mailKeyArn: mailTopic.keyArn,
                        memoryBucketArn: memory.bucketArn,
                        memoryKey: memory.key,
                        logGroupArn: logs.arn,
                    })
                    .apply(notifierPermissions),
            },
            named,
        );
        const notifier = new LambdaFunction(
            name,
            {
                region,
                name: functionName,
                description: "Mails alerts, and counts in digests what would be too many mails.",
                role: role.arn,
                runtime: "nodejs24.x",
                architectures: ["arm64"],
                handler: "index.handler",
                code: notifierCode(args),
                memorySize: 512,
                timeout,
                environment: {
                    variables: {
                        MAIL_TOPIC_ARN: mailTopic.topicArn,
                        MEMORY_BUCKET: memory.bucketName,
                        MAILS_PER_BATCH: String(args.mailsPerBatch),
                        MAILS_PER_HOUR: String(args.mailsPerHour),
                        TIME_ZONE: args.timeZone,
                    },
                },
                loggingConfig: { logFormat: "JSON", logGroup: logs.name },
                tags,
            },
            { ...named, dependsOn: [permissions] },
        );
        new EventSourceMapping(
            name,
            {
                region,
                eventSourceArn: queue.arn,
                functionName: notifier.arn,
                batchSize: 1000,
                maximumBatchingWindowInSeconds: window,
                functionResponseTypes: ["ReportBatchItemFailures"],
                // The least there is. Reserved concurrency would fail in a new account, which has too little of it.
                scalingConfig: { maximumConcurrency: 2 },
                tags,
            },
            { parent: this, dependsOn: [permissions] },
        );

        this.mailTopic = mailTopic;
        this.functionName = notifier.name;
        this.queueUrl = queue.url;
        this.queueName = queue.name;
        this.deadLetterQueue = deadLetters;
        this.tells = { onAlarm: mailTopic.topicArn, onOk: topic.topicArn };
        watchNotifier(name, { region, notifier: this, tags }, child);
        this.registerOutputs({ functionName: this.functionName, queueUrl: this.queueUrl });
    }
}

/** Where home's other alarms go: the way of alerts. Mailboxes that stand there are not told when one is over. */
export function alarmTopics(topic: AlertTopic, notifier: Notifier | undefined): AlarmTopics {
    return { onAlarm: topic.topicArn, onOk: notifier && topic.topicArn };
}
