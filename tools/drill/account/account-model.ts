import { paginateDescribeAlarms } from "@aws-sdk/client-cloudwatch";
import type { Clients, ClientsIn } from "../../aws/clients";
import { itemsOf } from "../../aws/pages";
import { allPermitted } from "../../aws/permission";
import { resourceTypes } from "../../recording/resource-types";
import type { WatchedRegion } from "../../proof/expectations";
import { modelFrom } from "../../simulation/model/read-model";
import type { Resource } from "../../simulation/model/resource";
import type { StackModel } from "../../simulation/model/stack-model";
import { type Outputs, partitionOf } from "../../recording/outputs";
import { topicsOf } from "../topics";
import { readAlertRules, readBus, readEventArchives, readRelayRules } from "./event-buses";
import { readFunction } from "./functions";
import { camelCased, live, textIn } from "./live";
import { readRole } from "./roles";
import { readService } from "./services";
import { readBucket, readKey, readQueue } from "./stores";
import { readTopic } from "./topic";

/**
 * Reads what the account really has on the paths of its findings, in the model that the rehearsal evaluates: the documents
 * as they are right now, whoever wrote them.
 *
 * @throws MissingPermissions with all that may not be read
 */
export async function readAccount(
    clientsIn: ClientsIn,
    outputs: Outputs,
    regions: readonly WatchedRegion[],
): Promise<StackModel> {
    const { accountId: account, notifier, findingsBusArn, findingsBucket, findingsKeyArn } = outputs;
    const { alerts, endpoints, events, notifier: unmailed } = outputs.deadLetterQueueUrls;
    const partition = partitionOf(outputs);
    const home = clientsIn(outputs.homeRegion);
    const busName = findingsBusArn.split("/").at(-1) ?? "";

    const found = await allPermitted([
        ...regions.flatMap((region) => regionalParts(clientsIn, outputs, region)),
        readBus(home, busName),
        readEventArchives(home, findingsBusArn),
        readAlertRules(home, busName),
        ...topicsOf(outputs).map((arn) => readTopic(home, arn)),
        ...[alerts, endpoints, events, unmailed].map((url) => readQueue(home, url)),
        ...(notifier ? [readQueue(home, notifier.queueUrl), readFunction(home, notifier.functionName)] : []),
        readBucket(home, findingsBucket, partition),
        readKey(clientsIn(findingsKeyArn.split(":")[3] ?? home.region), findingsKeyArn),
    ]);

    // Roles and keys are found by what refers to them.
    const { rules, topics, queues } = modelFrom(found.flat());
    const functions = found.flat().filter(({ type }) => type === resourceTypes.function);
    const roleArns = new Set([
        ...rules.flatMap(({ targets }) => targets.flatMap(({ roleArn }) => roleArn ?? [])),
        ...functions.map(({ properties }) => textIn(properties, "role")),
    ]);
    const referred = await allPermitted([
        ...[...roleArns].map((arn) => readRole(home, arn)),
        ...[...topics, ...queues].map(({ region, keyName }) => readKey(clientsIn(region), keyName)),
    ]);
    return { ...modelFrom([...found, ...referred].flat()), account, partition };
}

function regionalParts(
    clientsIn: ClientsIn,
    { accountId: account, detectorIds, findingsBusArn, deadLetterQueueUrls, namePrefix, relayRuleName }: Outputs,
    { region, services }: WatchedRegion,
): Promise<Resource[]>[] {
    const clients = clientsIn(region);
    const place = { account, detectorId: detectorIds[region] ?? "" };
    return [
        ...services.map((service) => readService(clients, service, place)),
        readRelayRules(clients, findingsBusArn, relayRuleName),
        readAlarms(clients, `${namePrefix}-`),
        readQueue(clients, deadLetterQueueUrls.relays[region]),
    ];
}

/** The stack's alarms of a Region, by the beginning of their names. */
async function readAlarms({ cloudWatch: client, region }: Clients, prefix: string): Promise<Resource[]> {
    const alarms = await itemsOf(
        paginateDescribeAlarms({ client }, { AlarmNamePrefix: prefix, AlarmTypes: ["MetricAlarm"] }),
        ({ MetricAlarms }) => MetricAlarms,
    );
    return alarms.map(({ AlarmName: name = "", AlarmArn: arn, Dimensions = [], ...alarm }) => {
        const dimensions = Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value]));
        return live("alarm", { name, region }, { ...camelCased(alarm), name, arn, dimensions });
    });
}
