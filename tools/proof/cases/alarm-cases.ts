import type { WatchingAlarm } from "../cloud";
import { alarmEvent, type Origin } from "../events";
import type { Case } from "./case";
import { casesIn, suppressed } from "./regional-case";

/** Every alarm that goes off is heard, one that is over is not; alarms of other Regions travel like findings. */
export function alarmCases(owner: Omit<Origin, "region">, alarms: readonly WatchingAlarm[], home: string): Case[] {
    const raised = alarms.map((alarm) =>
        casesIn(alarm.region, "alarm")("alarm", alarm.name, "alarm", alarmEvent(owner, alarm, "ALARM")),
    );
    const over = firstOfEachRegion(alarms).map((alarm) =>
        casesIn(alarm.region, "alarm")(
            "alarmOver",
            `${alarm.name}/over`,
            "alarm that is over",
            alarmEvent(owner, alarm, "OK"),
            suppressed,
        ),
    );
    const refused = alarms
        .filter(({ region }) => region !== home)
        .slice(0, 1)
        .map((alarm) =>
            casesIn(alarm.region, "alarm")(
                "undeliverable",
                "undeliverable",
                "undeliverable alarm",
                alarmEvent(owner, alarm, "ALARM"),
                {
                    destination: "alert dead letters",
                },
            ),
        );
    return [...raised, ...over, ...refused];
}

function firstOfEachRegion(alarms: readonly WatchingAlarm[]): WatchingAlarm[] {
    return [...new Map([...alarms].reverse().map((alarm) => [alarm.region, alarm])).values()].reverse();
}
