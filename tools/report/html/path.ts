import { grouped } from "../../cli/lists";
import { decisiveStep, type Hop, labelOf, type Report, type Result, type Step, wentWrong } from "../../proof/report";
import { alertRulesOf, type AlertRule } from "./alert-rules";

/** A line between two places on the map. */
export interface Edge {
    /** `unused`: no event came through. */
    readonly state: "passed" | "broken" | "unproven" | "unused";
    /** The steps that broke it, each once. */
    readonly broken: readonly Step[];
}

/** Regions with the same edges, where events start. */
export interface Origin {
    readonly regions: readonly string[];
    readonly toRelay: Edge;
    readonly toBus: Edge;
    readonly toExport: Edge;
}

interface Rule extends AlertRule {
    readonly toRule: Edge;
    readonly toTopic: Edge;
}

interface Mailbox {
    readonly name: string;
    readonly title: string;
    readonly toMailbox: Edge;
}

/** The path of every finding, as the map shows it: which places there are, and which edges between them hold. */
export interface Path {
    readonly origins: readonly Origin[];
    readonly rules: readonly Rule[];
    /** Alarms at home publish to the topic themselves. */
    readonly alarmToTopic: Edge;
    /** Whether the topic takes what comes, whoever publishes it. */
    readonly topic: Edge;
    readonly mailboxes: readonly Mailbox[];
    readonly toReplay: Edge;
    readonly toArchive: Edge;
    /** How many events were suppressed. */
    readonly suppressed: number;
}

export const unused: Edge = { state: "unused", broken: [] };

/** Up to so many Regions are drawn one by one. */
const fewRegions = 4;

export function pathOf({ regions, results }: Report): Path {
    const { ruleOf, rules } = alertRulesOf(results);
    const edgeAt = edgesOf(results, ruleOf);
    const origins = regions.map((region) => ({
        regions: [region],
        toRelay: edgeAt("toRelay", region),
        toBus: edgeAt("toBus", region),
        toExport: edgeAt("toExport", region),
    }));
    return {
        origins: regions.length > fewRegions ? merged(origins) : origins,
        rules: rules.map((rule) => ({
            ...rule,
            toRule: edgeAt("toRule", rule.key),
            toTopic: edgeAt("toTopic", rule.key),
        })),
        alarmToTopic: edgeAt("alarmToTopic"),
        topic: edgeAt("topic"),
        mailboxes: mailboxesOf(results, edgeAt),
        toReplay: edgeAt("toReplay"),
        toArchive: edgeAt("toArchive"),
        suppressed: results.filter(({ outcome }) => outcome === "suppressed").length,
    };
}

/** The edge that each hop decides about. */
const edgeByHop = {
    service: "toRelay",
    "relay rule": "toRelay",
    "relay role": "toBus",
    "findings bus": "toBus",
    "event archive": "toReplay",
    "alert rule": "toRule",
    message: "toTopic",
    "alarm action": "alarmToTopic",
    "topic policy": "topic",
    "alert key": "topic",
    subscription: "toMailbox",
    "publishing destination": "toExport",
    "findings key": "toArchive",
    "bucket policy": "toArchive",
    "dead-letter queue": "toBus",
} as const satisfies Record<Hop, string>;

type EdgeName = (typeof edgeByHop)[Hop];
type EdgeAt = (name: EdgeName, place?: string) => Edge;

/** An event that an alert rule's target refuses goes to the dead-letter queue, and then an alarm publishes to the topic. */
function edgeNameOf(hop: Hop, before: readonly Hop[]): EdgeName {
    const [rule, alarm] = [before.lastIndexOf("alert rule"), before.lastIndexOf("alarm action")];
    if (hop === "dead-letter queue" && rule >= 0) return "toTopic";
    const name = edgeByHop[hop];
    return name === "toTopic" && alarm > rule ? "alarmToTopic" : name;
}

/** Finds an edge by its name and, where there are several of this name, the Region, rule or mailbox that it is of. */
function edgesOf(results: readonly Result[], ruleOf: (result: Result) => string): EdgeAt {
    const marks = results.flatMap((result) => {
        const blamed = wentWrong(result) ? decisiveStep(result) : undefined;
        const hops = result.steps.map(({ hop }) => hop);
        return result.steps.map((step, index) => {
            const name = edgeNameOf(step.hop, hops.slice(0, index));
            return { key: keyOf(name, placeOf(name, step, result.region, ruleOf(result))), step, blamed };
        });
    });
    const byEdge = grouped(marks, ({ key }) => key);
    return (name, place) => {
        const own = byEdge.get(keyOf(name, place)) ?? [];
        const steps = own.filter(({ step, blamed }) => step === blamed).map(({ step }) => step);
        const broken = [
            ...grouped(steps, ({ hop, resource, reason }) => JSON.stringify([hop, resource, reason])).values(),
        ].map(([first]) => first);
        const held = own.some(({ step }) => step.passed) ? "passed" : "unused";
        const blamed = broken.every(({ unproven }) => unproven) ? "unproven" : "broken";
        return { state: broken.length > 0 ? blamed : held, broken };
    };
}

function keyOf(...nameAndPlace: [EdgeName, string?]): string {
    return JSON.stringify(nameAndPlace);
}

function placeOf(name: EdgeName, step: Step, region: string, rule: string): string | undefined {
    switch (name) {
        case "toRelay":
        case "toBus":
        case "toExport":
            return region;
        case "toRule":
        case "toTopic":
            return rule;
        case "toMailbox":
            return mailboxKey(step);
        case "toReplay":
        case "topic":
        case "alarmToTopic":
        case "toArchive":
            return undefined;
    }
}

/** Addresses that are not subscribed share the topic as their resource; two endpoints may share their description. */
function mailboxKey({ resource, receiver }: Step): string {
    return JSON.stringify([resource, receiver]);
}

function mailboxesOf(results: readonly Result[], edgeAt: EdgeAt): readonly Mailbox[] {
    const steps = results.flatMap((result) => result.steps).filter(({ hop }) => hop === "subscription");
    if (steps.length === 0) return [{ name: "Mailboxes", title: "Nothing came this far.", toMailbox: unused }];
    return [...grouped(steps, mailboxKey)].map(([key, [{ resource, receiver }]]) => ({
        name: receiver ?? resource.name,
        title: labelOf(resource),
        toMailbox: edgeAt("toMailbox", key),
    }));
}

/** Makes one origin of all Regions whose edges are in the same states, broken at the same hops. */
function merged(origins: readonly Origin[]): readonly Origin[] {
    const states = ({ toRelay, toBus, toExport }: Origin) =>
        JSON.stringify([toRelay, toBus, toExport].map(({ state, broken }) => [state, broken.map(({ hop }) => hop)]));
    const union = (edges: readonly Edge[]): Edge => ({
        state: edges[0]?.state ?? "unused",
        broken: edges.flatMap(({ broken }) => broken),
    });
    return [...grouped(origins, states).values()].map((group) => ({
        regions: group.flatMap(({ regions }) => regions),
        toRelay: union(group.map(({ toRelay }) => toRelay)),
        toBus: union(group.map(({ toBus }) => toBus)),
        toExport: union(group.map(({ toExport }) => toExport)),
    }));
}
