import type * as pulumi from "@pulumi/pulumi";
import { AlertHealth } from "../components/alert-health";
import { AlertRules } from "../components/alert-rules";
import { AlertTopic } from "../components/alert-topic";
import { EventsTopic } from "../components/events-topic";
import { FindingCounts } from "../components/finding-counts";
import type { FindingsArchive } from "../components/findings-archive";
import { FindingsBus } from "../components/findings-bus";
import { FindingsStream } from "../components/findings-stream";
import { Heartbeats } from "../components/heartbeats";
import { alarmTopics, Notifier } from "../components/notifier";
import { RegionalRelay } from "../components/regional-relay";
import { UserNotifications } from "../components/user-notifications";
import { WeeklyMail } from "../components/weekly-mail";
import type { Account } from "../policies/account";
import type { Settings } from "../settings";
import { mutedTypes } from "./archive";

/** Every finding comes home and into the archive, and those that matter become alerts and mails. */
export function tellOfFindings(
    { home, regions, alerts, replayDays }: Settings,
    account: pulumi.Output<Account>,
    archive: FindingsArchive,
) {
    if (alerts === undefined) return undefined;
    const atHome = { region: home, account };
    const bus = new FindingsBus("findings-bus", { ...atHome, replayDays });
    const unwritten = alerts.notifier ? [] : alerts.emails;
    const topic = new AlertTopic("alert-topic", { ...atHome, https: alerts.https, emails: unwritten });
    const notifier =
        alerts.notifier && new Notifier("notifier", { ...atHome, topic, bus, ...alerts, ...alerts.notifier });
    const { keyArn } = topic;
    const events = alerts.events && new EventsTopic("events", { ...atHome, keyArn, ...alerts.events });
    const takers = { topic, notifier, eventsTopic: events };
    const rules = new AlertRules("alerts", { region: home, bus, ...alerts, ...takers });
    const tells = alarmTopics(topic, notifier);
    const relays = regions.map(({ region }) => {
        return new RegionalRelay(`relay-${region}`, {
            ...{ region, account, bus },
            tells: region === home ? tells : undefined,
        });
    });
    const senders = regions.map(({ region }) => region);
    const heartbeats = new Heartbeats("heartbeats", { ...atHome, bus, regions: senders, tells });
    const stream = new FindingsStream("findings-stream", { ...atHome, bus, archive, tells });
    const way = { region: home, bus, topic, notifier, events, rules, stream, relays, heartbeats };
    const counts = new FindingCounts("finding-counts", { region: home, bus, rules, mute: mutedTypes(alerts) });
    const health = new AlertHealth("alert-health", { ...way, counts });
    if (alerts.weeklyMail && alerts.notifier && notifier) {
        const { timeZone } = alerts.notifier;
        new WeeklyMail("weekly-mail", { account, ...way, notifier, timeZone, ...alerts.weeklyMail });
    }
    if (alerts.userNotifications) {
        const where = (on: (region: (typeof regions)[number]) => unknown) =>
            regions.filter(on).map(({ region }) => region);
        new UserNotifications("user-notifications", {
            home,
            regions: {
                guardDuty: senders,
                macie: where(({ macie }) => macie),
                inspector: where(({ inspector }) => inspector),
            },
            emails: alerts.emails,
        });
    }
    return { ...way, health };
}
