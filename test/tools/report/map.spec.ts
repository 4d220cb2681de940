import assert from "node:assert/strict";
import { mapOf } from "../../../tools/report/html/map";
import { type Place, placesOf } from "../../../tools/report/html/places";
import type { Hop, Report, Result } from "../../../tools/proof/report";
import { falseAlert, lostAt, reportOf, unprovenAt } from "./reports";

const regions = (count: number) => Array.from({ length: count }, (_, index) => `eu-test-${index + 1}`);

describe("the map", () => {
    it("shows the whole path", () => {
        const names = [...mapOf(reportOf(["eu-west-1", "us-east-1"])).text.matchAll(/<(?:h3|b|span)>([^<]*)/g)];
        assert.deepEqual(
            names.map(([, name]) => name),
            [
                ...["Regions, each with its relay", "eu-west-1", "home Region", "us-east-1", "Region"],
                ...["Home", "Findings bus", "at home", "Replay", "event archive"],
                ...["Findings archive", "bucket, own key", "Alert rules and alarms"],
                ...["GuardDuty", "HIGH findings", "GuardDuty", "CRITICAL findings", "Macie", "HIGH findings"],
                ...["Inspector", "CRITICAL findings", "Lost coverage", "alert rule", "Alarms", "of other Regions"],
                ...["Suppressed", "20 events", "Topics", "Alert topic", "own key"],
                ...["Receivers", "security@example.com", "mailbox"],
            ],
        );
    });

    const [first] = reportOf(["eu-west-1"]).results.filter(
        ({ severity, expected }) => severity === "HIGH" && expected === "arrives",
    );
    assert.ok(first);
    const resource = { type: "thing", name: "one" };
    const step = (hop: Hop, rest: object = {}) => ({ hop, resource, passed: true, reason: "", ...rest });

    it("shows chat channels, and the way of raw events to machines, with what breaks it", () => {
        const way = [step("relay rule"), step("alert rule"), step("topic policy")];
        const wrong = [
            ...way,
            step("subscription", { receiver: "arn:aws:sqs:eu-west-1:123456789012:siem", passed: false }),
        ];
        const told = [...first.steps, step("chat", { receiver: "channel C1" })];
        const places = (steps: Result["steps"], outcome: Result["outcome"]) =>
            placesOf({
                ...reportOf(["eu-west-1"]),
                results: [
                    { ...first, steps: told },
                    { ...first, kind: "event", steps, outcome },
                ],
            })
                .filter(({ name, note }) => /^(?:Raw e|E)vents/.test(name) || note === "machine" || note === "chat")
                .map(({ name, title, state }) => [name, title, state]);
        assert.deepEqual(places(wrong, "lost"), [
            ["Raw events", undefined, "passed"],
            ["Events topic", undefined, "passed"],
            ["channel C1", "thing one", "passed"],
            ["siem", "arn:aws:sqs:eu-west-1:123456789012:siem", "broken"],
        ]);
        assert.deepEqual(places(way.slice(0, 1), "lost"), [["channel C1", "thing one", "passed"]]);
    });

    it("shows what stops an event on the last steps, even where no receiver is named", () => {
        const denied = step("receiver permission", { passed: false });
        const results = [{ ...first, kind: "event" as const, outcome: "lost" as const, steps: [denied] }];
        assert.deepEqual(
            placesIn({ ...reportOf(["eu-west-1"]), results }, "receiver").map(({ name, state }) => [name, state]),
            [["one", "broken"]],
        );
    });

    it("says of a rule that only routes are told of that it is for routes", () => {
        const noteOf = (hops: readonly Hop[]) => {
            const results = [{ ...first, steps: hops.map((hop) => step(hop)) }];
            return placesIn({ ...reportOf(["eu-west-1"]), results }, "rule").map(({ note }) => note);
        };
        assert.deepEqual(noteOf(["alert rule", "message", "notifier queue", "notifier"]), [
            "HIGH findings, for routes",
        ]);
        assert.deepEqual(noteOf(["alert rule", "message", "topic policy", "notifier queue", "notifier"]), [
            "HIGH findings",
        ]);
    });

    it("is whole where nothing is lost", () => {
        const places = placesOf(reportOf(["eu-west-1", "us-east-1"]));
        assert.deepEqual(
            places.filter(({ state }) => state !== "passed").map(({ name, state }) => [name, state]),
            [["Suppressed", "unused"]],
        );
    });

    it("names the broken hop in words, with the reason", () => {
        const report = reportOf(["eu-west-1", "us-east-1"], (result) =>
            result.id === "us-east-1/macie/HIGH" ? lostAt(result, "message", "No <template>.") : undefined,
        );
        const map = mapOf(report).text;
        assert.deepEqual(map.match(/✘ [^<]*/g), ["✘ message"]);
        assert.match(
            map,
            /<em title="aws:cloudwatch\/eventTarget:EventTarget alerts-macie-high: No &#60;template&#62;\.">/,
        );
        assert.equal(map.match(/class="place broken"/g)?.length, 1);
    });

    it("shows Regions in the same state as one, once there are many", () => {
        const report = reportOf(regions(17), (result) =>
            result.id === "eu-test-5/macie/HIGH" ? lostAt(result, "relay rule", "It is disabled.") : undefined,
        );
        assert.deepEqual(
            placesIn(report, "region").map(({ name, regions: names, state }) => [name, names?.length, state]),
            [
                ["16 Regions", 16, "passed"],
                ["eu-test-5", 1, "broken"],
            ],
        );
        assert.match(
            mapOf(report).text,
            />16 Regions<[^]*<span class="home">eu-test-1<[^]*<span class="">eu-test-17<\/span><\/div>/,
        );
        assert.equal(placesIn(reportOf(regions(4)), "region").length, 4);
    });

    const brokenIn = (report: Report) =>
        placesOf(report)
            .filter(({ state }) => state === "broken")
            .map(({ name, note }) => `${name}, ${note}`);

    const relay = "eu-west-1, home Region";

    it("breaks the place that a hop is part of, and no other", () => {
        const brokenBy = (id: string, hop: Parameters<typeof lostAt>[1]) =>
            brokenIn(reportOf(["eu-west-1"], (result) => (result.id === id ? lostAt(result, hop, "") : undefined)));
        const alert = "eu-west-1/guardDuty/HIGH";
        assert.deepEqual(brokenBy(alert, "relay rule"), [relay]);
        assert.deepEqual(brokenBy(alert, "relay role"), [relay]);
        assert.deepEqual(brokenBy(alert, "findings bus"), ["Findings bus, at home"]);
        assert.deepEqual(brokenBy(alert, "event archive"), ["Replay, event archive"]);
        assert.deepEqual(brokenBy(alert, "alert rule"), ["GuardDuty, HIGH findings"]);
        assert.deepEqual(brokenBy(alert, "message"), ["GuardDuty, HIGH findings"]);
        assert.deepEqual(brokenBy(alert, "topic policy"), ["Alert topic, own key"]);
        assert.deepEqual(brokenBy(alert, "alert key"), ["Alert topic, own key"]);
        assert.deepEqual(brokenBy(alert, "subscription"), ["security@example.com, mailbox"]);
        const exported = "eu-west-1/macie/archive";
        assert.deepEqual(brokenBy(exported, "publishing destination"), [relay]);
        assert.deepEqual(brokenBy(exported, "findings key"), ["Findings archive, bucket, own key"]);
        assert.deepEqual(brokenBy(exported, "bucket policy"), ["Findings archive, bucket, own key"]);
    });

    it("breaks the place that the event could not leave, where no dead-letter queue keeps it", () => {
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
        assert.deepEqual(brokenAfter(1), [relay]);
        assert.deepEqual(brokenAfter(5), ["GuardDuty, HIGH findings"]);
    });

    it("marks the topic where it takes nothing, and not all rules before it", () => {
        const report = reportOf(["eu-west-1", "us-east-1"], (result) =>
            result.route === "alerts" && result.expected === "arrives"
                ? lostAt(result, "topic policy", "No statement.")
                : undefined,
        );
        assert.deepEqual(mapOf(report).text.match(/✘ [^<]*/g), ["✘ topic policy"]);
        assert.deepEqual(brokenIn(report), ["Alert topic, own key"]);
    });

    it("names a hop once, with all the reasons", () => {
        const report = reportOf(regions(5), (result) =>
            result.route === "archive"
                ? lostAt(result, "publishing destination", `None in ${result.region}.`)
                : undefined,
        );
        const map = mapOf(report).text;
        assert.deepEqual(map.match(/✘ [^<]*/g), ["✘ publishing destination"]);
        assert.match(map, /: None in eu-test-1\.\n[^<]*: None in eu-test-5\."/);
    });

    it("shows what cannot be judged with a sign of its own, and not as broken", () => {
        const report = reportOf(["eu-west-1"], (result) =>
            result.source === "macie" && result.expected === "arrives" && result.route === "alerts"
                ? unprovenAt(result, "message", "Not known.")
                : undefined,
        );
        const map = mapOf(report).text;
        assert.deepEqual(map.match(/[✘?] [^<]*/g), ["? message"]);
        assert.equal(map.match(/class="place unproven"/g)?.length, 1);
        assert.equal(map.match(/class="place broken"/g), null);
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
            placesIn(report, "receiver").map(({ name, title, state }) => [name, title, state]),
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

        it("has the notifier and the mail topic after the alert topic", () => {
            const topics = (report: Report) => placesIn(report, "topic").map(({ name, state }) => [name, state]);
            assert.deepEqual(topics(notified), [
                ["Alert topic", "passed"],
                ["Notifier", "passed"],
                ["Mail topic", "passed"],
            ]);
            assert.deepEqual(topics(reportOf(["eu-west-1"])), [["Alert topic", "passed"]]);
        });

        it("says which of them is broken", () => {
            const notifier = ["subscription", "notifier queue", "event source mapping", "notifier role", "notifier"];
            for (const hop of notifier as Hop[]) assert.deepEqual(broken(hop), ["Notifier, queue, function"], hop);
            for (const hop of ["mail topic", "mail key"] as const)
                assert.deepEqual(broken(hop), ["Mail topic, own key"], hop);
        });

        it("breaks the notifier where no dead-letter queue of its own keeps the message", () => {
            const refused = { ...step("dead-letter queue"), passed: false };
            const results = notified.results.map((result) => {
                const stop = result.steps.findIndex(({ hop }) => hop === "notifier");
                return result.id === "eu-west-1/macie/HIGH"
                    ? { ...result, outcome: "lost" as const, steps: [...result.steps.slice(0, stop), refused] }
                    : result;
            });
            assert.deepEqual(brokenIn({ ...notified, results }), ["Notifier, queue, function"]);
        });

        it("tells alarms about the mails, which reach the mail topic by themselves, from the others", () => {
            const steps = (["alarm action", "mail topic", "mail key", "subscription"] as const).map((hop) =>
                step(hop, hop === "subscription" ? { receiver: "security@example.com" } : {}),
            );
            const results = [...notified.results, { ...notified.results[0]!, source: "alarm" as const, steps }];
            const alarms = placesIn({ ...notified, results }, "rule").filter(({ name }) => name === "Alarms");
            assert.deepEqual(
                alarms.map(({ note, state }) => [note, state]),
                [
                    ["of other Regions", "passed"],
                    ["about the mails", "passed"],
                ],
            );
        });
    });

    it("shows a rule once, whatever becomes of what it matched", () => {
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
        const isAlarm = ({ note }: Place) => note === "at home, direct";
        const rules = placesIn(report, "rule");
        assert.deepEqual(
            rules.filter((rule) => !isAlarm(rule)),
            placesIn(sent, "rule"),
        );
        assert.deepEqual(
            rules.filter(isAlarm).map(({ state }) => state),
            ["passed"],
        );
        assert.deepEqual(brokenIn(report), ["Alert topic, own key"]);
    });

    it("shows the rule that causes a false alert", () => {
        const report = reportOf(["eu-west-1"], (result) =>
            result.id.endsWith("macie/LOW") ? falseAlert(result) : undefined,
        );
        assert.deepEqual(brokenIn(report), ["Macie, LOW findings"]);
    });
});

function placesIn(report: Report, column: Place["column"]): Place[] {
    return placesOf(report).filter((place) => place.column === column);
}
