import { EventPatternError, parseEventPattern } from "../../evaluators/event-pattern";
import { listOf } from "../../evaluators/json";
import {
    deadLetterArnIn,
    type Lookup,
    numberOf,
    objectsOf,
    ownOrInline,
    partOf,
    policyOf,
    regionOf,
    type Resource,
    textOf,
} from "./resource";
import { resourceTypes } from "../../recording/resource-types";
import type { ReadPattern } from "./notification-model";
import type { EventArchive, EventBus, Policy, Queue, Role, Rule, StackModel, Target } from "./stack-model";

type EventParts = Pick<StackModel, "buses" | "eventArchives" | "rules" | "roles" | "queues">;

export function readEvents(all: Lookup): EventParts {
    const targets = all(resourceTypes.target);
    return {
        buses: all(resourceTypes.bus).map((bus) => readBus(bus, all(resourceTypes.busPolicy))),
        eventArchives: all(resourceTypes.eventArchive).map(readEventArchive),
        // A rule without a pattern is a schedule, which no event triggers.
        rules: all(resourceTypes.rule)
            .filter((rule) => textOf(rule, "eventPattern") !== undefined)
            .map((rule) => readRule(rule, targets)),
        roles: all(resourceTypes.role).map((role) => readRole(role, all(resourceTypes.rolePolicy))),
        queues: all(resourceTypes.queue).map((queue) => readQueue(queue, all(resourceTypes.queuePolicy))),
    };
}

/** Reads a pattern. One that EventBridge would refuse fails a step of the rehearsal, and does not end it. */
export function readPattern(text: string): ReadPattern {
    try {
        return { pattern: parseEventPattern(text) };
    } catch (error) {
        if (error instanceof EventPatternError) return { refusal: error.problem };
        throw error;
    }
}

/** AWS: EventBridge user guide, "Amazon EventBridge quotas": the event pattern of a rule. The quota can be raised. */
const longestPattern = 2048;

function readRulePattern(text: string): ReadPattern {
    if (text.length <= longestPattern) return readPattern(text);
    return {
        refusal: `it has ${text.length} characters, and ${longestPattern} are allowed unless the quota was raised`,
    };
}

/** A bus is referred to by name or ARN; the default bus needs no name. */
function busOf(resource: Resource): string {
    return textOf(resource, "eventBusName")?.split("/").at(-1) ?? "default";
}

function readBus(bus: Resource, policies: readonly Resource[]): EventBus {
    const name = textOf(bus, "name") ?? bus.id;
    const own = policies.find((policy) => regionOf(policy) === regionOf(bus) && busOf(policy) === name);
    return { ...partOf(bus), name, arn: textOf(bus, "arn") ?? "", policy: own && policyOf(own, "policy") };
}

function readEventArchive(archive: Resource): EventArchive {
    const pattern = textOf(archive, "eventPattern");
    return {
        ...partOf(archive),
        name: textOf(archive, "name") ?? archive.id,
        busArn: textOf(archive, "eventSourceArn") ?? "",
        pattern: pattern === undefined ? undefined : readPattern(pattern),
    };
}

function readRule(rule: Resource, targets: readonly Resource[]): Rule {
    const region = regionOf(rule);
    const bus = busOf(rule);
    const name = textOf(rule, "name") ?? rule.id;
    const arn = textOf(rule, "arn") ?? "";
    const patternText = textOf(rule, "eventPattern") ?? "";
    const isOwn = (target: Resource) =>
        regionOf(target) === region && busOf(target) === bus && textOf(target, "rule") === name;
    return {
        ...partOf(rule),
        name,
        arn,
        bus,
        enabled: textOf(rule, "state") !== "DISABLED" && rule.properties.isEnabled !== false,
        pattern: readRulePattern(patternText),
        patternText,
        targets: targets.filter(isOwn).map((target) => readTarget(target, { name, arn })),
    };
}

function readTarget(target: Resource, rule: Target["rule"]): Target {
    const [{ inputPaths, inputTemplate } = {}] = objectsOf(target, "inputTransformer");
    const [{ arn: deadLetterArn } = {}] = objectsOf(target, "deadLetterConfig");
    return {
        ...partOf(target),
        rule,
        arn: textOf(target, "arn") ?? "",
        roleArn: textOf(target, "roleArn"),
        message:
            typeof inputTemplate === "string"
                ? { transformer: { inputPathsMap: inputPaths as Record<string, string> | undefined, inputTemplate } }
                : { input: textOf(target, "input"), inputPath: textOf(target, "inputPath") },
        deadLetterArn: typeof deadLetterArn === "string" ? deadLetterArn : undefined,
    };
}

function readRole(role: Resource, policies: readonly Resource[]): Role {
    const name = textOf(role, "name") ?? role.id;
    // The one of the role's own name first: it is blamed for what none of them allows.
    const isMain = (policy: Resource) => Number(textOf(policy, "name") === name);
    const own = policies
        .filter((policy) => textOf(policy, "role") === name)
        .sort((one, other) => isMain(other) - isMain(one));
    return {
        resource: role.resource,
        name,
        arn: textOf(role, "arn") ?? "",
        trust: policyOf(role, "assumeRolePolicy"),
        // What a role is mostly for comes first: it is to blame for what none allows.
        permissions: own
            .map((policy) => policyOf(policy, "policy"))
            .filter((policy) => policy !== undefined)
            .sort((one, other) => statementsOf(other) - statementsOf(one)),
        createDate: textOf(role, "createDate"),
    };
}

function statementsOf({ document: { Statement = [] } }: Policy): number {
    return listOf(Statement).length;
}

function readQueue(queue: Resource, policies: readonly Resource[]): Queue {
    const url = textOf(queue, "url") ?? queue.id;
    return {
        ...partOf(queue),
        name: textOf(queue, "name") ?? "",
        arn: textOf(queue, "arn") ?? "",
        policy: ownOrInline(
            policies.find((policy) => textOf(policy, "queueUrl") === url),
            queue,
        ),
        keyName: textOf(queue, "kmsMasterKeyId"),
        visibilityTimeout: numberOf(queue, "visibilityTimeoutSeconds") ?? numberOf(queue, "visibilityTimeout") ?? 30,
        deadLetterArn: deadLetterArnIn(queue),
        maxReceiveCount: Number(/"maxReceiveCount"\s*:\s*"?(\d+)/.exec(textOf(queue, "redrivePolicy") ?? "")?.[1] ?? 0),
    };
}
