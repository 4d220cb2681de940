import { labelOf, type Result, type Report } from "../../proof/report";
import { grouped } from "../../cli/lists";
import { ruleNames, type RuleName } from "./rules";
import { edgesOf, edgeKey, type Edge } from "./edges";

/** Regions that fare alike, from where events start. */
export interface Origin {
    readonly regions: readonly string[];
    readonly toRelay: Edge;
    readonly toBus: Edge;
    readonly toExport: Edge;
}

/** An alert rule. */
export interface Rule extends RuleName {
    readonly fromBus: Edge;
    readonly toTopic: Edge;
}

export interface Mailbox {
    readonly name: string;
    readonly title: string;
    readonly fromTopic: Edge;
}

/** The map of the way as a whole: who stands where, and which stretch holds. */
export interface Way {
    readonly origins: readonly Origin[];
    readonly rules: readonly Rule[];
    /** Alarms tell the topic themselves. */
    readonly alarms: Edge;
    readonly mailboxes: readonly Mailbox[];
    readonly toReplay: Edge;
    readonly toArchive: Edge;
    /** How many events were suppressed. */
    readonly suppressed: number;
}

/** Up to so many regions, each is drawn on its own. */
const fewRegions = 4;

export function wayOf({ regions, results }: Report): Way {
    const { ruleOf, rules } = ruleNames(results);
    const edgeOf = edgesOf(results, ruleOf);
    const origins = regions.map((region) => ({
        regions: [region],
        toRelay: edgeOf(edgeKey.toRelay(region)),
        toBus: edgeOf(edgeKey.toBus(region)),
        toExport: edgeOf(edgeKey.toExport(region)),
    }));
    return {
        origins: regions.length > fewRegions ? alike(origins) : origins,
        rules: rules.map((rule) => ({
            ...rule,
            fromBus: edgeOf(edgeKey.toRule(rule.key)),
            toTopic: edgeOf(edgeKey.toTopic(rule.key)),
        })),
        alarms: edgeOf(edgeKey.alarmToTopic),
        mailboxes: mailboxes(results, edgeOf),
        toReplay: edgeOf(edgeKey.toReplay),
        toArchive: edgeOf(edgeKey.toArchive),
        suppressed: results.filter(({ outcome }) => outcome === "suppressed").length,
    };
}

/** Regions with the same edges good and bad make one. */
function alike(origins: readonly Origin[]): readonly Origin[] {
    const fates = ({ toRelay, toBus, toExport }: Origin) => [toRelay, toBus, toExport].map(fate).join();
    return [...grouped(origins, fates).values()].map((group) => ({
        regions: group.flatMap(({ regions }) => regions),
        toRelay: joined(group.map(({ toRelay }) => toRelay)),
        toBus: joined(group.map(({ toBus }) => toBus)),
        toExport: joined(group.map(({ toExport }) => toExport)),
    }));
}

function fate({ state, broken }: Edge): string {
    return [state, ...broken.map(({ hop }) => hop)].join();
}

function joined(edges: readonly Edge[]): Edge {
    return { state: edges[0]?.state ?? "unused", broken: edges.flatMap(({ broken }) => broken) };
}

/** A subscription is named after its topic, and then the endpoint. */
function mailboxes(results: readonly Result[], edgeOf: (key: string) => Edge): readonly Mailbox[] {
    const steps = results.flatMap((result) => result.steps);
    const topic = steps.find(({ hop }) => hop === "topic policy")?.resource.name ?? "";
    const subscriptions = grouped(
        steps.filter(({ hop }) => hop === "subscription"),
        ({ resource }) => labelOf(resource),
    );
    if (subscriptions.size === 0)
        return [{ name: "Mailboxes", title: "Nothing came this far.", fromTopic: { state: "unused", broken: [] } }];
    return [...subscriptions].map(([label, [{ resource }]]) => ({
        name: resource.name.replace(`${topic}-`, ""),
        title: label,
        fromTopic: edgeOf(edgeKey.toMailbox(resource.name)),
    }));
}
