import assert from "node:assert/strict";
import { mapOf } from "../../../tools/report/html/map";
import { pathOf } from "../../../tools/report/html/path";
import type { Report, Result } from "../../../tools/proof/report";
import { falseAlert, lostAt, reportOf, unprovenAt } from "./reports";

const regions = (count: number) => Array.from({ length: count }, (_, index) => `eu-test-${index + 1}`);

describe("the map", () => {
    it("shows the whole path", () => {
        const names = [
            ...mapOf(reportOf(["eu-west-1", "us-east-1"])).text.matchAll(/class="(?:name|note)"[^>]*>([^<]*)/g),
        ];
        assert.deepEqual(
            names.map(([, name]) => name),
            [
                ...["eu-west-1", "home Region", "us-east-1", "Region", "Relay", "Relay"],
                ...["Findings bus", "at home", "Replay", "event archive"],
                ...["GuardDuty", "HIGH findings", "GuardDuty", "CRITICAL findings", "Macie", "HIGH findings"],
                ...["Inspector", "CRITICAL findings", "Lost coverage", "alert rule", "Alarms", "of other Regions"],
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
            result.id === "us-east-1/macie/HIGH" ? lostAt(result, "message", "No <template>.") : undefined,
        );
        const map = mapOf(report).text;
        assert.deepEqual(map.match(/✘ [^<]*/g), ["✘ message"]);
        assert.match(
            map,
            /<title>aws:cloudwatch\/eventTarget:EventTarget alerts-macie-high: No &#60;template&#62;\.<\/title>/,
        );
        assert.equal(map.match(/class="place broken"/g)?.length, 1);
        assert.ok(
            map.lastIndexOf('class="edge passed"') < map.indexOf('class="edge broken"'),
            "broken lines are on top",
        );
    });

    it("draws Regions in the same state as one, once there are many", () => {
        const report = reportOf(regions(17), (result) =>
            result.id === "eu-test-5/macie/HIGH" ? lostAt(result, "relay rule", "It is disabled.") : undefined,
        );
        const { origins } = pathOf(report);
        assert.deepEqual(
            origins.map(({ regions: names, toRelay }) => [names.length, toRelay.state]),
            [
                [16, "passed"],
                [1, "broken"],
            ],
        );
        assert.match(
            mapOf(report).text,
            />16 Regions<[^]*class="note home"[^>]*>eu-test-1<[^]*class="note "[^>]*>eu-test-17</,
        );
        assert.equal(pathOf(reportOf(regions(4))).origins.length, 4);
    });

    it("breaks the edge that a hop decides about, and no other", () => {
        const brokenBy = (id: string, hop: Parameters<typeof lostAt>[1]) => {
            const path = pathOf(
                reportOf(["eu-west-1"], (result) => (result.id === id ? lostAt(result, hop, "") : undefined)),
            );
            const edges = { ...path.origins[0], ...path.rules[0], ...path.mailboxes[0], ...path };
            return Object.entries(edges).flatMap(([name, edge]) =>
                hasState(edge) && edge.state === "broken" ? [name] : [],
            );
        };
        const alert = "eu-west-1/guardDuty/HIGH";
        assert.deepEqual(brokenBy(alert, "relay rule"), ["toRelay"]);
        assert.deepEqual(brokenBy(alert, "relay role"), ["toBus"]);
        assert.deepEqual(brokenBy(alert, "findings bus"), ["toBus"]);
        assert.deepEqual(brokenBy(alert, "event archive"), ["toReplay"]);
        assert.deepEqual(brokenBy(alert, "alert rule"), ["toRule"]);
        assert.deepEqual(brokenBy(alert, "message"), ["toTopic"]);
        assert.deepEqual(brokenBy(alert, "topic policy"), ["topic"]);
        assert.deepEqual(brokenBy(alert, "alert key"), ["topic"]);
        assert.deepEqual(brokenBy(alert, "subscription"), ["toMailbox"]);
        const exported = "eu-west-1/macie/archive";
        assert.deepEqual(brokenBy(exported, "publishing destination"), ["toExport"]);
        assert.deepEqual(brokenBy(exported, "findings key"), ["toArchive"]);
        assert.deepEqual(brokenBy(exported, "bucket policy"), ["toArchive"]);
    });

    it("breaks the edge that the event could not pass, where no dead-letter queue keeps it", () => {
        const path = (before: number) =>
            pathOf(
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
        assert.deepEqual([path(1).origins[0]?.toBus.state, path(1).rules[0]?.toTopic.state], ["broken", "unused"]);
        assert.deepEqual([path(5).origins[0]?.toBus.state, path(5).rules[0]?.toTopic.state], ["passed", "broken"]);
    });

    it("names a rule after the first event that it matched", () => {
        const sent = reportOf(["eu-west-1"]);
        const taken = sent.results.find(({ id }) => id === "eu-west-1/guardDuty/HIGH")!;
        const archived = { ...taken, severity: undefined, subject: "archived finding", ...falseAlert(taken) };
        assert.deepEqual(
            pathOf({ ...sent, results: [...sent.results, archived] }).rules.map(({ name, note }) => `${name}: ${note}`),
            pathOf(sent).rules.map(({ name, note }) => `${name}: ${note}`),
        );
    });

    it("names a rule after an event that it should match, rather than one that it should not", () => {
        const sent = reportOf(["eu-west-1"]);
        const high = sent.results.find(({ id }) => id === "eu-west-1/macie/HIGH")!;
        const report = reportOf(["eu-west-1"], (result) =>
            result.id === "eu-west-1/macie/LOW" ? falseAlert({ ...result, steps: high.steps }) : undefined,
        );
        assert.deepEqual(
            pathOf(report).rules.map(({ key }) => key),
            pathOf(sent).rules.map(({ key }) => key),
        );
    });

    it("keeps the names of all rules when one of them lets a false alert through", () => {
        const names = (report: Report) => pathOf(report).rules.map(({ name, note }) => `${name}: ${note}`);
        const sent = reportOf(["eu-west-1"]);
        const low = reportOf(["eu-west-1"], (result) =>
            result.id.endsWith("macie/LOW") ? falseAlert(result) : undefined,
        );
        const [own, others] = [names(sent), names(low)];
        assert.deepEqual(
            others.filter((name) => !own.includes(name)),
            ["Macie: alerts-macie-low"],
        );
        assert.deepEqual(
            own.filter((name) => !others.includes(name)),
            [],
        );
    });

    it("marks the topic where it takes nothing, and not all rules before it", () => {
        const report = reportOf(["eu-west-1", "us-east-1"], (result) =>
            result.route === "alerts" && result.expected === "arrives"
                ? lostAt(result, "topic policy", "No statement.")
                : undefined,
        );
        const map = mapOf(report).text;
        assert.deepEqual(map.match(/✘ [^<]*/g), ["✘ topic policy"]);
        assert.equal(map.match(/class="edge broken"/g), null);
        assert.deepEqual(
            [...map.matchAll(/class="place broken"><title>([^<]*)/g)].map(([, name]) => name),
            ["Alert topic"],
        );
    });

    it("has one label where several lines meet", () => {
        const report = reportOf(["eu-west-1", "us-east-1"], (result) =>
            result.route === "archive"
                ? lostAt(result, "publishing destination", `None in ${result.region}.`)
                : undefined,
        );
        const map = mapOf(report).text;
        assert.deepEqual(map.match(/✘ [^<]*/g), ["✘ publishing destination"]);
        assert.match(map, /: None in eu-west-1\.\n[^<]*: None in us-east-1\.<\/title>/);
    });

    it("shows what cannot be judged with a sign of its own, and not as broken", () => {
        const report = reportOf(["eu-west-1"], (result) =>
            result.source === "macie" && result.expected === "arrives" && result.route === "alerts"
                ? unprovenAt(result, "message", "Not known.")
                : undefined,
        );
        const map = mapOf(report).text;
        assert.deepEqual(map.match(/[✘?] [^<]*/g), ["? message"]);
        assert.equal(map.match(/class="edge unproven"/g)?.length, 1);
        assert.equal(map.match(/class="place unproven"/g)?.length, 1);
        assert.equal(map.match(/class="(?:edge|place) broken"/g), null);
    });

    it("has a place for each mailbox, subscribed or not", () => {
        const topic = { type: "aws:sns/topic:Topic", name: "alert-topic" };
        const missing = ["one@example.com", "two@example.com"].map((receiver) => ({
            hop: "subscription" as const,
            resource: topic,
            receiver,
            passed: false,
            reason: `${receiver} is not subscribed to the topic.`,
        }));
        const report = reportOf(["eu-west-1"], ({ id, steps }) =>
            id === "eu-west-1/macie/HIGH" ? { outcome: "lost", steps: [...steps, ...missing] } : undefined,
        );
        assert.deepEqual(
            pathOf(report).mailboxes.map(({ name, title, toMailbox }) => [name, title, toMailbox.state]),
            [
                ["security@example.com", "aws:sns/topicSubscription:TopicSubscription first", "passed"],
                ["one@example.com", "aws:sns/topic:Topic alert-topic", "broken"],
                ["two@example.com", "aws:sns/topic:Topic alert-topic", "unused"],
            ],
        );
    });

    it("draws a rule once, whatever becomes of what it matched", () => {
        const sent = reportOf(["eu-west-1"]);
        const undeliverable = sent.results
            .filter(({ subject }) => subject === "lost coverage")
            .map((result) => ({
                ...result,
                kind: "undeliverable" as const,
                subject: "lost coverage that cannot be mailed",
                steps: [
                    ...result.steps.filter(({ hop }) => hop !== "subscription"),
                    { hop: "dead-letter queue", resource: { type: "type", name: "queue" }, passed: true, reason: "" },
                    { hop: "alarm action", resource: { type: "type", name: "alarm" }, passed: true, reason: "" },
                    { hop: "topic policy", resource: { type: "type", name: "policy" }, passed: false, reason: "" },
                ],
                outcome: "lost",
            })) satisfies Result[];
        const path = pathOf({ ...sent, results: [...undeliverable, ...sent.results] });
        assert.deepEqual(path.rules, pathOf(sent).rules);
        assert.deepEqual([path.alarmToTopic.state, path.topic.state], ["passed", "broken"]);
    });

    it("shows the rule that causes a false alert", () => {
        const path = pathOf(
            reportOf(["eu-west-1"], (result) => (result.id.endsWith("macie/LOW") ? falseAlert(result) : undefined)),
        );
        const rule = path.rules.find(({ name, note }) => name === "Macie" && note === "alerts-macie-low");
        assert.equal(rule?.toRule.state, "broken");
    });
});

function hasState(edge: unknown): edge is { state: string } {
    return typeof edge === "object" && edge !== null && "state" in edge;
}
