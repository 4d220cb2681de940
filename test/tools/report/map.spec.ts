import assert from "node:assert/strict";
import { mapOf } from "../../../tools/report/html/map";
import { pathOf } from "../../../tools/report/html/path";
import type { Place } from "../../../tools/report/html/place";
import type { Hop, Report, Result } from "../../../tools/proof/report";
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

    it("shows chat channels, and the way of raw events to machines, with what breaks it", () => {
        const report = reportOf(["eu-west-1"]);
        const [first] = report.results.filter(
            ({ severity, expected }) => severity === "HIGH" && expected === "arrives",
        );
        assert.ok(first);
        const resource = { type: "thing", name: "one" };
        const step = (hop: Hop, rest: object = {}) => ({ hop, resource, passed: true, reason: "", ...rest });
        const way = [step("relay rule"), step("alert rule"), step("topic policy")];
        const wrong = [
            ...way,
            step("subscription", { receiver: "arn:aws:sqs:eu-west-1:123456789012:siem", passed: false }),
        ];
        const told = [...first.steps, step("chat", { receiver: "channel C1" })];
        const places = (steps: Result["steps"], outcome: Result["outcome"]) =>
            pathOf({
                ...report,
                results: [
                    { ...first, steps: told },
                    { ...first, kind: "event", steps, outcome },
                ],
            })
                .filter(({ key, note }) => key.startsWith("events") || note === "machine" || note === "chat")
                .map(({ name, lines, marks }) => [name, marks?.[0]?.state, lines?.map(({ mark }) => mark.state)]);
        assert.deepEqual(places(wrong, "lost"), [
            ["Raw events", "passed", ["passed"]],
            ["Events topic", "passed", ["broken"]],
            ["channel C1", "passed", undefined],
            ["siem", "broken", undefined],
        ]);
        assert.deepEqual(places(way.slice(0, 1), "lost"), [
            ["Raw events", "unused", ["unused"]],
            ["Events topic", "unused", []],
            ["channel C1", "passed", undefined],
        ]);
    });

    it("leads what only routes are told of past the alert topic, to the notifier", () => {
        const report = reportOf(["eu-west-1"]);
        const [first] = report.results.filter(
            ({ severity, expected }) => severity === "HIGH" && expected === "arrives",
        );
        assert.ok(first);
        const targets = (hops: readonly Hop[]) => {
            const resource = { type: "thing", name: "one" };
            const steps = hops.map((hop) => ({ hop, resource, passed: true, reason: "" }));
            const places = pathOf({ ...report, results: [{ ...first, steps }] });
            return places
                .filter(({ column }) => column === "rule")
                .flatMap(({ lines = [] }) => lines.map(({ to }) => to));
        };
        assert.deepEqual(targets(["alert rule", "message", "notifier queue", "notifier"]), ["notifier"]);
        assert.deepEqual(targets(["alert rule", "message", "topic policy", "notifier queue", "notifier"]), ["topic"]);
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
        assert.deepEqual(
            placesIn(report, "region").map(({ regions: names, marks }) => [names?.length, marks?.[0]?.state]),
            [
                [16, "passed"],
                [1, "broken"],
            ],
        );
        assert.match(
            mapOf(report).text,
            />16 Regions<[^]*class="note home"[^>]*>eu-test-1<[^]*class="note "[^>]*>eu-test-17</,
        );
        assert.equal(placesIn(reportOf(regions(4)), "region").length, 4);
    });

    /** The lines that are broken, and the places that are themselves. */
    const brokenIn = (report: Report) =>
        pathOf(report).flatMap(({ key, own, lines = [] }) => [
            ...(own?.state === "broken" ? [key] : []),
            ...lines.filter(({ mark }) => mark.state === "broken").map(({ to }) => `${key} > ${to}`),
        ]);

    it("breaks the line that a hop decides about, and no other", () => {
        const brokenBy = (id: string, hop: Parameters<typeof lostAt>[1]) =>
            brokenIn(reportOf(["eu-west-1"], (result) => (result.id === id ? lostAt(result, hop, "") : undefined)));
        const [alert, rule] = ["eu-west-1/guardDuty/HIGH", "guardDuty HIGH"];
        const [mailbox] = placesIn(reportOf(["eu-west-1"]), "mailbox");
        assert.deepEqual(brokenBy(alert, "relay rule"), ["from eu-west-1 > relay of eu-west-1"]);
        assert.deepEqual(brokenBy(alert, "relay role"), ["relay of eu-west-1 > bus"]);
        assert.deepEqual(brokenBy(alert, "findings bus"), ["relay of eu-west-1 > bus"]);
        assert.deepEqual(brokenBy(alert, "event archive"), ["bus > replay"]);
        assert.deepEqual(brokenBy(alert, "alert rule"), [`bus > ${rule}`]);
        assert.deepEqual(brokenBy(alert, "message"), [`${rule} > topic`]);
        assert.deepEqual(brokenBy(alert, "topic policy"), ["topic"]);
        assert.deepEqual(brokenBy(alert, "alert key"), ["topic"]);
        assert.deepEqual(brokenBy(alert, "subscription"), [`topic > ${mailbox?.key}`]);
        const exported = "eu-west-1/macie/archive";
        assert.deepEqual(brokenBy(exported, "publishing destination"), ["from eu-west-1 > export"]);
        assert.deepEqual(brokenBy(exported, "findings key"), ["export > archive"]);
        assert.deepEqual(brokenBy(exported, "bucket policy"), ["export > archive"]);
    });

    it("breaks the line that the event could not pass, where no dead-letter queue keeps it", () => {
        const brokenAfter = (before: number) =>
            brokenIn(
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
        assert.deepEqual(brokenAfter(1), ["relay of eu-west-1 > bus"]);
        assert.deepEqual(brokenAfter(5), ["guardDuty HIGH > topic"]);
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
            placesIn(report, "mailbox").map(({ name, title, marks }) => [name, title, marks?.[0]?.state]),
            [
                ["security@example.com", "aws:sns/topicSubscription:TopicSubscription first", "passed"],
                ["one@example.com", "aws:sns/topic:Topic alert-topic", "broken"],
                ["two@example.com", "aws:sns/topic:Topic alert-topic", "unused"],
            ],
        );
    });

    describe("with a notifier", () => {
        const stepsBetween = [
            ...["subscription", "notifier queue", "event source mapping", "notifier role", "notifier"],
            ...["mail topic", "mail key"],
        ] as readonly Hop[];
        const notified = reportOf(["eu-west-1"], ({ route, expected, steps }) => {
            if (route === "archive" || expected === "suppressed") return undefined;
            const own = stepsBetween.map((hop) => ({
                ...{ hop, passed: true, reason: "", resource: { type: "type", name: hop } },
            }));
            return { steps: [...steps.slice(0, -1), ...own, ...steps.slice(-1)] };
        });
        const broken = (hop: Hop) =>
            brokenIn({
                ...notified,
                results: notified.results.map((result) =>
                    result.id === "eu-west-1/macie/HIGH" ? { ...result, ...lostAt(result, hop, "") } : result,
                ),
            });

        it("has the notifier and the mail topic between the alert topic and the mailboxes", () => {
            const lines = (report: Report) =>
                pathOf(report).flatMap(({ key, column, lines = [] }) =>
                    column === "topic" ? lines.map(({ to, mark }) => [key, to.replace(/.*@.*/, "@"), mark.state]) : [],
                );
            assert.deepEqual(lines(notified), [
                ["topic", "notifier", "passed"],
                ["notifier", "mail topic", "passed"],
                ["mail topic", "@", "passed"],
            ]);
            assert.deepEqual(lines(reportOf(["eu-west-1"])), [["topic", "@", "passed"]]);
        });

        it("says which of them is broken", () => {
            assert.deepEqual(broken("subscription"), ["topic > notifier"]);
            assert.deepEqual(broken("notifier queue"), ["topic > notifier"]);
            for (const hop of ["event source mapping", "notifier role", "notifier"] as const)
                assert.deepEqual(broken(hop), ["notifier"], hop);
            for (const hop of ["mail topic", "mail key"] as const) assert.deepEqual(broken(hop), ["mail topic"], hop);
        });

        it("tells alarms about the mails, which reach the mail topic by themselves, from the others", () => {
            const steps = (["alarm action", "mail topic", "mail key", "subscription"] as const).map((hop) => ({
                ...{ hop, passed: true, reason: "", resource: { type: "type", name: hop } },
                ...(hop === "subscription" ? { receiver: "security@example.com" } : {}),
            }));
            const results = [...notified.results, { ...notified.results[0]!, source: "alarm" as const, steps }];
            const alarms = placesIn({ ...notified, results }, "rule").filter(({ name }) => name === "Alarms");
            assert.deepEqual(
                alarms.map(({ note, lines }) => [note, lines?.map(({ to }) => to)]),
                [
                    ["of other Regions", ["topic"]],
                    ["about the mails", ["mail topic"]],
                ],
            );
        });
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
        const report = { ...sent, results: [...undeliverable, ...sent.results] };
        const [alarms, ...rules] = placesIn(report, "rule").sort(
            (one, other) => Number(other.key === "alarms") - Number(one.key === "alarms"),
        );
        assert.deepEqual(rules, placesIn(sent, "rule"));
        assert.equal(alarms?.lines?.[0]?.mark.state, "passed");
        assert.deepEqual(brokenIn(report), ["topic"]);
    });

    it("shows the rule that causes a false alert", () => {
        const report = reportOf(["eu-west-1"], (result) =>
            result.id.endsWith("macie/LOW") ? falseAlert(result) : undefined,
        );
        const rule = placesIn(report, "rule").find(({ name, note }) => name === "Macie" && note === "LOW findings");
        assert.deepEqual(brokenIn(report), [`bus > ${rule?.key}`]);
    });
});

function placesIn(report: Report, column: Place["column"]): Place[] {
    return pathOf(report).filter((place) => place.column === column);
}
