import { AlertRules } from "../../components/alert-rules";
import { AlertTopic } from "../../components/alert-topic";
import { DataDiscovery } from "../../components/data-discovery";
import { FindingCounts } from "../../components/finding-counts";
import { FindingsArchive } from "../../components/findings-archive";
import { FindingsBus } from "../../components/findings-bus";
import { FindingsStream } from "../../components/findings-stream";
import { Heartbeats } from "../../components/heartbeats";
import { ThreatDetection } from "../../components/threat-detection";

/** The account under which everything is recorded. */
export const account = { id: "123456789012", partition: "aws" };
export const home = "eu-west-1";

/** What components stand on, made as small as they come. */
export const newDetection = (region = home) =>
    new ThreatDetection(`detection-${region}`, { region, enabled: true, publishEvery: "ONE_HOUR", plans: [] });
export const newDiscovery = (region = home) =>
    new DataDiscovery(`discovery-${region}`, { region, status: "ENABLED", publishEvery: "ONE_HOUR" });
export const newArchive = (detection: ThreatDetection, discovery?: DataDiscovery) =>
    new FindingsArchive("archive", {
        region: home,
        account,
        writers: [{ region: home, optIn: false, detection, macie: discovery !== undefined }],
        retentionDays: 365,
        transitionDays: 90,
        nonCurrentDays: 30,
        keyDeletionDays: 30,
        retain: true,
    });
export const newBus = () => new FindingsBus("bus", { region: home, account, replayDays: 30 });
export const newTopic = () =>
    new AlertTopic("topic", { region: home, account, emails: ["security@example.com"], https: [] });
export const newStream = (bus: FindingsBus, topic: AlertTopic) => {
    const archive = newArchive(newDetection());
    return new FindingsStream("stream", { region: home, account, bus, archive, tells: { onAlarm: topic.topicArn } });
};
export const newHeartbeats = (bus: FindingsBus, topic: AlertTopic, regions = [home]) =>
    new Heartbeats("heartbeats", { region: home, account, bus, regions, tells: { onAlarm: topic.topicArn } });
export const newRules = (bus: FindingsBus, topic: AlertTopic) =>
    new AlertRules("alerts", {
        region: home,
        bus,
        topic,
        minimumSeverity: { guardDuty: "CRITICAL", macie: "HIGH", inspector: "CRITICAL" },
        coverage: ["guardDuty", "inspector"],
        routes: [],
    });
/** For a dashboard. */
export const newCounts = (bus: FindingsBus, rules: AlertRules, mute: readonly string[] = []) =>
    new FindingCounts("counts", { region: home, bus, rules, mute });
