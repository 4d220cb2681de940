import { count, grouped } from "../../cli/lists";
import { labelOf, type Report, type Result, type Step } from "../../proof/report";
import { alertRuleOf, alertRulesOf, type AlertRule } from "./alert-rules";
import { machineWay } from "./machines";
import { hasNotifier, isBehindNotifier, mailboxKey, type Mark, type MarkAt, marksOf, unused } from "./marks";
import type { Place } from "./place";

/** Up to so many Regions are drawn one by one. */
const fewRegions = 4;

/** The path of every finding, from the left to the right. */
export function pathOf({ regions, home, results: all }: Report): readonly Place[] {
    const machines = machineWay(all);
    const results = all.filter(({ kind }) => kind !== "event" && kind !== "notification");
    const markAt = marksOf(results);
    const origins = originsOf(regions, markAt);
    const stops = [
        ...alertRulesOf(results).map((rule) => rulePlace(rule, markAt, targetOf(rule, results))),
        ...(machines ? [{ ...machines.rule, from: machines.from }] : []),
        ...stopsWithoutRule(results, markAt),
    ];
    const receivers = receiversOf(results, markAt);
    const linesFrom: LinesFrom = (topic) =>
        receivers.filter((one) => one.topic === topic).map(({ key, marks: [mark] }) => ({ to: key, mark }));
    const notifier = notifierPlaces(results, markAt, linesFrom);
    const [topic, replay, archive] = [markAt("topic"), markAt("toReplay"), markAt("toArchive")];
    return [
        ...origins.map((origin) => originPlace(origin, home)),
        ...origins.map(({ regions: from, toBus }) => ({
            ...{ key: relayKey(from), column: "relay" as const, name: "Relay", regions: from },
            lines: [{ to: "bus", mark: toBus }],
        })),
        {
            ...{ key: "bus", column: "bus", name: "Findings bus", note: "at home" },
            lines: [
                { to: "replay", mark: replay },
                ...stops.flatMap(({ key, from }) => (from ? [{ to: key, mark: from }] : [])),
            ],
        },
        { key: "replay", column: "replay", name: "Replay", note: "event archive", marks: [replay] },
        ...stops,
        {
            ...{ key: "topic", column: "topic", name: "Alert topic", note: "own key", marks: [topic], own: topic },
            lines: [
                ...notifier.slice(0, 1).map(({ key }) => ({ to: key, mark: markAt("toNotifier") })),
                ...linesFrom("topic"),
            ],
        },
        ...notifier,
        ...(machines ? [machines.topic] : []),
        ...receivers,
        ...(machines?.receivers ?? []),
        { key: "export", column: "export", name: "Export", lines: [{ to: "archive", mark: archive }] },
        { key: "archive", column: "archive", name: "Findings archive", note: "bucket, own key", marks: [archive] },
    ];
}

type LinesFrom = (topic: "topic" | "mail topic") => NonNullable<Place["lines"]>;

/** Regions with the same marks, where events start. */
interface Origin {
    readonly regions: readonly string[];
    readonly toRelay: Mark;
    readonly toBus: Mark;
    readonly toExport: Mark;
}

function originsOf(regions: readonly string[], markAt: MarkAt): readonly Origin[] {
    const single = regions.map((region) => ({
        regions: [region],
        toRelay: markAt("toRelay", region),
        toBus: markAt("toBus", region),
        toExport: markAt("toExport", region),
    }));
    if (regions.length <= fewRegions) return single;
    const looks = ({ toRelay, toBus, toExport }: Origin) =>
        JSON.stringify([toRelay, toBus, toExport].map(({ state, broken }) => [state, broken.map(({ hop }) => hop)]));
    return [...grouped(single, looks).values()].map((group) => {
        const union = (marks: readonly Mark[]) => ({
            ...(marks[0] ?? unused),
            broken: marks.flatMap(({ broken }) => broken),
        });
        return {
            regions: group.flatMap((origin) => origin.regions),
            toRelay: union(group.map(({ toRelay }) => toRelay)),
            toBus: union(group.map(({ toBus }) => toBus)),
            toExport: union(group.map(({ toExport }) => toExport)),
        };
    });
}

function originPlace({ regions, toRelay, toBus, toExport }: Origin, home: string): Place {
    const [first = ""] = regions;
    const names =
        regions.length === 1
            ? { name: first, note: first === home ? "home Region" : "Region" }
            : { name: count(regions.length, "Region"), title: regions.join(", ") };
    return {
        ...{ key: `from ${first}`, column: "region", ...names, regions, marks: [toRelay, toBus, toExport] },
        lines: [
            { to: "export", mark: toExport },
            { to: relayKey(regions), mark: toRelay },
        ],
    };
}

function relayKey([first = ""]: readonly string[]): string {
    return `relay of ${first}`;
}

/** What stands between bus and topic. */
type Stop = Place & { readonly from?: Mark };

/** What only routes are told of goes past the alert topic. */
function targetOf({ key }: AlertRule, results: readonly Result[]): "topic" | "notifier" {
    const hops = results.filter((result) => alertRuleOf(result).key === key).flatMap(({ steps }) => steps);
    const has = (wanted: Step["hop"]) => hops.some(({ hop }) => hop === wanted);
    return has("notifier queue") && !has("topic policy") ? "notifier" : "topic";
}

function rulePlace({ key, name, note }: AlertRule, markAt: MarkAt, to: "topic" | "notifier"): Stop {
    const [from, mark] = [markAt("toRule", key), markAt("toTopic", key)];
    return {
        ...{ key, column: "rule", name, note, title: `Alert rule for ${name}, ${note}`, marks: [from, mark], from },
        lines: [{ to, mark }],
    };
}

/** Alarms at home publish to a topic themselves; and what is suppressed goes no further. */
function stopsWithoutRule(results: readonly Result[], markAt: MarkAt): readonly Stop[] {
    const alarms = (key: string, to: string, note: string, mark: Mark): readonly Stop[] =>
        mark.state === "unused"
            ? []
            : [{ key, column: "rule", name: "Alarms", note, marks: [mark], lines: [{ to, mark }] }];
    const suppressed = results.filter(({ outcome }) => outcome === "suppressed").length;
    const none: Stop = {
        ...{ key: "suppressed", column: "rule", name: "Suppressed", note: count(suppressed, "event"), from: unused },
    };
    return [
        ...alarms("alarms", "topic", "at home, direct", markAt("alarmToTopic")),
        ...alarms("mail alarms", "mail topic", "about the mails", markAt("alarmToMail")),
        ...(suppressed === 0 ? [] : [none]),
    ];
}

/** Whoever is subscribed to a topic: with a notifier, mailboxes are to the mail topic. */
function receiversOf(results: readonly Result[], markAt: MarkAt) {
    const place = (key: string, name: string, title: string, topic: "topic" | "mail topic") => ({
        ...{ key, column: "mailbox" as const, name, title, note: "mailbox", topic },
        marks: [markAt("toMailbox", key)] as const,
    });
    const withNotifier = hasNotifier(results);
    const found = results.flatMap(({ steps }) =>
        steps.flatMap((step, index) => {
            const isBehind = isBehindNotifier(steps.slice(0, index));
            const isReceiver = step.receiver !== undefined || isBehind || !withNotifier;
            return isReceiver && isLast(step) ? [{ step, isBehind }] : [];
        }),
    );
    if (found.length === 0)
        return [place("mailboxes", "Mailboxes", "Nothing came this far.", withNotifier ? "mail topic" : "topic")];
    return [...grouped(found, ({ step }) => mailboxKey(step))].map(([key, [{ step, isBehind }]]) => ({
        ...place(key, step.receiver ?? step.resource.name, labelOf(step.resource), isBehind ? "mail topic" : "topic"),
        ...(step.hop === "chat" && { note: "chat" }),
    }));
}

function isLast({ hop, receiver }: Step): boolean {
    return hop === "subscription" || (hop === "chat" && receiver !== undefined);
}

/** What makes mails of alerts, if there is such a thing. */
function notifierPlaces(results: readonly Result[], markAt: MarkAt, linesFrom: LinesFrom): readonly Place[] {
    if (!hasNotifier(results)) return [];
    const [notifier, mail] = [markAt("notifier"), markAt("mail")];
    const onTheWay: Mark = mail.state === "unused" ? unused : { state: "passed", broken: [] };
    return [
        {
            ...{ key: "notifier", column: "topic", name: "Notifier", note: "queue, function" },
            ...{ marks: [notifier], own: notifier, lines: [{ to: "mail topic", mark: onTheWay }] },
        },
        {
            ...{ key: "mail topic", column: "topic", name: "Mail topic", note: "own key" },
            ...{ marks: [mail], own: mail, lines: linesFrom("mail topic") },
        },
    ];
}
