import type { WatchedRegion } from "../../proof/expectations";
import type { Part, StackModel } from "../../simulation/model/stack-model";
import type { ClientsIn } from "../../aws/clients";
import { type Outputs, partitionOf } from "../outputs";
import { allPermitted } from "../../aws/permission";
import { readAlarms } from "./alarms";
import { type LiveRule, readAlertRules, readBus, readEventArchives, readRelayRules } from "./event-buses";
import { readRole } from "./roles";
import { type LiveExport, readGuardDutyExports, readMacieExports, readService } from "./services";
import { readBucket, readKey, readQueue } from "./stores";
import { readTopic } from "./topic";

/** What the account really has on the paths of its findings, in the shape that the rehearsal evaluates. */
export interface AccountModel extends StackModel {
    readonly exports: readonly LiveExport[];
    readonly rules: readonly LiveRule[];
}

type Pieces = Partial<{ -readonly [K in keyof AccountModel]: AccountModel[K] }>;

/**
 * Reads the documents that decide about findings as they are in the account right now, whoever wrote them.
 *
 * @throws MissingPermissions with all that may not be read
 */
export async function readAccount(
    clientsIn: ClientsIn,
    outputs: Outputs,
    regions: readonly WatchedRegion[],
): Promise<AccountModel> {
    const { alertTopicArn, findingsBusArn, findingsBucket, findingsKeyArn, deadLetterQueueUrls } = outputs;
    const partition = partitionOf(outputs);
    const home = clientsIn(outputs.homeRegion);
    const busName = findingsBusArn.split("/").at(-1) ?? "";

    const pieces = await allPermitted<Pieces>([
        ...regions.flatMap((region) => regionalPieces(clientsIn, outputs, region)),
        readBus(home, findingsBusArn).then((buses) => ({ buses })),
        readEventArchives(home, findingsBusArn).then((eventArchives) => ({ eventArchives })),
        readAlertRules(home, busName).then((rules) => ({ rules })),
        readTopic(home, alertTopicArn).then((topics) => ({ topics })),
        ...[deadLetterQueueUrls.alerts, deadLetterQueueUrls.endpoints]
            .filter((url) => url !== undefined)
            .map((url) => readQueue(home, url).then((queues) => ({ queues }))),
        readBucket(home, findingsBucket, partition).then((buckets) => ({ buckets })),
        readKey(clientsIn(findingsKeyArn.split(":")[3] ?? home.region), findingsKeyArn).then((key) => ({
            keys: given([key]),
        })),
    ]);
    const found = {
        account: outputs.accountId,
        partition,
        services: pieces.flatMap(({ services = [] }) => services),
        exports: pieces.flatMap(({ exports = [] }) => exports),
        keys: pieces.flatMap(({ keys = [] }) => keys),
        buckets: pieces.flatMap(({ buckets = [] }) => buckets),
        buses: pieces.flatMap(({ buses = [] }) => buses),
        eventArchives: pieces.flatMap(({ eventArchives = [] }) => eventArchives),
        rules: pieces.flatMap(({ rules = [] }) => rules),
        queues: pieces.flatMap(({ queues = [] }) => queues),
        topics: pieces.flatMap(({ topics = [] }) => topics),
        alarms: pieces.flatMap(({ alarms = [] }) => alarms),
        filters: [],
        unknown: [],
        doubts: [],
    };

    // Roles and keys are found by what refers to them.
    const roleArns = found.rules.flatMap(({ targets }) => targets.flatMap(({ roleArn }) => roleArn ?? []));
    const encrypted: (Part & { readonly keyName: string | undefined })[] = [...found.topics, ...found.queues];
    const [roles, keys] = await Promise.all([
        allPermitted([...new Set(roleArns)].map((arn) => readRole(home, arn))),
        allPermitted(
            encrypted.flatMap(({ region, keyName }) =>
                keyName === undefined ? [] : [readKey(clientsIn(region), keyName)],
            ),
        ),
    ]);
    return { ...found, roles: given(roles), keys: [...found.keys, ...given(keys)] };
}

function regionalPieces(
    clientsIn: ClientsIn,
    outputs: Outputs,
    { region, services }: WatchedRegion,
): Promise<Pieces>[] {
    const clients = clientsIn(region);
    const { accountId: account, detectorIds, findingsBusArn, deadLetterQueueUrls, namePrefix, relayRuleName } = outputs;
    const detectorId = detectorIds[region] ?? "";
    const queueUrl = deadLetterQueueUrls.relays[region];
    return [
        ...services.map((service) =>
            readService(clients, service, { account, detectorId }).then((one) => ({ services: [one] })),
        ),
        readGuardDutyExports(clients, detectorId).then((exports) => ({ exports })),
        ...(services.includes("macie")
            ? [readMacieExports(clients, partitionOf(outputs)).then((exports) => ({ exports }))]
            : []),
        readRelayRules(clients, findingsBusArn, relayRuleName).then((rules) => ({ rules })),
        readAlarms(clients, `${namePrefix}-`).then((alarms) => ({ alarms })),
        ...(queueUrl === undefined ? [] : [readQueue(clients, queueUrl).then((queues) => ({ queues }))]),
    ];
}

function given<T>(things: readonly (T | undefined)[]): T[] {
    return things.filter((thing) => thing !== undefined);
}
