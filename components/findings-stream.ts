import { EventRule, LogGroup, LogStream } from "@pulumi/aws/cloudwatch";
import { FirehoseDeliveryStream } from "@pulumi/aws/kinesis";
import * as pulumi from "@pulumi/pulumi";
import { archivedPattern } from "../findings/patterns";
import { eventFolder } from "../findings/stream";
import type { Account } from "../policies/account";
import {
    deliveryPermissions,
    deliveryTrustPolicy,
    streamRulePermissions,
    streamRuleTrustPolicy,
} from "../policies/findings-stream";
import { type AlarmTopics, alarmWhenAbove, alarmWhenBelow } from "./alarm";
import type { DeadLetterQueue } from "./dead-letter-queue";
import { deliver } from "./delivery";
import type { FindingsArchive } from "./findings-archive";
import type { FindingsBus } from "./findings-bus";
import { dataFreshness, putSuccess } from "./metrics";
import { keepsName, physicalName } from "./names";
import { serviceRole } from "./service-role";
import { tagsOf } from "./tags";

export interface FindingsStreamArgs {
    /** The home Region, where bus and archive are, too. */
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    readonly bus: FindingsBus;
    readonly archive: FindingsArchive;
    /** Topics at home for the alarms. */
    readonly tells: AlarmTopics;
}

/** What Firehose cannot process goes there, out of sight of those who read findings. */
const errorFolder = "findings-errors/";

/** Seconds. Firehose writes every five minutes, and gives up after 24 hours. */
const longestWait = 3600;

/**
 * Every finding into the archive, whatever its service, severity and state, and the news of lost coverage: a rule on the
 * findings bus, and a stream that writes what the rule matches to the bucket, compressed, one event a line.
 */
export class FindingsStream extends pulumi.ComponentResource {
    public readonly deliveryStreamName: pulumi.Output<string>;
    public readonly ruleName: pulumi.Output<string>;
    /** Has what the stream did not take. What it took and could not write, Firehose keeps for 24 hours. */
    public readonly deadLetterQueue: DeadLetterQueue;

    constructor(name: string, args: FindingsStreamArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:FindingsStream", name, {}, opts);
        const { region, bus, archive, tells } = args;
        const account = pulumi.output(args.account);
        const tags = tagsOf("FindingsStream");
        const child = { parent: this };
        const named = keepsName(this);

        const streamName = physicalName("deliveryStream", name);
        const logs = new LogGroup(
            name,
            // Why an object could not be written, never what is in it.
            { region, name: `/aws/kinesisfirehose/${streamName}`, retentionInDays: 30, tags },
            named,
        );
        // Firehose makes neither by itself.
        const logStream = new LogStream(name, { region, logGroupName: logs.name, name: streamName }, named);
        const delivery = serviceRole(
            `${name}-delivery`,
            {
                description: "Lets Firehose write findings to the findings archive.",
                trust: account.apply(deliveryTrustPolicy),
                permissions: pulumi
                    .output({
                        region,
                        bucketArn: archive.bucketArn,
                        folders: [eventFolder, errorFolder],
                        keyArn: archive.keyArn,
                        logGroupArn: logs.arn,
                    })
                    .apply(deliveryPermissions),
                tags,
            },
            this,
        );
        const stream = new FirehoseDeliveryStream(
            name,
            {
                region,
                name: streamName,
                destination: "extended_s3",
                extendedS3Configuration: {
                    bucketArn: archive.bucketArn,
                    roleArn: delivery.role.arn,
                    prefix: `${eventFolder}dt=!{timestamp:yyyy/MM/dd}/`,
                    errorOutputPrefix: `${errorFolder}!{firehose:error-output-type}/dt=!{timestamp:yyyy/MM/dd}/`,
                    bufferingInterval: 300,
                    bufferingSize: 5,
                    compressionFormat: "GZIP",
                    kmsKeyArn: archive.keyArn,
                    processingConfiguration: {
                        enabled: true,
                        processors: [
                            {
                                // Firehose puts nothing between two records, and readers take a line for one event. The
                                // delimiter is a backslash and an n.
                                type: "AppendDelimiterToRecord",
                                parameters: [{ parameterName: "Delimiter", parameterValue: "\\n" }],
                            },
                        ],
                    },
                    cloudwatchLoggingOptions: {
                        enabled: true,
                        logGroupName: logs.name,
                        logStreamName: logStream.name,
                    },
                },
                tags,
            },
            { ...named, dependsOn: [delivery.permissions, archive] },
        );

        const rule = new EventRule(
            name,
            {
                region,
                name: physicalName("rule", name),
                eventBusName: bus.busName,
                description: "Has every finding and lost coverage kept in the findings archive.",
                eventPattern: JSON.stringify(archivedPattern),
                tags,
            },
            named,
        );
        const putting = serviceRole(
            name,
            {
                description: "Lets the rule of the findings stream put findings into it.",
                trust: pulumi.all([account, rule.arn]).apply(([known, arn]) => streamRuleTrustPolicy(known, arn)),
                permissions: stream.arn.apply(streamRulePermissions),
                tags,
            },
            this,
        );
        const queue = deliver(
            name,
            {
                region,
                rule,
                busName: bus.busName,
                targetArn: stream.arn,
                roleArn: putting.role.arn,
                after: [putting.permissions, stream],
                says: {
                    refused: "The findings stream refused findings, which the archive lacks.",
                    gaveUp: "Findings did not get into the findings stream; they went to its dead-letter queue.",
                    waiting: "Findings that the archive lacks wait in the dead-letter queue of the findings stream.",
                },
                tells,
                tags,
            },
            this,
        );
        const watched = { region, tells, tags };
        alarmWhenBelow(
            `${name}-failed-puts`,
            {
                ...watched,
                description: "Firehose could not write findings to the archive; it tries for 24 hours.",
                metric: putSuccess(stream.name),
                threshold: 1,
            },
            child,
        );
        alarmWhenAbove(
            `${name}-freshness`,
            {
                ...watched,
                description: "Findings have waited for an hour to be written to the archive; after 24 they are lost.",
                metric: dataFreshness(stream.name),
                threshold: longestWait,
            },
            child,
        );

        this.deliveryStreamName = stream.name;
        this.ruleName = rule.name;
        this.deadLetterQueue = queue;
        this.registerOutputs({ deliveryStreamName: this.deliveryStreamName, deadLetterQueueUrl: queue.url });
    }
}
