import {
    DescribeArchiveCommand,
    DescribeEventBusCommand,
    DescribeRuleCommand,
    ListArchivesCommand,
    ListRuleNamesByTargetCommand,
    ListRulesCommand,
    ListTargetsByRuleCommand,
    type Target as LiveTarget,
} from "@aws-sdk/client-eventbridge";
import { readPattern } from "../../simulation/model/read-events";
import type { EventArchive, EventBus, Rule, Target } from "../../simulation/model/stack-model";
import type { Clients } from "../../aws/clients";
import { itemsOf, pagesOf } from "../../aws/pages";
import { permitted, unlessMissing } from "../../aws/permission";
import { policyIn } from "./policy-text";

/** The findings bus; none when somebody deleted it. */
export async function readBus({ eventBridge, region }: Clients, busArn: string): Promise<EventBus[]> {
    const name = busArn.split("/").at(-1) ?? "";
    const bus = await unlessMissing(
        permitted("events:DescribeEventBus", () => eventBridge.send(new DescribeEventBusCommand({ Name: name }))),
    );
    if (bus === undefined) return [];
    return [
        {
            resource: { type: "event bus", name },
            region,
            name,
            arn: bus.Arn ?? busArn,
            policy: policyIn(bus.Policy, { type: "bus policy", name }),
        },
    ];
}

/** What keeps the events of the bus for replay. */
export async function readEventArchives({ eventBridge, region }: Clients, busArn: string): Promise<EventArchive[]> {
    const listed = await permitted("events:ListArchives", () =>
        itemsOf(
            pagesOf((NextToken) => eventBridge.send(new ListArchivesCommand({ EventSourceArn: busArn, NextToken }))),
            ({ Archives }) => Archives,
        ),
    );
    return Promise.all(
        listed.map(async ({ ArchiveName: name = "" }) => {
            const { EventPattern } = await permitted("events:DescribeArchive", () =>
                eventBridge.send(new DescribeArchiveCommand({ ArchiveName: name })),
            );
            const pattern = EventPattern === undefined || EventPattern === "" ? undefined : readPattern(EventPattern);
            return { resource: { type: "event archive", name }, region, name, busArn, pattern };
        }),
    );
}

/** A rule with its pattern as it is written, for AWS itself to judge. */
export interface LiveRule extends Rule {
    readonly patternText: string;
}

/**
 * The rules of the findings bus, without those that EventBridge itself puts there to feed an archive.
 *
 * AWS: EventBridge user guide, "Archiving and replaying events": they are named `Events-Archive-ARCHIVE` and managed.
 */
export async function readAlertRules(clients: Clients, busName: string): Promise<LiveRule[]> {
    const names = await ruleNames(clients, { EventBusName: busName });
    return readRules(
        clients,
        names.filter((name) => !name.startsWith("Events-Archive-")),
        busName,
    );
}

/** The rules of a Region's default bus that lead to the findings bus, or should: the relay's has a fixed name. */
export async function readRelayRules(clients: Clients, busArn: string, relayName: string): Promise<LiveRule[]> {
    const { eventBridge } = clients;
    const leading = await permitted("events:ListRuleNamesByTarget", () =>
        itemsOf(
            pagesOf((NextToken) =>
                eventBridge.send(new ListRuleNamesByTargetCommand({ TargetArn: busArn, NextToken })),
            ),
            ({ RuleNames }) => RuleNames,
        ),
    );
    const named = await ruleNames(clients, { NamePrefix: relayName });
    return readRules(clients, [...new Set([...leading, ...named.filter((name) => name === relayName)])], "default");
}

function ruleNames({ eventBridge }: Clients, which: { EventBusName?: string; NamePrefix?: string }): Promise<string[]> {
    return permitted("events:ListRules", () =>
        itemsOf(
            pagesOf((NextToken) => eventBridge.send(new ListRulesCommand({ ...which, NextToken }))),
            ({ Rules = [] }) => Rules.map(({ Name = "" }) => Name),
        ),
    );
}

async function readRules(clients: Clients, names: readonly string[], bus: string): Promise<LiveRule[]> {
    const rules = await Promise.all(names.map((name) => unlessMissing(readRule(clients, name, bus))));
    return rules.filter((rule) => rule !== undefined);
}

async function readRule({ eventBridge, region }: Clients, name: string, bus: string): Promise<LiveRule> {
    const place = bus === "default" ? {} : { EventBusName: bus };
    const rule = await permitted("events:DescribeRule", () =>
        eventBridge.send(new DescribeRuleCommand({ Name: name, ...place })),
    );
    const targets = await permitted("events:ListTargetsByRule", () =>
        itemsOf(
            pagesOf((NextToken) => eventBridge.send(new ListTargetsByRuleCommand({ Rule: name, ...place, NextToken }))),
            ({ Targets }) => Targets,
        ),
    );
    const arn = rule.Arn ?? "";
    return {
        resource: { type: "rule", name },
        region,
        name,
        arn,
        bus,
        enabled: rule.State !== "DISABLED",
        pattern: readPattern(rule.EventPattern ?? "null"),
        patternText: rule.EventPattern ?? "null",
        targets: targets.map((target) => targetOf(target, { name, arn, region })),
    };
}

function targetOf(target: LiveTarget, { name, arn, region }: Pick<Rule, "name" | "arn" | "region">): Target {
    const { InputTransformer: transformer } = target;
    return {
        resource: { type: "target of rule", name },
        region,
        rule: { name, arn },
        arn: target.Arn ?? "",
        roleArn: target.RoleArn,
        message:
            transformer === undefined
                ? { input: target.Input, inputPath: target.InputPath }
                : {
                      transformer: {
                          inputPathsMap: transformer.InputPathsMap,
                          inputTemplate: transformer.InputTemplate ?? "",
                      },
                  },
        deadLetterArn: target.DeadLetterConfig?.Arn,
    };
}
