import { grouped } from "../../cli/lists";
import type { Result, Step } from "../../proof/report";
import { type Mark, mailboxKey, marksOf } from "./marks";
import type { Place } from "./place";

/** The way of raw events, from the findings bus to machines: each place, and the line from the bus to the first. */
export interface MachineWay {
    readonly from: Mark;
    readonly rule: Place;
    readonly topic: Place;
    readonly receivers: readonly Place[];
}

/** Undefined where no machine gets them. */
export function machineWay(results: readonly Result[]): MachineWay | undefined {
    // Every service has a rule of its own; the map has one place for them all.
    const own = results.flatMap((result) => (result.kind === "event" ? [{ ...result, source: "alarm" as const }] : []));
    if (own.length === 0) return undefined;
    const markAt = marksOf(own);
    const [from, changed, topic] = [markAt("toRule", "alarm"), markAt("toTopic", "alarm"), markAt("topic")];
    // Nothing makes a message of them, so the line holds unless something does.
    const toTopic: Mark =
        changed.state === "unused" && topic.state !== "unused" ? { state: "passed", broken: [] } : changed;
    const machines = grouped(
        own.flatMap(({ steps }) => steps.filter(isReceived)),
        mailboxKey,
    );
    const receivers = [...machines].map(([key, [{ receiver = "" }]]): Place => {
        const name = receiver.startsWith("arn:") ? (receiver.split(":").at(-1) ?? "") : receiver;
        return {
            key: `machine ${key}`,
            column: "mailbox",
            name,
            note: "machine",
            title: receiver,
            marks: [markAt("toMailbox", key)],
        };
    });
    const lines = receivers.map(({ key, marks = [] }) => ({ to: key, mark: marks[0] ?? topic }));
    return {
        ...{ from, receivers },
        rule: {
            ...{ key: "events", column: "rule", name: "Raw events", note: "for machines" },
            ...{ marks: [from], lines: [{ to: "events topic", mark: toTopic }] },
        },
        topic: {
            key: "events topic",
            column: "topic",
            name: "Events topic",
            note: "own key",
            marks: [topic],
            own: topic,
            lines,
        },
    };
}

function isReceived({ hop, receiver }: Step): boolean {
    return hop === "subscription" && receiver !== undefined;
}
