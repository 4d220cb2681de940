import assert from "node:assert/strict";
import { mapOf } from "../../../tools/report/html/map";
import { wayOf } from "../../../tools/report/html/way";
import type { Result } from "../../../tools/proof/report";
import { falseAlert, lostAt, reportOf } from "./reports";

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
                ...["Suppressed", "20 events", "Alert topic", "own key", "security@example.com", "mailbox"],
                ...["Export", "Findings archive", "bucket, own key"],
            ],
        );
    });

    it("is whole where nothing is lost", () => {
        const map = mapOf(reportOf(["eu-west-1", "us-east-1"])).text;
        assert.equal(map.match(/class="edge broken"/g), null);
        assert.equal(map.match(/class="edge unused"/g)?.length, 1, "only the line to what is suppressed");
    });

    it("names the broken hop in words, with the reason", () => {
        const report = reportOf(["eu-west-1", "us-east-1"], (result) =>
            result.id === "us-east-1/macie/HIGH" ? lostAt(result, "topic policy", "No <statement>.") : undefined,
        );
        const map = mapOf(report).text;
        assert.deepEqual(map.match(/✘ [^<]*/g), ["✘ topic policy"]);
        assert.match(map, /<title>aws:sns\/topicPolicy:TopicPolicy alert-topic: No &#60;statement&#62;\.<\/title>/);
        assert.equal(map.match(/class="place broken"/g)?.length, 1);
        assert.ok(
            map.lastIndexOf('class="edge passed"') < map.indexOf('class="edge broken"'),
            "broken lines are on top",
        );
    });

    it("has regions that fare alike in one place, once there are many", () => {
        const report = reportOf(regions(17), (result) =>
            result.id === "eu-test-5/macie/HIGH" ? lostAt(result, "relay rule", "It is disabled.") : undefined,
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
                reportOf(["eu-west-1"], (result) => (result.id === id ? lostAt(result, hop, "") : undefined)),
            );
            const edges = { ...way.origins[0], ...way.rules[0], ...way.mailboxes[0], ...way };
            return Object.entries(edges).flatMap(([name, edge]) =>
                hasState(edge) && edge.state === "broken" ? [name] : [],
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
                    const refused = {
                        hop: "dead-letter queue",
                        resource: { type: "type", name: "queue" },
                        passed: false,
                        reason: "",
                    } as const;
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
        const taken = sent.results.find(({ id }) => id === "eu-west-1/guardDuty/HIGH")!;
        const archived = { ...taken, severity: undefined, subject: "archived finding", ...falseAlert(taken) };
        assert.deepEqual(
            wayOf({ ...sent, results: [...sent.results, archived] }).rules.map(({ name, note }) => `${name}: ${note}`),
            wayOf(sent).rules.map(({ name, note }) => `${name}: ${note}`),
        );
    });

    it("keeps one rule one place, whatever happens to what it took", () => {
        const sent = reportOf(["eu-west-1"]);
        const detours = sent.results
            .filter(({ subject }) => subject === "lost coverage")
            .map((result) => ({
                ...result,
                subject: "lost coverage that cannot be mailed",
                steps: [
                    ...result.steps.filter(({ hop }) => hop !== "subscription"),
                    { hop: "dead-letter queue", resource: { type: "type", name: "queue" }, passed: true, reason: "" },
                    { hop: "alarm action", resource: { type: "type", name: "alarm" }, passed: true, reason: "" },
                    { hop: "topic policy", resource: { type: "type", name: "policy" }, passed: false, reason: "" },
                ],
                outcome: "lost",
            })) satisfies Result[];
        const way = wayOf({ ...sent, results: [...detours, ...sent.results] });
        assert.deepEqual(way.rules, wayOf(sent).rules);
        assert.equal(way.alarms.state, "broken");
    });

    it("shows the rule that mails for nothing", () => {
        const way = wayOf(
            reportOf(["eu-west-1"], (result) => (result.id.endsWith("macie/LOW") ? falseAlert(result) : undefined)),
        );
        const rule = way.rules.find(({ name, note }) => name === "Macie" && note === "LOW findings");
        assert.equal(rule?.fromBus.state, "broken");
    });
});

function hasState(edge: unknown): edge is { state: string } {
    return typeof edge === "object" && edge !== null && "state" in edge;
}
