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
import type { Detection } from "./threat-detection";

/** What the stack has made; what its role in the organization does not have is left out. */
export interface StackParts {
    readonly home: string;
    readonly account: pulumi.Output<Account>;
    readonly watched: readonly { readonly region: string; readonly detection: Detection }[];
    /** @default - the stack keeps nothing */
    readonly kept?: KeptParts | undefined;
    /** @default - the stack tells nobody */
    readonly told?: (Way & { readonly heartbeats: Heartbeats; readonly health: AlertHealth }) | undefined;
    /** @default - there are none */
    readonly targets?: ScanTargets | undefined;
}

interface KeptParts {
    readonly archive: FindingsArchive;
    /** @default - the archive is at home alone */
    readonly replica?: ArchiveReplica | undefined;
    /** @default - there is nothing to ask */
    readonly asked?: FindingQueries | undefined;
    readonly reader: ArchiveReader | false;
}

/** What the stack tells its users and tools, as `pulumi stack output` shows it; `false` stands for what it does not have. */
export function stackOutputs({ home, account, watched, kept, told, targets }: StackParts) {
    return {
        homeRegion: home,
        accountId: account.id,
        namePrefix: namePrefix(),
        detectorIds: Object.fromEntries(watched.map(({ region, detection }) => [region, detection.detectorId])),
        ...(kept && archiveOutputs(kept)),
        ...(told && alertOutputs(told)),
        scanTargets: targets ? { instanceId: targets.instanceId, repositoryUrl: targets.repositoryUrl } : false,
    };
}

function archiveOutputs({ archive, replica, asked, reader }: KeptParts) {
    return {
        findingsBucket: archive.bucketName,
        findingsKeyArn: archive.keyArn,
        queries: asked ? { database: asked.database, table: asked.table, workgroup: asked.workgroup } : false,
        archiveReaderRoleArn: reader && reader.roleArn,
        replicaBucket: replica ? replica.bucketName : false,
    };
}

function alertOutputs({ health, heartbeats, ...way }: NonNullable<StackParts["told"]>) {
    const { bus, topic, notifier, events, rules, stream, relays } = way;
    const flat = (lists: pulumi.Output<string[]>[]) => pulumi.all(lists).apply((all) => all.flat());
    const mailboxes = notifier ? [notifier.mailTopic, ...notifier.routes] : [topic];
    return {
        dashboardUrl: health.dashboardUrl,
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
    };
}
