import { ListWorkGroupsCommand } from "@aws-sdk/client-athena";
import { DescribeAlarmsCommand, ListDashboardsCommand } from "@aws-sdk/client-cloudwatch";
import { ListArchivesCommand, ListEventBusesCommand, ListRulesCommand } from "@aws-sdk/client-eventbridge";
import { ListDeliveryStreamsCommand } from "@aws-sdk/client-firehose";
import { GetDatabasesCommand } from "@aws-sdk/client-glue";
import { ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import { DescribeKeyCommand, ListAliasesCommand, ListKeysCommand } from "@aws-sdk/client-kms";
import { AccessDeniedException, GetMacieSessionCommand } from "@aws-sdk/client-macie2";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { ListTopicsCommand } from "@aws-sdk/client-sns";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { type Clients, clientsIn } from "./clients";
import { scanTypesIn } from "./scan-types";

/**
 * What the services themselves list in the given Regions, sorted, a line each: `region kind name`. Keys that wait for
 * their deletion are gone as far as anybody can tell, and what AWS makes for itself does not count.
 */
export async function accountInventory(regions: readonly string[], account?: string): Promise<string[]> {
    const { s3, iam } = clientsIn(regions[0]!, account);
    const [{ Buckets = [] }, { Roles = [] }, ...listed] = await Promise.all([
        s3.send(new ListBucketsCommand({})),
        iam.send(new ListRolesCommand({})),
        ...regions.map((region) => regionInventory(region, account)),
    ]);
    const roles = Roles.filter(({ Path }) => !Path!.startsWith("/aws-service-role/"));
    return [
        ...listed.flat(),
        ...Buckets.map(({ Name }) => `bucket ${Name!}`),
        ...roles.map(({ RoleName }) => `role ${RoleName!}`),
    ].sort();
}

async function regionInventory(region: string, account?: string): Promise<string[]> {
    const clients = clientsIn(region, account);
    const { athena, cloudWatch, eventBridge, firehose, glue, guardDuty, kms, sns, sqs } = clients;
    const [detectors, macie, scanned, keys, aliases, buses, archives, queues, topics, alarms, dashboards] =
        await Promise.all([
            guardDuty.send(new ListDetectorsCommand({})),
            macieStatus(clients),
            scanTypesIn(region, account),
            keysInUse(clients),
            kms.send(new ListAliasesCommand({})),
            eventBridge.send(new ListEventBusesCommand({})),
            eventBridge.send(new ListArchivesCommand({})),
            sqs.send(new ListQueuesCommand({})),
            sns.send(new ListTopicsCommand({})),
            cloudWatch.send(new DescribeAlarmsCommand({})),
            cloudWatch.send(new ListDashboardsCommand({})),
        ]);
    const [streams, databases, workGroups] = await Promise.all([
        firehose.send(new ListDeliveryStreamsCommand({})),
        glue.send(new GetDatabasesCommand({})),
        athena.send(new ListWorkGroupsCommand({})),
    ]);
    const busNames = (buses.EventBuses ?? []).map(({ Name }) => Name!);
    const rules = await Promise.all(
        busNames.map((EventBusName) => eventBridge.send(new ListRulesCommand({ EventBusName }))),
    );
    const names: Readonly<Record<string, readonly (string | undefined)[]>> = {
        detector: detectors.DetectorIds ?? [],
        macie,
        scanning: scanned,
        key: keys,
        alias: (aliases.Aliases ?? [])
            .map(({ AliasName }) => AliasName)
            .filter((name) => name?.startsWith("alias/aws/") === false),
        // Every Region has a default bus.
        bus: busNames.filter((name) => name !== "default"),
        archive: (archives.Archives ?? []).map(({ ArchiveName }) => ArchiveName),
        rule: rules.flatMap(({ Rules = [] }) => Rules.map(({ Name }) => Name)),
        queue: queues.QueueUrls ?? [],
        topic: (topics.Topics ?? []).map(({ TopicArn }) => TopicArn),
        alarm: (alarms.MetricAlarms ?? []).map(({ AlarmName }) => AlarmName),
        stream: streams.DeliveryStreamNames ?? [],
        database: (databases.DatabaseList ?? []).map(({ Name }) => Name),
        // Every Region has a primary one.
        workgroup: (workGroups.WorkGroups ?? []).map(({ Name }) => Name).filter((name) => name !== "primary"),
        dashboard: (dashboards.DashboardEntries ?? []).map(({ DashboardName }) => DashboardName),
    };
    return Object.entries(names).flatMap(([kind, ofKind]) => ofKind.map((name) => `${region} ${kind} ${name!}`));
}

/** Macie refuses to speak at all where it is off. */
async function macieStatus({ macie }: Clients): Promise<string[]> {
    try {
        const { status } = await macie.send(new GetMacieSessionCommand({}));
        return status === undefined ? [] : [status];
    } catch (error) {
        if (error instanceof AccessDeniedException) return [];
        throw error;
    }
}

async function keysInUse({ kms }: Clients): Promise<string[]> {
    const { Keys = [] } = await kms.send(new ListKeysCommand({}));
    const described = await Promise.all(Keys.map(({ KeyId }) => kms.send(new DescribeKeyCommand({ KeyId }))));
    return described
        .map(({ KeyMetadata }) => KeyMetadata!)
        .filter(({ KeyManager, KeyState }) => KeyManager === "CUSTOMER" && KeyState !== "PendingDeletion")
        .map(({ KeyId }) => KeyId!);
}
