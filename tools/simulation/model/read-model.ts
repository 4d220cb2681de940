import type { Service } from "../../../findings/services";
import { isJsonObject, type JsonObject } from "../../evaluators/json";
import { labelOf } from "../../proof/report";
import type { StackExport } from "../../recording/stack-export";
import { readArchive } from "./read-archive";
import { readDoubts } from "./read-doubts";
import { readEvents, readPattern } from "./read-events";
import { readFunctions } from "./read-functions";
import { isFilter, readFilters } from "./read-filters";
import { readNotifications } from "./read-notifications";
import {
    deadLetterArnIn,
    type Lookup,
    objectsOf,
    ownOrInline,
    partOf,
    type Resource,
    resourceOf,
    textOf,
    textsOf,
} from "./resource";
import { resourceTypes } from "../../recording/resource-types";
import { isKnown } from "./resource-types";
import { whySilent } from "./silence";
import type { Alarm, RunningService, StackModel, Subscription, Topic } from "./stack-model";

/**
 * Reads from a stack everything that findings pass.
 *
 * @throws UserError when a policy is not valid JSON
 */
export function modelOf({ deployment }: StackExport): StackModel {
    return modelFrom(deployment.resources.map(resourceOf).filter((resource) => resource !== undefined));
}

/** Reads the same from resources of any origin. */
export function modelFrom(resources: readonly Resource[]): StackModel {
    const all: Lookup = (type) => resources.filter((resource) => resource.type === type);
    const owner = ownerOf(resources);
    const services = readServices(all, owner.account);
    const unknown = resources.filter(({ type }) => !isKnown(type) && !isFilter(type));
    return {
        ...owner,
        services,
        ...readArchive(all, owner.partition),
        ...readEvents(all),
        topics: readTopics(all),
        ...readFunctions(all),
        alarms: all(resourceTypes.alarm).map(readAlarm),
        filters: readFilters(all),
        userNotifications: readNotifications(all),
        unknown: unknown.map(({ resource }) => labelOf(resource)),
        doubts: readDoubts(resources, services),
    };
}

/** Account and partition of the stack, from any ARN with an account in it. */
function ownerOf(resources: readonly Resource[]): Pick<StackModel, "account" | "partition"> {
    const arns = resources.map((resource) => textOf(resource, "arn")?.split(":") ?? []);
    const [, partition, , , account] = arns.find((parts) => /^\d{12}$/.test(parts[4] ?? "")) ?? [];
    return { account: account ?? "", partition: partition ?? "aws" };
}

const serviceResources = {
    guardDuty: {
        type: resourceTypes.detector,
        off: ({ properties }) => (properties.enable === false ? "suspended (enable: false)" : undefined),
    },
    macie: {
        type: resourceTypes.macie,
        off: ({ properties }) => (properties.status === "PAUSED" ? "paused (status: PAUSED)" : undefined),
    },
    inspector: {
        type: resourceTypes.inspector,
        off: ({ properties: { resourceTypes } }) =>
            Array.isArray(resourceTypes) && resourceTypes.length === 0 ? "configured to scan nothing" : undefined,
    },
} as const satisfies Record<Service, { type: string; off: (resource: Resource) => string | undefined }>;

/** An administrator's enablers of other accounts are not what is on here. */
function isOfAccount({ properties: { accountIds } }: Resource, account: string): boolean {
    return !Array.isArray(accountIds) || accountIds.includes(account);
}

function readServices(all: Lookup, account: string): RunningService[] {
    return (Object.keys(serviceResources) as Service[]).flatMap((service) => {
        const { type, off } = serviceResources[service];
        const own = all(type).filter((one) => isOfAccount(one, account));
        return own.map((one) => ({ ...partOf(one), service, id: one.id, off: off(one) }));
    });
}

function readTopics(all: Lookup): Topic[] {
    const policies = all(resourceTypes.topicPolicy);
    const subscriptions = all(resourceTypes.subscription);
    return all(resourceTypes.topic).map((topic) => {
        const arn = textOf(topic, "arn") ?? topic.id;
        return {
            ...partOf(topic),
            arn,
            policy: ownOrInline(
                policies.find((policy) => textOf(policy, "arn") === arn),
                topic,
            ),
            displayName: textOf(topic, "displayName"),
            keyName: textOf(topic, "kmsMasterKeyId"),
            subscriptions: subscriptions.filter((one) => textOf(one, "topic") === arn).map(readSubscription),
        };
    });
}

function readSubscription(subscription: Resource): Subscription {
    const filterPolicy = textOf(subscription, "filterPolicy");
    const scope = textOf(subscription, "filterPolicyScope") === "MessageBody" ? "MessageBody" : "MessageAttributes";
    return {
        resource: subscription.resource,
        protocol: textOf(subscription, "protocol") ?? "",
        endpoint: textOf(subscription, "endpoint") ?? "",
        pending: subscription.properties.pendingConfirmation === true,
        deadLetterArn: deadLetterArnIn(subscription),
        raw: [true, "true"].includes(subscription.properties.rawMessageDelivery as string | boolean),
        filter: filterPolicy === undefined ? undefined : { scope, policy: readPattern(filterPolicy) },
    };
}

function readAlarm(alarm: Resource): Alarm {
    const { actionsEnabled, threshold, period, evaluationPeriods, datapointsToAlarm } = alarm.properties;
    const actionsIn = (name: string) => (actionsEnabled === false ? [] : textsOf(alarm, name));
    const queries = objectsOf(alarm, "metricQueries");
    // Of an alarm on a calculation, what it counts.
    const counted = queries.map(({ metric }) => metric).find(isJsonObject);
    const counting = counted === undefined ? alarm : { ...alarm, properties: counted };
    const metric = [textOf(counting, "namespace"), textOf(counting, "metricName")].join(" ");
    return {
        ...partOf(alarm),
        name: textOf(alarm, "name") ?? alarm.id,
        arn: textOf(alarm, "arn") ?? "",
        description: textOf(alarm, "alarmDescription") ?? "",
        metric,
        dimensions: (objectsOf(counting, "dimensions")[0] ?? {}) as Record<string, string>,
        silence: whySilent({
            comparisonOperator: textOf(alarm, "comparisonOperator"),
            threshold: Number(threshold),
            statistic: textOf(alarm, "statistic") ?? textOf(alarm, "extendedStatistic"),
            period: Number(period),
            evaluationPeriods: Number(evaluationPeriods),
            datapointsToAlarm: Number(datapointsToAlarm ?? 0) || undefined,
            treatMissingData: textOf(alarm, "treatMissingData"),
            metric,
        }),
        actions: actionsIn("alarmActions"),
        // An account answers with OKActions.
        okActions: [...actionsIn("okActions"), ...actionsIn("oKActions")],
        ...(counted && { calculation: calculationOf(alarm, queries, counted) }),
    };
}

function calculationOf({ properties }: Resource, queries: readonly JsonObject[], { period, stat }: JsonObject) {
    const { comparisonOperator, threshold, evaluationPeriods, treatMissingData } = properties;
    const [formula] = queries.filter(({ returnData }) => returnData === true);
    return {
        ...{ expression: formula?.expression, period, stat, comparisonOperator, threshold, evaluationPeriods },
        // What is not set, which a state has as 0, is all of them.
        ...{ datapointsToAlarm: Number(properties.datapointsToAlarm ?? 0) || evaluationPeriods, treatMissingData },
    };
}
