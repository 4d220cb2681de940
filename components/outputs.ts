import * as pulumi from "@pulumi/pulumi";
import { eventFolder } from "../findings/stream";
import type { Account } from "../policies/account";
import type { AlertHealth } from "./alert-health";
import type { ArchiveReader } from "./archive-reader";
import type { ArchiveReplica } from "./archive-replica";
import type { Way } from "./dead-letters";
import type { FindingQueries } from "./finding-queries";
import type { FindingsArchive } from "./findings-archive";
import type { Heartbeats } from "./heartbeats";
import { namePrefix } from "./names";
import type { ScanTargets } from "./scan-targets";
import type { ThreatDetection } from "./threat-detection";

export interface StackParts extends Way {
    readonly account: pulumi.Output<Account>;
    readonly watched: readonly { readonly region: string; readonly detection: ThreatDetection }[];
    readonly archive: FindingsArchive;
    /** @default - the archive is at home alone */
    readonly replica?: ArchiveReplica | undefined;
    readonly asked: FindingQueries | false;
    readonly reader: ArchiveReader | false;
    readonly heartbeats: Heartbeats;
    readonly health: AlertHealth;
    /** @default - there are none */
    readonly targets?: ScanTargets | undefined;
}

/** What the stack tells its users and tools, as `pulumi stack output` shows it; `false` stands for what it does not have. */
export function stackOutputs(parts: StackParts) {
    const { account, watched, archive, bus, topic, notifier, events, rules, stream, relays, heartbeats } = parts;
    const { replica, asked, reader, targets } = parts;
    const flat = (lists: pulumi.Output<string[]>[]) => pulumi.all(lists).apply((all) => all.flat());
    const mailboxes = notifier ? [notifier.mailTopic, ...notifier.routes] : [topic];
    return {
        dashboardUrl: parts.health.dashboardUrl,
        homeRegion: parts.region,
        accountId: account.id,
        namePrefix: namePrefix(),
        detectorIds: Object.fromEntries(watched.map(({ region, detection }) => [region, detection.detectorId])),
        findingsBucket: archive.bucketName,
        findingsKeyArn: archive.keyArn,
        queries: asked && { database: asked.database, table: asked.table, workgroup: asked.workgroup },
        archiveReaderRoleArn: reader && reader.roleArn,
        replicaBucket: replica ? replica.bucketName : false,
        findingsBusArn: bus.busArn,
        relayRuleName: bus.relayRuleName,
        findingsStream: { name: stream.deliveryStreamName, ruleName: stream.ruleName, folder: eventFolder },
        alertTopicArn: topic.topicArn,
        eventsTopicArn: events ? events.topicArn : false,
        unconfirmedHttps: flat([topic, ...(events ? [events] : [])].map((one) => one.unconfirmedHttps)),
        unconfirmedEmails: flat(mailboxes.map((one) => one.unconfirmedEmails)),
        routeTopics: Object.fromEntries(
            (notifier?.routes ?? []).map(({ route, topicArns: { mail, chat } }) => [
                route.name,
                { ...(mail && { mailTopicArn: mail }), ...(chat && { chatTopicArn: chat }) },
            ]),
        ),
        notifier: notifier
            ? {
                  mailTopicArn: notifier.mailTopic.topicArn,
                  functionName: notifier.functionName,
                  queueUrl: notifier.queueUrl,
              }
            : false,
        heartbeats: { ruleName: heartbeats.ruleName, alarmName: heartbeats.alarmName },
        deadLetterQueueUrls: {
            alerts: rules.deadLetterQueue.url,
            ...(notifier && { notifier: notifier.deadLetterQueue.url }),
            ...(events && { events: events.deadLetterQueue.url }),
            ...(topic.deadLetterQueue && { endpoints: topic.deadLetterQueue.url }),
            stream: stream.deadLetterQueue.url,
            relays: Object.fromEntries(relays.map(({ region, deadLetterQueue }) => [region, deadLetterQueue.url])),
        },
        scanTargets: targets ? { instanceId: targets.instanceId, repositoryUrl: targets.repositoryUrl } : false,
    };
}
