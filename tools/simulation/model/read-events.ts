import { EventPatternError, parseEventPattern } from "../../evaluators/event-pattern";
import type { Lookup } from "./read-model";
import { objectsOf, policyOf, regionOf, type Resource, textOf } from "./resource";
import { modelledTypes } from "./resource-types";
import type { EventBus, Policy, Queue, ReadPattern, Role, Rule, StackModel, Target } from "./stack-model";

type EventParts = Pick<StackModel, "buses" | "eventArchives" | "rules" | "roles" | "queues">;

export function readEvents(all: Lookup): EventParts {
    const targets = all(modelledTypes.target);
    return {
        buses: all(modelledTypes.bus).map((bus) => readBus(bus, all(modelledTypes.busPolicy))),
        eventArchives: all(modelledTypes.eventArchive).map((archive) => ({
            resource: archive.resource,
            region: regionOf(archive),
            name: textOf(archive, "name") ?? archive.id,
            busArn: textOf(archive, "eventSourceArn") ?? "",
            pattern: readOptionalPattern(textOf(archive, "eventPattern")),
        })),
        // A rule without a pattern is a schedule, which no event sets off.
        rules: all(modelledTypes.rule)
            .filter((rule) => textOf(rule, "eventPattern") !== undefined)
            .map((rule) => readRule(rule, targets)),
        roles: all(modelledTypes.role).map((role) => readRole(role, all(modelledTypes.rolePolicy))),
        queues: all(modelledTypes.queue).map((queue) => readQueue(queue, all(modelledTypes.queuePolicy))),
    };
}

/** Reads a pattern; one that EventBridge would refuse is a finding of the rehearsal, not the end of it. */
export function readPattern(text: string): ReadPattern {
    try {
        return { pattern: parseEventPattern(text) };
    } catch (error) {
        if (error instanceof EventPatternError) return { refusal: error.message };
        throw error;
    }
}

function readOptionalPattern(text: string | undefined): ReadPattern | undefined {
    return text === undefined ? undefined : readPattern(text);
}

/** A bus is called by name or ARN; the default bus needs no name. */
function busOf(resource: Resource): string {
    return textOf(resource, "eventBusName")?.split("/").at(-1) ?? "default";
}

function readBus(bus: Resource, policies: readonly Resource[]): EventBus {
    const region = regionOf(bus);
    const name = textOf(bus, "name") ?? bus.id;
    const own = policies.find((policy) => regionOf(policy) === region && busOf(policy) === name);
    return {
        resource: bus.resource,
        region,
        name,
        arn: textOf(bus, "arn") ?? "",
        policy: own && policyOf(own, "policy"),
    };
}

function readRule(rule: Resource, targets: readonly Resource[]): Rule {
    const region = regionOf(rule);
    const bus = busOf(rule);
    const name = textOf(rule, "name") ?? rule.id;
    const arn = textOf(rule, "arn") ?? "";
    const isOwn = (target: Resource) =>
        regionOf(target) === region && busOf(target) === bus && textOf(target, "rule") === name;
    return {
        resource: rule.resource,
        region,
        name,
        arn,
        bus,
        enabled: textOf(rule, "state") !== "DISABLED" && rule.properties.isEnabled !== false,
        pattern: readPattern(textOf(rule, "eventPattern") ?? ""),
        targets: targets.filter(isOwn).map((target) => readTarget(target, { name, arn })),
    };
}

function readTarget(target: Resource, rule: Target["rule"]): Target {
    const [{ inputPaths, inputTemplate } = {}] = objectsOf(target, "inputTransformer");
    const [{ arn: deadLetterArn } = {}] = objectsOf(target, "deadLetterConfig");
    return {
        resource: target.resource,
        region: regionOf(target),
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
    const permissions = policies
        .filter((policy) => textOf(policy, "role") === name)
        .map((policy): Policy | undefined => policyOf(policy, "policy"));
    return {
        resource: role.resource,
        name,
        arn: textOf(role, "arn") ?? "",
        trust: policyOf(role, "assumeRolePolicy"),
        permissions: permissions.filter((policy) => policy !== undefined),
    };
}

function readQueue(queue: Resource, policies: readonly Resource[]): Queue {
    const url = textOf(queue, "url") ?? queue.id;
    const own = policies.find((policy) => textOf(policy, "queueUrl") === url);
    return {
        resource: queue.resource,
        region: regionOf(queue),
        name: textOf(queue, "name") ?? "",
        arn: textOf(queue, "arn") ?? "",
        policy: own === undefined ? policyOf(queue, "policy") : policyOf(own, "policy"),
        keyName: textOf(queue, "kmsMasterKeyId"),
    };
}
