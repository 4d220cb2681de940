import { LogGroup } from "@pulumi/aws/cloudwatch";
import { EventSourceMapping, Function as LambdaFunction } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { mailRoutes, type NotifierSettings, type Route } from "../findings/routes";
import { bandsBelow, type Thresholds } from "../findings/severity";
import type { Account } from "../policies/account";
import { notifierPermissions, notifierTrustPolicy } from "../policies/notifier-role";
import type { AlarmTopics } from "./alarm";
import type { AlertTopic } from "./alert-topic";
import { ChatChannels } from "./chat-channels";
import type { DeadLetterQueue } from "./dead-letter-queue";
import type { FindingsBus } from "./findings-bus";
import { MailTopic } from "./mail-topic";
import { keepsName, physicalName } from "./names";
import { watchNotifier } from "./notifier-alarms";
import { notifierCode } from "./notifier-code";
import { NotifierMemory } from "./notifier-memory";
import { notifierQueue } from "./notifier-queue";
import { mediaOf, type RouteReceivers, RouteTopics } from "./route-topics";
import { serviceRole } from "./service-role";
import { tagsOf } from "./tags";

export interface NotifierArgs extends Omit<NotifierSettings, "routes"> {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    /** Where the alerts come from. */
    readonly topic: AlertTopic;
    /** Where the alerts come from that only routes want. */
    readonly bus: FindingsBus;
    readonly minimumSeverity: Thresholds;
    readonly emails: readonly string[];
    /** Who is told beside these mailboxes, each of what is its own. */
    readonly routes: readonly (RouteReceivers & Route)[];
    /** Of one batch, at most this many alerts get a mail of their own; the others share a digest. */
    readonly mailsPerBatch: number;
    /** Once an hour has had this many mails, there are only digests until it is over. */
    readonly mailsPerHour: number;
    /** IANA time zone of the times in mails, which UTC stands beside. */
    readonly timeZone: string;
}

/** Seconds that alerts are gathered for a batch. */
const window = 10;

/**
 * Turns alerts into mails that people can read, few enough for SNS, which suspends a mailbox that gets more than ten in
 * a second (SNS Developer Guide, "Email notifications"): a queue gathers the alerts, and at most two runs of a function
 * at a time mail the worst of each batch and count the others in a digest, one mail a second.
 */
export class Notifier extends pulumi.ComponentResource {
    public readonly mailTopic: MailTopic;
    public readonly routes: readonly RouteTopics[];
    public readonly functionName: pulumi.Output<string>;
    public readonly functionArn: pulumi.Output<string>;
    public readonly roleName: pulumi.Output<string>;
    public readonly queueArn: pulumi.Output<string>;
    public readonly queueUrl: pulumi.Output<string>;
    public readonly queueName: pulumi.Output<string>;
    public readonly deadLetterQueue: DeadLetterQueue;
    /** For alarms about the way to the mailboxes: they reach them without the notifier. */
    public readonly tells: AlarmTopics;

    constructor(name: string, args: NotifierArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:Notifier", name, {}, opts);
        const { region, account, topic, bus, emails } = args;
        const tags = tagsOf("Notifier");
        const child = { parent: this };
        const named = keepsName(this);

        const mailTopic = new MailTopic("mail-topic", { region, account, emails }, child);
        const alerts = { onAlarm: topic.topicArn, onOk: topic.topicArn };
        const routes = args.routes.map((route) => {
            const { keyArn } = mailTopic;
            return new RouteTopics(`route-${route.name}`, { region, account, route, keyArn, tells: alerts }, child);
        });
        const channels = routes.flatMap(({ topicArns: { chat } }) => chat ?? []);
        if (channels.length > 0) new ChatChannels("chat", { account, routes }, child);
        const routeTopics = Object.fromEntries(routes.map(({ route, topicArns }) => [route.name, topicArns]));

        // A run publishes once a second, to each topic at most this often; twice that leaves time for all else.
        const topics = args.routes.reduce((sum, route) => sum + mediaOf(route), 1);
        const timeout = Math.max(60, 2 * topics * (args.mailsPerBatch + 1));
        const others = args.routes.map((route) => route.minimumSeverity);
        const rules = bandsBelow(args.minimumSeverity, others).length > 0 ? bus.ruleArns : undefined;
        const { queue, deadLetters } = notifierQueue(
            name,
            { region, topicArn: topic.topicArn, rules, timeout, window, tags },
            this,
        );
        const memory = new NotifierMemory(`${name}-memory`, { region, account }, child);
        const functionName = physicalName("function", name);
        const logs = new LogGroup(
            name,
            // Numbers of alerts and mails, never what they say.
            { region, name: `/aws/lambda/${functionName}`, retentionInDays: 30, tags },
            named,
        );
        const { role, permissions } = serviceRole(
            name,
            {
                description: "Lets the notifier take alerts from its queue and publish mails.",
                trust: notifierTrustPolicy(),
                permissions: pulumi
                    .output({
                        region,
                        queueArn: queue.arn,
                        topicArns: [mailTopic.topicArn, ...routes.flatMap((route) => Object.values(route.topicArns))],
                        mailKeyArn: mailTopic.keyArn,
                        memoryBucketArn: memory.bucketArn,
                        memoryKey: memory.key,
                        logGroupArn: logs.arn,
                    })
                    .apply(notifierPermissions),
                tags,
            },
            this,
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
                code: notifierCode({ ...args, routes: mailRoutes(args) }),
                memorySize: 512,
                timeout,
                environment: {
                    variables: {
                        MAIL_TOPIC_ARN: mailTopic.topicArn,
                        ...(routes.length > 0 && { ROUTE_TOPICS: pulumi.jsonStringify(routeTopics) }),
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
        this.routes = routes;
        this.functionName = notifier.name;
        this.functionArn = notifier.arn;
        this.roleName = role.name;
        this.queueArn = queue.arn;
        this.queueUrl = queue.url;
        this.queueName = queue.name;
        this.deadLetterQueue = deadLetters;
        this.tells = { onAlarm: mailTopic.topicArn, onOk: topic.topicArn };
        watchNotifier(name, { region, notifier: this, timeout, tags }, child);
        this.registerOutputs({ functionName: this.functionName, queueUrl: this.queueUrl });
    }
}

/** Where home's other alarms go: the way of alerts. Mailboxes that stand there are not told when one is over. */
export function alarmTopics(topic: AlertTopic, notifier: Notifier | undefined): AlarmTopics {
    return { onAlarm: topic.topicArn, onOk: notifier && topic.topicArn };
}
