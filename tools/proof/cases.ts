import { defaultRoute } from "./audience";
import { messageFor } from "./alert-check";
import { type Case, casesIn } from "./case";
import { alarmEvent, type WatchingAlarm } from "./events/alarm";
import type { JsonObject } from "../evaluators/json";
import type { Origin } from "./events/event";
import type { Expectations, WatchedRegion } from "./expectations";
import { memberCases } from "./member-cases";
import { serviceCases } from "./service-cases";

type Owner = Omit<Origin, "region">;

/** Everything that a drill sends, and what should become of it. */
export function casesOf(
    expectations: Expectations,
    { account, partition, alarms }: Owner & { readonly alarms: readonly WatchingAlarm[] },
): Case[] {
    const { home, regions } = expectations;
    const casesFrom = ({ region, services }: WatchedRegion) =>
        services.flatMap((service) => serviceCases(service, { account, partition, region }, expectations));
    // Alerts are made, and refused, at home, whichever Region their event is from.
    const nearest = regions.find(({ region }) => region === home) ?? regions[0];
    const near = nearest ? casesFrom(nearest) : [];
    return [
        ...regions.flatMap((watched) => {
            const cases = casesFrom(watched);
            return [...cases, ...refusedByTheBus(cases)];
        }),
        ...refusedByTheTopic([...near, ...regions.flatMap(casesFrom)]),
        ...(expectations.endpoints ? refusedByEndpoints(near) : []),
        ...memberCases({ account, partition }, nearest, expectations),
        ...(expectations.events ? refusedByMachines(near) : []),
        ...(expectations.notifier ? throughTheNotifier(near) : []),
        ...alarmCases({ account, partition }, alarms, expectations),
        ...heartbeatCases(expectations),
        ...(expectations.stream && expectations.replica ? copied(near) : []),
        ...(expectations.stream
            ? [...refusedByTheStream(near), ...notKept({ account, partition }, alarms, expectations)]
            : []),
        ...(expectations.weeklyMail ? [casesIn(home, "schedule")("weekly", "weekly-mail", "weekly mail", {})] : []),
    ];
}

/** What the findings bus refuses must land in the Region's dead-letter queue: one event of a Region proves it. */
function refusedByTheBus(cases: readonly Case[]): Case[] {
    return cases.slice(0, 1).map((one) => refused(one, "relayed", "relay dead letters"));
}

/**
 * What the alert topic refuses must land in the alerts' dead-letter queue: one event of each severity band, and one of
 * lost coverage, prove it for all Regions.
 */
function refusedByTheTopic(cases: readonly Case[]): Case[] {
    return cases
        .filter((one) => isMailed(one) && !["furtherScore", "muted", "routed"].includes(one.kind))
        .filter(isFirstOfItsKind)
        .map((one) => refused(one, "mailed", "alert dead letters"));
}

/** Where routes want what the default does not, they may want it of some Regions only. */
function isFirstOfItsKind({ source, kind, severity }: Case, index: number, all: readonly Case[]): boolean {
    return index === all.findIndex((one) => one.source === source && one.kind === kind && one.severity === severity);
}

/** What endpoints do not take must land in the topic's dead-letter queue: one alert proves it. */
function refusedByEndpoints(cases: readonly Case[]): Case[] {
    return cases
        .filter((one) => isMailed(one) && isOnTopic(one))
        .slice(0, 1)
        .map((one) => refused(one, "posted", "endpoint dead letters"));
}

/** The same of machines. */
function refusedByMachines(cases: readonly Case[]): Case[] {
    const [first] = cases.filter(({ kind, expected }) => kind === "event" && expected === "arrives");
    return first ? [refused(first, "taken", "machine dead letters")] : [];
}

/** What the stream does not take must land in its dead-letter queue, and an alarm must tell of what it cannot write. */
function refusedByTheStream(cases: readonly Case[]): Case[] {
    return cases
        .filter(({ kind }) => kind === "kept")
        .slice(0, 1)
        .flatMap((one) => [refused(one, "taken", "stream dead letters"), refused(one, "written", "unwritten records")]);
}

/** What is in the archive must get to its replica: one object of Firehose's proves it. */
function copied(cases: readonly Case[]): Case[] {
    const [first] = cases.filter(({ kind }) => kind === "kept");
    const about = { destination: "replica", subject: `${first?.subject ?? ""} in the replica` } as const;
    return first ? [{ ...first, ...about, id: `${first.id}/copied` }] : [];
}

/** Neither heartbeats nor alarms are findings. */
function notKept(owner: Owner, alarms: readonly WatchingAlarm[], { home, heartbeats }: Expectations): Case[] {
    const fate = { expected: "suppressed" } as const;
    const [region] = heartbeats;
    const away = alarms.find((alarm) => alarm.region !== home);
    const write = (at: string, source: "schedule" | "alarm", subject: string, event: JsonObject) =>
        casesIn(at, source)("kept", "stream", `${subject} for the findings stream`, event, fate);
    return [
        ...(region === undefined ? [] : [write(region, "schedule", "heartbeat", {})]),
        ...(away === undefined ? [] : [write(away.region, "alarm", "alarm", alarmEvent(owner, away, "ALARM"))]),
    ];
}

/** A thousand alerts at once, and one that the notifier never takes. */
function throughTheNotifier(cases: readonly Case[]): Case[] {
    return cases
        .filter((one) => isMailed(one) && isOnTopic(one))
        .slice(0, 1)
        .flatMap((one) => [
            { ...one, kind: "burst", id: `${one.id}/burst`, subject: `${one.subject}, a thousand at once` },
            refused(one, "taken", "notifier dead letters"),
        ]);
}

function isMailed({ expected, destination }: Case): boolean {
    return expected === "arrives" && destination === "mailboxes";
}

/** Whether it takes the way over the alert topic, and not only that of routes. */
function isOnTopic({ audience }: Case): boolean {
    return audience.includes(defaultRoute);
}

function refused(one: Case, verb: string, destination: Case["destination"]): Case {
    return {
        ...one,
        kind: "undeliverable",
        id: `${one.id}/not-${verb}`,
        subject: `${one.subject} that cannot be ${verb}`,
        expected: "arrives",
        destination,
    };
}

/** The heartbeat of each Region, whose event its schedule has, and a Region without. */
function heartbeatCases({ home, heartbeats }: Expectations): Case[] {
    const silent = casesIn(home, "schedule")("silence", "silence", "silent Region", {});
    const sent = heartbeats.map((region) => casesIn(region, "schedule")("heartbeat", "heartbeat", "heartbeat", {}));
    return sent.length === 0 ? [] : [...sent, silent];
}

/**
 * Every alarm that goes off is mailed, and where there is a notifier also that it is over. Alarms of other Regions travel
 * like findings, and by the rule for them.
 */
function alarmCases(owner: Owner, alarms: readonly WatchingAlarm[], { home, notifier }: Expectations): Case[] {
    const raised = (alarm: WatchingAlarm) => alarmEvent(owner, alarm, "ALARM");
    const away = alarms.filter(({ region }) => region !== home).slice(0, 1);
    return [
        ...alarms.map((alarm) => casesIn(alarm.region, "alarm")("alarm", alarm.name, "alarm", raised(alarm))),
        ...firstOfEachRegion(alarms).map((alarm) => {
            const over = alarmEvent(owner, alarm, "OK");
            const isMailed = alarm.region === home ? notifier !== undefined : messageFor(over) !== undefined;
            const expected = isMailed ? "arrives" : "suppressed";
            const write = casesIn(alarm.region, "alarm");
            return write("alarmOver", `${alarm.name}/over`, "alarm that is over", over, { expected });
        }),
        ...away.map((alarm) => {
            const write = casesIn(alarm.region, "alarm");
            return write("undeliverable", "undeliverable", "undeliverable alarm", raised(alarm));
        }),
    ];
}

function firstOfEachRegion(alarms: readonly WatchingAlarm[]): WatchingAlarm[] {
    return alarms.filter(({ region }, index) => alarms.findIndex((one) => one.region === region) === index);
}
