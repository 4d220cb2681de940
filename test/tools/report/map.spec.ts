import assert from "node:assert/strict";
import { mapOf } from "../../../tools/report/html/map";
import { wayOf } from "../../../tools/report/html/way";
import type { Journey } from "../../../tools/proof/report";
import { leaked, lostAt, reportOf } from "./reports";

const regions = (count: number) => Array.from({ length: count }, (_, index) => `eu-test-${index + 1}`);

describe("the map", () => {
    it("shows the whole way", () => {
        const names = [
            ...mapOf(reportOf(["eu-west-1", "us-east-1"])).text.matchAll(/class="(?:name|note)"[^>]*>([^<]*)/g),
        ];
        assert.deepEqual(
            names.map(([, name]) => name),
            [
                ...["eu-west-1", "home region", "us-east-1", "region", "Relay", "Relay"],
                ...["Findings bus", "at home", "Replay", "event archive"],
                ...["GuardDuty", "HIGH findings", "GuardDuty", "CRITICAL findings", "Macie", "HIGH findings"],
                ...["Inspector", "CRITICAL findings", "Lost coverage", "alert rule", "Alarms", "of other regions"],
                ...["Kept quiet", "20 events", "Alert topic", "own key", "security@example.com", "mailbox"],
                ...["Export", "Findings archive", "bucket, own key"],
            ],
        );
    });

    it("is whole where nothing is lost", () => {
        const map = mapOf(reportOf(["eu-west-1", "us-east-1"])).text;
        assert.equal(map.match(/class="leg broken"/g), null);
        assert.equal(map.match(/class="leg unused"/g)?.length, 1, "only the line to what is kept quiet");
    });

    it("names the broken hop in words, with the reason", () => {
        const report = reportOf(["eu-west-1", "us-east-1"], (journey) =>
            journey.id === "us-east-1/macie/HIGH" ? lostAt(journey, "topic policy", "No <statement>.") : undefined,
        );
        const map = mapOf(report).text;
        assert.deepEqual(map.match(/✘ [^<]*/g), ["✘ topic policy"]);
        assert.match(map, /<title>aws:sns\/topicPolicy:TopicPolicy alert-topic: No &#60;statement&#62;\.<\/title>/);
        assert.equal(map.match(/class="place broken"/g)?.length, 1);
        assert.ok(map.lastIndexOf('class="leg passed"') < map.indexOf('class="leg broken"'), "broken lines are on top");
    });

    it("has regions that fare alike in one place, once there are many", () => {
        const report = reportOf(regions(17), (journey) =>
            journey.id === "eu-test-5/macie/HIGH" ? lostAt(journey, "relay rule", "It is disabled.") : undefined,
        );
        const { origins } = wayOf(report);
        assert.deepEqual(
            origins.map(({ regions: names, toRelay }) => [names.length, toRelay.state]),
            [
                [16, "passed"],
                [1, "broken"],
            ],
        );
        assert.match(
            mapOf(report).text,
            />16 regions<[^]*class="note home"[^>]*>eu-test-1<[^]*class="note "[^>]*>eu-test-17</,
        );
        assert.equal(wayOf(reportOf(regions(4))).origins.length, 4);
    });

    it("breaks the stretch that a hop belongs to, and no other", () => {
        const brokenBy = (id: string, hop: Parameters<typeof lostAt>[1]) => {
            const way = wayOf(
                reportOf(["eu-west-1"], (journey) => (journey.id === id ? lostAt(journey, hop, "") : undefined)),
            );
            const legs = { ...way.origins[0], ...way.rules[0], ...way.mailboxes[0], ...way };
            return Object.entries(legs).flatMap(([name, leg]) =>
                hasState(leg) && leg.state === "broken" ? [name] : [],
            );
        };
        const alert = "eu-west-1/guardDuty/HIGH";
        assert.deepEqual(brokenBy(alert, "relay rule"), ["toRelay"]);
        assert.deepEqual(brokenBy(alert, "relay role"), ["toBus"]);
        assert.deepEqual(brokenBy(alert, "findings bus"), ["toBus"]);
        assert.deepEqual(brokenBy(alert, "event archive"), ["toReplay"]);
        assert.deepEqual(brokenBy(alert, "alert rule"), ["fromBus"]);
        assert.deepEqual(brokenBy(alert, "message"), ["toTopic"]);
        assert.deepEqual(brokenBy(alert, "topic policy"), ["toTopic"]);
        assert.deepEqual(brokenBy(alert, "alert key"), ["toTopic"]);
        assert.deepEqual(brokenBy(alert, "subscription"), ["fromTopic"]);
        const exported = "eu-west-1/macie/archive";
        assert.deepEqual(brokenBy(exported, "publishing destination"), ["toExport"]);
        assert.deepEqual(brokenBy(exported, "findings key"), ["toArchive"]);
        assert.deepEqual(brokenBy(exported, "bucket policy"), ["toArchive"]);
    });

    it("breaks the stretch to the dead letters where the event could not go on", () => {
        const way = (before: number) =>
            wayOf(
                reportOf(["eu-west-1"], ({ id, steps }) => {
                    const refused = { hop: "dead-letter queue", resource: "queue", passed: false, reason: "" } as const;
                    return id === "eu-west-1/guardDuty/HIGH"
                        ? { outcome: "lost", steps: [...steps.slice(0, before), refused] }
                        : undefined;
                }),
            );
        assert.deepEqual([way(1).origins[0]?.toBus.state, way(1).rules[0]?.toTopic.state], ["broken", "unused"]);
        assert.deepEqual([way(5).origins[0]?.toBus.state, way(5).rules[0]?.toTopic.state], ["passed", "broken"]);
    });

    it("calls a rule by the first that it took", () => {
        const sent = reportOf(["eu-west-1"]);
        const taken = sent.journeys.find(({ id }) => id === "eu-west-1/guardDuty/HIGH")!;
        const archived = { ...taken, severity: undefined, subject: "archived finding", ...leaked(taken) };
        assert.deepEqual(
            wayOf({ ...sent, journeys: [...sent.journeys, archived] }).rules.map(
                ({ name, note }) => `${name}: ${note}`,
            ),
            wayOf(sent).rules.map(({ name, note }) => `${name}: ${note}`),
        );
    });

    it("keeps one rule one place, whatever happens to what it took", () => {
        const sent = reportOf(["eu-west-1"]);
        const detours = sent.journeys
            .filter(({ subject }) => subject === "lost coverage")
            .map((journey) => ({
                ...journey,
                subject: "lost coverage that cannot be mailed",
                steps: [
                    ...journey.steps.filter(({ hop }) => hop !== "subscription"),
                    { hop: "dead-letter queue", resource: "queue", passed: true, reason: "" },
                    { hop: "alarm action", resource: "alarm", passed: true, reason: "" },
                    { hop: "topic policy", resource: "policy", passed: false, reason: "" },
                ],
                outcome: "lost",
            })) satisfies Journey[];
        const way = wayOf({ ...sent, journeys: [...detours, ...sent.journeys] });
        assert.deepEqual(way.rules, wayOf(sent).rules);
        assert.equal(way.alarms.state, "broken");
    });

    it("shows the rule that mails for nothing", () => {
        const way = wayOf(
            reportOf(["eu-west-1"], (journey) => (journey.id.endsWith("macie/LOW") ? leaked(journey) : undefined)),
        );
        const rule = way.rules.find(({ name, note }) => name === "Macie" && note === "LOW findings");
        assert.equal(rule?.fromBus.state, "broken");
    });
});

function hasState(leg: unknown): leg is { state: string } {
    return typeof leg === "object" && leg !== null && "state" in leg;
}
