import { AlertHealth } from "./components/alert-health";
import { AlertRules } from "./components/alert-rules";
import { AlertTopic } from "./components/alert-topic";
import { ArchiveReader } from "./components/archive-reader";
import { ArchiveReplica } from "./components/archive-replica";
import { currentAccount } from "./components/current-account";
import { DataDiscovery } from "./components/data-discovery";
import { EventsTopic } from "./components/events-topic";
import { FindingCounts } from "./components/finding-counts";
import { FindingQueries } from "./components/finding-queries";
import { FindingsArchive } from "./components/findings-archive";
import { FindingsBus } from "./components/findings-bus";
import { FindingsExport } from "./components/findings-export";
import { FindingsStream } from "./components/findings-stream";
import { Heartbeats } from "./components/heartbeats";
import { homeFirst } from "./components/home-first";
import { alarmTopics, Notifier } from "./components/notifier";
import { stackOutputs } from "./components/outputs";
import { RegionalRelay } from "./components/regional-relay";
import { ScanTargets } from "./components/scan-targets";
import { ThreatDetection } from "./components/threat-detection";
import { UserNotifications } from "./components/user-notifications";
import { VulnerabilityScanning } from "./components/vulnerability-scanning";
import { WeeklyMail } from "./components/weekly-mail";
import { readSettings } from "./settings";

const settings = readSettings();
const { home, regions, alerts } = settings;
const account = currentAccount();
const atHome = { region: home, account };

// Detection in every Region first: the archive's policies name the detectors.
const detections = homeFirst(home, regions, ({ region, guardDuty }, after?: ThreatDetection) => {
    return new ThreatDetection(`detection-${region}`, { region, after, ...guardDuty });
});
const discoveries = homeFirst(home, regions, ({ region, macie }, after?: DataDiscovery) => {
    return macie && new DataDiscovery(`discovery-${region}`, { region, after, ...macie });
});
homeFirst(home, regions, ({ region, inspector }, after?: VulnerabilityScanning) => {
    const args = { region, accountId: account.id, after };
    return inspector && new VulnerabilityScanning(`scanning-${region}`, { ...args, ...inspector });
});
const watched = [...detections].map(([settings, detection]) => {
    const { region, optIn } = settings;
    return { region, optIn, detection, discovery: discoveries.get(settings) };
});

// Every finding is kept, in one archive at home.
const archive = new FindingsArchive("findings-archive", { ...atHome, writers: watched, ...settings.archive });
for (const { region, detection, discovery } of watched)
    new FindingsExport(`export-${region}`, { region, detection, discovery, archive });
const replica =
    settings.archive.replica &&
    new ArchiveReplica("archive-replica", { home, account, archive, ...settings.archive, ...settings.archive.replica });

// The archive answers questions, those of its readers for example.
const judged = { ...alerts, mute: alerts.notifier ? alerts.mute : [] };
const asked = settings.archive.queries && new FindingQueries("queries", { ...atHome, archive, ...judged });
const { readers } = settings.archive;
const reader =
    readers.length > 0 &&
    new ArchiveReader("archive-reader", { ...atHome, archive, queries: asked || undefined, readers });

// Every finding comes home, and those that matter become alerts and mails.
const bus = new FindingsBus("findings-bus", { ...atHome, replayDays: settings.replayDays });
const unwritten = alerts.notifier ? [] : alerts.emails;
const topic = new AlertTopic("alert-topic", { ...atHome, https: alerts.https, emails: unwritten });
const notifier = alerts.notifier && new Notifier("notifier", { ...atHome, topic, bus, ...alerts, ...alerts.notifier });
const { keyArn } = topic;
const events = alerts.events && new EventsTopic("events", { ...atHome, keyArn, ...alerts.events });
const takers = { topic, notifier, eventsTopic: events };
const rules = new AlertRules("alerts", { region: home, bus, ...alerts, ...takers });
const tells = alarmTopics(topic, notifier);
const relays = regions.map(({ region }) => {
    return new RegionalRelay(`relay-${region}`, { region, account, bus, tells: region === home ? tells : undefined });
});
const senders = regions.map(({ region }) => region);
const hearts = new Heartbeats("heartbeats", { ...atHome, bus, regions: senders, tells });
const stream = new FindingsStream("findings-stream", { ...atHome, bus, archive, tells });
const way = { region: home, bus, topic, notifier, events, rules, stream, relays, heartbeats: hearts };
const counts = new FindingCounts("finding-counts", { region: home, bus, rules, mute: judged.mute });
const health = new AlertHealth("alert-health", { ...way, counts });
if (alerts.weeklyMail && alerts.notifier && notifier) {
    const { timeZone } = alerts.notifier;
    new WeeklyMail("weekly-mail", { account, ...way, notifier, timeZone, ...alerts.weeklyMail });
}
if (alerts.userNotifications) {
    const where = (on: (region: (typeof regions)[number]) => unknown) => regions.filter(on).map(({ region }) => region);
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
const targets = settings.scanTargets ? new ScanTargets("scan-target", atHome) : undefined;

export = stackOutputs({ ...way, account, watched, archive, replica, asked, reader, health, targets });
