import {
    DescribeArchiveCommand,
    DescribeEventBusCommand,
    DescribeRuleCommand,
    ListArchivesCommand,
    ListRuleNamesByTargetCommand,
    ListRulesCommand,
    ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import type { Clients } from "../../aws/clients";
import { itemsOf, pagesOf } from "../../aws/pages";
import { unlessMissing } from "../../aws/permission";
import type { Resource } from "../../simulation/model/resource";
import { camelCased, live } from "./live";

/** The findings bus; none when somebody deleted it. */
export async function readBus({ eventBridge, region }: Clients, name: string): Promise<Resource[]> {
    const bus = await unlessMissing(eventBridge.send(new DescribeEventBusCommand({ Name: name })));
    if (bus === undefined) return [];
    const place = { name, region };
    return [live("bus", place, camelCased(bus)), live("busPolicy", place, { eventBusName: name, policy: bus.Policy })];
}

/** What keeps the events of the bus for replay. */
export async function readEventArchives({ eventBridge, region }: Clients, busArn: string): Promise<Resource[]> {
    const listed = await itemsOf(
        pagesOf((NextToken) => eventBridge.send(new ListArchivesCommand({ EventSourceArn: busArn, NextToken }))),
        ({ Archives }) => Archives,
    );
    return Promise.all(
        listed.map(async ({ ArchiveName: name = "" }) => {
            const archive = await eventBridge.send(new DescribeArchiveCommand({ ArchiveName: name }));
            return live("eventArchive", { name, region }, { ...camelCased(archive), name, eventSourceArn: busArn });
        }),
    );
}

/**
 * The rules of the findings bus, without those that EventBridge itself puts there to feed an archive.
 *
 * AWS: EventBridge user guide, "Archiving and replaying events": they are named `Events-Archive-ARCHIVE` and managed.
 */
export async function readAlertRules(clients: Clients, busName: string): Promise<Resource[]> {
    const names = await ruleNames(clients, { EventBusName: busName });
    return readRules(
        clients,
        names.filter((name) => !name.startsWith("Events-Archive-")),
        busName,
    );
}

/** The rules of a Region's default bus that lead to the findings bus, or should: the relay's has a fixed name. */
export async function readRelayRules(clients: Clients, busArn: string, relayName: string): Promise<Resource[]> {
    const { eventBridge } = clients;
    const leading = await itemsOf(
        pagesOf((NextToken) => eventBridge.send(new ListRuleNamesByTargetCommand({ TargetArn: busArn, NextToken }))),
        ({ RuleNames }) => RuleNames,
    );
    const named = await ruleNames(clients, { NamePrefix: relayName });
    return readRules(clients, [...new Set([...leading, ...named.filter((name) => name === relayName)])]);
}

function ruleNames({ eventBridge }: Clients, which: { EventBusName?: string; NamePrefix?: string }): Promise<string[]> {
    return itemsOf(
        pagesOf((NextToken) => eventBridge.send(new ListRulesCommand({ ...which, NextToken }))),
        ({ Rules = [] }) => Rules.map(({ Name = "" }) => Name),
    );
}

/** @param bus its name; the default bus when there is none */
async function readRules(clients: Clients, names: readonly string[], bus?: string): Promise<Resource[]> {
    return (await Promise.all(names.map((name) => readRule(clients, name, bus)))).flat();
}

async function readRule({ eventBridge, region }: Clients, name: string, bus?: string): Promise<Resource[]> {
    const rule = await unlessMissing(eventBridge.send(new DescribeRuleCommand({ Name: name, EventBusName: bus })));
    if (rule === undefined) return [];
    const targets = await itemsOf(
        pagesOf((NextToken) =>
            eventBridge.send(new ListTargetsByRuleCommand({ Rule: name, EventBusName: bus, NextToken })),
        ),
        ({ Targets }) => Targets,
    );
    const { EventPattern = "null" } = rule;
    return [
        live("rule", { name, region }, { ...camelCased(rule), eventPattern: EventPattern, eventBusName: bus, name }),
        ...targets.map(({ InputTransformer: transformer, ...target }) => {
            // The names in it are the template's own.
            const inputTransformer = transformer && {
                inputPaths: transformer.InputPathsMap,
                inputTemplate: transformer.InputTemplate,
            };
            const properties = { ...camelCased(target), inputTransformer, eventBusName: bus, rule: name };
            return live("target", { name, region }, properties);
        }),
    ];
}
