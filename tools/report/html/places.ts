import { count, grouped } from "../../cli/lists";
import { decisiveStep, type Hop, labelOf, type Report, type Result, type Step, wentWrong } from "../../proof/report";
import { alertRuleOf, alertRulesOf } from "./alert-rules";

/** Where events are on their way, as the map shows it. */
export interface Place extends Mark {
    readonly column: "region" | "home" | "rule" | "topic" | "receiver";
    readonly name: string;
    readonly note?: string;
    /** Shown on hovering. */
    readonly title?: string;
    /** That are shown as one, because they are in the same state. */
    readonly regions?: readonly string[];
}

/** What is known of a place; `unused`: no event came to it. */
interface Mark {
    readonly state: "passed" | "broken" | "unproven" | "unused";
    /** The steps that broke it, each once. */
    readonly broken: readonly Step[];
}

/** Up to so many Regions are shown one by one. */
const fewRegions = 4;

/** The place that each hop is part of, where the way there makes no difference. */
const placeByHop = {
    service: "region",
    schedule: "region",
    "schedule role": "region",
    "relay rule": "region",
    "relay role": "region",
    "publishing destination": "region",
    "dead-letter queue": "region",
    "findings bus": "bus",
    "heartbeat rule": "bus",
    "event archive": "replay",
    "stream rule": "stream",
    "stream role": "stream",
    "findings stream": "stream",
    "delivery role": "stream",
    line: "stream",
    replication: "replica",
    "findings key": "archive",
    "bucket policy": "archive",
    "alert rule": "rule",
    message: "rule",
    "alarm action": "alarms",
    "heartbeat alarm": "alarms",
    "topic policy": "topic",
    "alert key": "topic",
    "notifier queue": "notifier",
    "event source mapping": "notifier",
    "notifier role": "notifier",
    notifier: "notifier",
    "mail topic": "mail topic",
    "mail key": "mail topic",
    subscription: "receiver",
    "receiver permission": "receiver",
    chat: "receiver",
    "notification rule": "receiver",
    "notification channel": "receiver",
} as const satisfies Record<Hop, string>;

/** The path of every finding, from the left to the right. */
export function placesOf({ regions, home, results: all }: Report): readonly Place[] {
    const results = all.filter(({ kind }) => kind !== "notification");
    const withNotifier = results.some(({ steps }) => steps.some(({ hop }) => placeByHop[hop] === "notifier"));
    const steps = results.flatMap((result) => {
        const blamed = wentWrong(result) ? decisiveStep(result) : undefined;
        return result.steps.map((step, index) => {
            return { key: keyOf(result, index, withNotifier), result, step, isBlamed: step === blamed };
        });
    });
    const byKey = grouped(steps, ({ key }) => key);
    const place = (column: Place["column"], key: string, name: string, note: string): Place => {
        return { column, name, note, ...markOf(byKey.get(key) ?? []) };
    };
    const ifUsed = (...[column, key, name, note]: Parameters<typeof place>): Place[] =>
        byKey.has(key) ? [place(column, key, name, note)] : [];

    const receivers = [...grouped(steps.filter(isAtReceiver), ({ key }) => key)].map(
        ([key, [{ step, result }]]): Place => {
            const { hop, receiver = step.resource.name, resource } = step;
            // The name of a queue or function, whose ARN names the Region first.
            const name = receiver.startsWith("arn:") ? (receiver.split(":").at(-1) ?? "") : receiver;
            const note = result.kind === "event" ? "machine" : hop === "chat" ? "chat" : "mailbox";
            return { ...place("receiver", key, name, note), title: name === receiver ? labelOf(resource) : receiver };
        },
    );
    const suppressed = results.filter(({ outcome }) => outcome === "suppressed").length;
    const nobody = place("receiver", "", "Mailboxes", "Nothing came this far.");
    return [
        ...alike(regions.map((region) => regionPlace(region, region === home, byKey.get(`region ${region}`)))),
        place("home", "bus", "Findings bus", "at home"),
        place("home", "replay", "Replay", "event archive"),
        ...ifUsed("home", "stream", "Findings stream", "to the archive"),
        place("home", "archive", "Findings archive", "bucket, own key"),
        ...ifUsed("home", "replica", "Replica", "in another Region"),
        ...alertRulesOf(results).map(({ key, name, note }) =>
            place("rule", `rule ${key}`, name, isForRoutesAlone(key, results) ? `${note}, for routes` : note),
        ),
        ...ifUsed("rule", "rule events", "Raw events", "for machines"),
        ...ifUsed("rule", "alarms", "Alarms", "at home, direct"),
        ...ifUsed("rule", "mail alarms", "Alarms", "about the mails"),
        ...(suppressed > 0 ? [place("rule", "", "Suppressed", count(suppressed, "event"))] : []),
        place("topic", "topic", "Alert topic", "own key"),
        ...ifUsed("topic", "notifier", "Notifier", "queue, function"),
        ...(withNotifier ? [place("topic", "mail topic", "Mail topic", "own key")] : []),
        ...ifUsed("topic", "events topic", "Events topic", "own key"),
        ...(receivers.length > 0 ? receivers : [nobody]),
    ];
}

/** Whether all that a rule matches goes past the alert topic. */
function isForRoutesAlone(rule: string, results: readonly Result[]): boolean {
    const hops = results.filter((result) => alertRuleOf(result).key === rule).flatMap(({ steps }) => steps);
    const has = (wanted: Hop) => hops.some(({ hop }) => hop === wanted);
    return has("notifier queue") && !has("topic policy");
}

/** The place of a step, as far as the steps before and after it tell. */
function keyOf(result: Result, index: number, withNotifier: boolean): string {
    const before = result.steps.slice(0, index).map(({ hop }) => hop);
    const [step, next] = result.steps.slice(index);
    if (step === undefined) return "";
    const { hop, resource, receiver } = step;
    const [rule, alarm] = [before.lastIndexOf("alert rule"), before.lastIndexOf("alarm action")];
    const isBehindNotifier = before.some((one) => one === "notifier" || placeByHop[one] === "mail topic");
    const forMachines = result.kind === "event";
    const ownRule = `rule ${forMachines ? "events" : alertRuleOf(result).key}`;
    switch (placeByHop[hop]) {
        case "region":
            if (hop === "dead-letter queue" && before.some((one) => placeByHop[one] === "notifier")) return "notifier";
            if (hop === "dead-letter queue" && before.includes("stream rule")) return "stream";
            // An event that an alert rule's target refuses goes to the dead-letter queue, too.
            return hop === "dead-letter queue" && rule >= 0 ? ownRule : `region ${result.region}`;
        case "rule":
            return alarm > rule ? "alarms" : ownRule;
        case "alarms":
            return next !== undefined && placeByHop[next.hop] === "mail topic" ? "mail alarms" : "alarms";
        case "topic":
            return forMachines ? "events topic" : "topic";
        case "receiver":
            // The queue of the notifier is no receiver. Addresses that are not subscribed share the topic as their resource.
            return withNotifier && hop === "subscription" && receiver === undefined && !isBehindNotifier
                ? "notifier"
                : `receiver ${JSON.stringify([resource, receiver])}`;
        default:
            return placeByHop[hop];
    }
}

/** Whether a step is the last on its way, or ends there. */
function isAtReceiver({ key, step: { hop, receiver, passed } }: { readonly key: string; readonly step: Step }) {
    return key.startsWith("receiver ") && (hop === "subscription" || receiver !== undefined || !passed);
}

function markOf(steps: readonly { readonly step: Step; readonly isBlamed: boolean }[]): Mark {
    const blamed = steps.filter(({ isBlamed }) => isBlamed).map(({ step }) => step);
    const causes = grouped(blamed, ({ hop, resource, reason }) => JSON.stringify([hop, resource, reason]));
    const broken = [...causes.values()].map(([first]) => first);
    if (broken.length > 0) return { state: broken.every(({ unproven }) => unproven) ? "unproven" : "broken", broken };
    return { state: steps.some(({ step }) => step.passed) ? "passed" : "unused", broken };
}

function regionPlace(region: string, isHome: boolean, steps: Parameters<typeof markOf>[0] = []): Place {
    const note = isHome ? "home Region" : "Region";
    return { column: "region", name: region, note, regions: [region], ...markOf(steps) };
}

/** Regions in the same state as one, once there are many. */
function alike(regions: readonly Place[]): readonly Place[] {
    if (regions.length <= fewRegions) return regions;
    const look = ({ state, broken }: Place) => JSON.stringify([state, broken.map(({ hop }) => hop)]);
    return [...grouped(regions, look).values()].map((group): Place => {
        const [{ state, column }, ...others] = group;
        if (others.length === 0) return group[0];
        const names = group.map(({ name }) => name);
        const broken = group.flatMap((one) => one.broken);
        return { column, name: count(names.length, "Region"), regions: names, state, broken };
    });
}
