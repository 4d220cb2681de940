import { count, grouped } from "../../cli/lists";
import { labelOf, type Report, type Result } from "../../proof/report";
import { alertRulesOf, type AlertRule } from "./alert-rules";
import { mailboxKey, type Mark, type MarkAt, marksOf, unused } from "./marks";

/** Where events are on their way, as the map shows it, and which lines lead on from there. */
export interface Place {
    readonly key: string;
    readonly column: "region" | "relay" | "bus" | "replay" | "rule" | "topic" | "mailbox" | "export" | "archive";
    readonly name: string;
    readonly note?: string;
    /** Shown on hovering, and to screen readers. */
    readonly title?: string;
    /** That are drawn as one. */
    readonly regions?: readonly string[];
    /** What makes it look broken, or cannot be judged. */
    readonly marks?: readonly Mark[];
    /** What broke the place itself, whichever way events come. */
    readonly own?: Mark;
    readonly lines?: readonly { readonly to: string; readonly mark: Mark }[];
}

/** Up to so many Regions are drawn one by one. */
const fewRegions = 4;

/** The path of every finding, from the left to the right. */
export function pathOf({ regions, home, results }: Report): readonly Place[] {
    const { ruleOf, rules } = alertRulesOf(results);
    const markAt = marksOf(results, ruleOf);
    const origins = originsOf(regions, markAt);
    const stops = [...rules.map((rule) => rulePlace(rule, markAt)), ...stopsWithoutRule(results, markAt)];
    const mailboxes = mailboxesOf(results, markAt);
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
            lines: mailboxes.map(({ key, marks: [mark] }) => ({ to: key, mark })),
        },
        ...mailboxes,
        { key: "export", column: "export", name: "Export", lines: [{ to: "archive", mark: archive }] },
        { key: "archive", column: "archive", name: "Findings archive", note: "bucket, own key", marks: [archive] },
    ];
}

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

function rulePlace({ key, name, note }: AlertRule, markAt: MarkAt): Stop {
    const [from, to] = [markAt("toRule", key), markAt("toTopic", key)];
    return {
        ...{ key, column: "rule", name, note, title: `Alert rule for ${name}, ${note}`, marks: [from, to], from },
        lines: [{ to: "topic", mark: to }],
    };
}

/** Alarms at home publish to the topic themselves; and what is suppressed goes no further. */
function stopsWithoutRule(results: readonly Result[], markAt: MarkAt): readonly Stop[] {
    const direct = markAt("alarmToTopic");
    const suppressed = results.filter(({ outcome }) => outcome === "suppressed").length;
    const alarms: Stop = {
        ...{ key: "alarms", column: "rule", name: "Alarms", note: "at home, direct", marks: [direct] },
        lines: [{ to: "topic", mark: direct }],
    };
    const none: Stop = {
        key: "suppressed",
        column: "rule",
        name: "Suppressed",
        note: count(suppressed, "event"),
        from: unused,
    };
    return [...(direct.state === "unused" ? [] : [alarms]), ...(suppressed === 0 ? [] : [none])];
}

function mailboxesOf(results: readonly Result[], markAt: MarkAt) {
    const place = (key: string, name: string, title: string) => ({
        ...{ key, column: "mailbox" as const, name, title, note: "mailbox" },
        marks: [markAt("toMailbox", key)] as const,
    });
    const steps = results.flatMap((result) => result.steps).filter(({ hop }) => hop === "subscription");
    if (steps.length === 0) return [place("mailboxes", "Mailboxes", "Nothing came this far.")];
    return [...grouped(steps, mailboxKey)].map(([key, [{ resource, receiver }]]) =>
        place(key, receiver ?? resource.name, labelOf(resource)),
    );
}
