import type { Journey, Report } from "../../proof/report";
import { grouped } from "../../cli/grouped";
import { ruleNames, type RuleName } from "./rules";
import { legsOf, stretch, type Leg } from "./stretches";

/** Regions that fare alike, from where events start. */
export interface Origin {
    readonly regions: readonly string[];
    readonly toRelay: Leg;
    readonly toBus: Leg;
    readonly toExport: Leg;
}

/** An alert rule. */
export interface Rule extends RuleName {
    readonly fromBus: Leg;
    readonly toTopic: Leg;
}

export interface Mailbox {
    readonly name: string;
    readonly title: string;
    readonly fromTopic: Leg;
}

/** The map of the way as a whole: who stands where, and which stretch holds. */
export interface Way {
    readonly origins: readonly Origin[];
    readonly rules: readonly Rule[];
    /** Alarms tell the topic themselves. */
    readonly alarms: Leg;
    readonly mailboxes: readonly Mailbox[];
    readonly toReplay: Leg;
    readonly toArchive: Leg;
    /** How many events were kept quiet. */
    readonly quiet: number;
}

/** Up to so many regions, each is drawn on its own. */
const fewRegions = 4;

export function wayOf({ regions, journeys }: Report): Way {
    const { ruleOf, rules } = ruleNames(journeys);
    const legOf = legsOf(journeys, ruleOf);
    const origins = regions.map((region) => ({
        regions: [region],
        toRelay: legOf(stretch.toRelay(region)),
        toBus: legOf(stretch.toBus(region)),
        toExport: legOf(stretch.toExport(region)),
    }));
    return {
        origins: regions.length > fewRegions ? alike(origins) : origins,
        rules: rules.map((rule) => ({
            ...rule,
            fromBus: legOf(stretch.toRule(rule.key)),
            toTopic: legOf(stretch.toTopic(rule.key)),
        })),
        alarms: legOf(stretch.alarmToTopic),
        mailboxes: mailboxes(journeys, legOf),
        toReplay: legOf(stretch.toReplay),
        toArchive: legOf(stretch.toArchive),
        quiet: journeys.filter(({ outcome }) => outcome === "quiet").length,
    };
}

/** Regions with the same legs good and bad make one. */
function alike(origins: readonly Origin[]): readonly Origin[] {
    const fates = ({ toRelay, toBus, toExport }: Origin) => [toRelay, toBus, toExport].map(fate).join();
    return [...grouped(origins, fates).values()].map((group) => ({
        regions: group.flatMap(({ regions }) => regions),
        toRelay: joined(group.map(({ toRelay }) => toRelay)),
        toBus: joined(group.map(({ toBus }) => toBus)),
        toExport: joined(group.map(({ toExport }) => toExport)),
    }));
}

function fate({ state, broken }: Leg): string {
    return [state, ...broken.map(({ hop }) => hop)].join();
}

function joined(legs: readonly Leg[]): Leg {
    return { state: legs[0]?.state ?? "unused", broken: legs.flatMap(({ broken }) => broken) };
}

/** A subscription is named after its topic, and then the endpoint. */
function mailboxes(journeys: readonly Journey[], legOf: (key: string) => Leg): readonly Mailbox[] {
    const steps = journeys.flatMap((journey) => journey.steps);
    const topic =
        steps
            .find(({ hop }) => hop === "topic policy")
            ?.resource.split(" ")
            .at(-1) ?? "";
    const subscriptions = grouped(
        steps.filter(({ hop }) => hop === "subscription"),
        ({ resource }) => resource,
    );
    if (subscriptions.size === 0)
        return [{ name: "Mailboxes", title: "Nothing came this far.", fromTopic: { state: "unused", broken: [] } }];
    return [...subscriptions.keys()].map((resource) => ({
        name: (resource.split(" ").at(-1) ?? resource).replace(`${topic}-`, ""),
        title: resource,
        fromTopic: legOf(stretch.toMailbox(resource)),
    }));
}
