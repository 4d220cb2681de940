import assert from "node:assert/strict";
import type { Report, Result } from "../../../tools/proof/report";
import { terminalOf } from "../../../tools/cli/terminal";
import { reportText } from "../../../tools/report/text";
import { falseAlert, lostAt, reportOf, unprovenAt } from "./reports";

const plain = terminalOf({}, {});
const text = (report: Report, allMails = false) => reportText(report, plain, { allMails });
const withoutMails = (report: Report) => text(report).replace(/Mail: [^]*?\n\n/g, "");

/** The rows of the table, without its heading, with one space between columns. */
const rowsOf = (report: Report) =>
    withoutMails(report)
        .split("\n\n", 1)
        .join("")
        .split("\n")
        .slice(1)
        .map((row) => row.trim().replace(/ {2,}/g, " | "));

/** The same, stopped by a statement of its own. */
function aboutItself({ steps = [], ...rest }: Partial<Result>, name: string): Partial<Result> {
    return {
        ...rest,
        steps: steps.map((step) => (step.passed ? step : { ...step, statement: { name, elements: [] } })),
    };
}

describe("the report for people", () => {
    it("has one line for each Region where all is well", () => {
        assert.equal(
            withoutMails(reportOf(["eu-west-1", "us-east-1"])),
            `  Region              GuardDuty  Macie  Inspector  CloudWatch
  ✔ eu-west-1 (home)  ✔ 7        ✔ 5    ✔ 5        ✔ 1
  ✔ us-east-1         ✔ 7        ✔ 5    ✔ 5

✔ dev: 2 Regions, 35 results: 15 arrive, 20 suppressed, 0 lost, 0 false alerts`,
        );
    });

    it("ends with what is broken, losses before false alerts, and marks the Regions concerned", () => {
        const report = reportOf(["eu-west-1", "us-east-1"], (result) => {
            if (result.id === "eu-west-1/inspector/LOW") return falseAlert(result);
            if (result.region !== "us-east-1" || result.severity !== "HIGH" || result.expected === "suppressed")
                return undefined;
            return lostAt(result, "topic policy", "No statement lets events.amazonaws.com publish.", "kept");
        });
        assert.equal(
            withoutMails(report),
            `  Region              GuardDuty  Macie     Inspector  CloudWatch
  ✘ eu-west-1 (home)  ✔ 7        ✔ 5       ✘ 4 of 5   ✔ 1
  ✘ us-east-1         ✘ 6 of 7   ✘ 4 of 5  ✔ 5

✘ 1. Lost at the topic policy: aws:sns/topicPolicy:TopicPolicy alert-topic
     No statement lets events.amazonaws.com publish.
     2 results in us-east-1: GuardDuty HIGH finding, Macie HIGH finding.
     A dead-letter queue keeps the event.
     npm run rehearse -- --explain "us-east-1/guardDuty/HIGH" shows every step.

✘ 2. False alert at the alert rule: aws:cloudwatch/eventRule:EventRule alerts-inspector-low
     The pattern matches everything.
     1 result in eu-west-1: Inspector LOW finding.
     npm run rehearse -- --explain "eu-west-1/inspector/LOW" shows every step.

✘ dev: 2 Regions, 35 results: 13 arrive, 19 suppressed, 2 lost, 1 false alert`,
        );
    });

    it("distinguishes what a dead-letter queue keeps from what is gone", () => {
        const report = reportOf(["eu-west-1", "us-east-1"], (result) =>
            result.id.endsWith("macie/HIGH")
                ? lostAt(result, "topic policy", "No statement.", result.region === "eu-west-1" ? "kept" : "lost")
                : undefined,
        );
        assert.deepEqual(text(report).match(/^ {5}A dead-letter queue.*$/gm), [
            "     A dead-letter queue keeps 1 of the events. The other 1 are gone, and no alarm reports them.",
        ]);
    });

    it("says that the account is invented, where it is", () => {
        const invented = { ...reportOf(["eu-west-1"]), accountInvented: true as const };
        assert.match(text(invented), /\n\nAccount: 123456789012 \(invented: no account was asked\)\n\n✔ dev: /);
        assert.doesNotMatch(text(reportOf(["eu-west-1"])), /invented/);
    });

    it("stays short with many Regions", () => {
        const regions = Array.from({ length: 17 }, (_, index) => `eu-test-${index + 1}`);
        const report = reportOf(regions, (result) =>
            result.id === "eu-test-9/macie/archive" ? lostAt(result, "bucket policy", "No statement.") : undefined,
        );
        const rows = rowsOf(report);
        assert.equal(rows.filter((row) => row.startsWith("✔ eu-test-")).length, 16);
        assert.deepEqual(rows.slice(7, 9), ["✔ eu-test-8 | ✔ 7 | ✔ 5 | ✔ 5", "✘ eu-test-9 | ✔ 7 | ✘ 4 of 5 | ✔ 5"]);
        const lines = withoutMails(report).split("\n");
        assert.equal(lines.at(-4), "     The event is gone: no dead-letter queue keeps it, and no alarm reports it.");
    });

    it("tells what Regions have in common once, with each Region and the fix on a line of its own", () => {
        const regions = Array.from({ length: 17 }, (_, index) => `eu-test-${index + 1}`);
        const fix = "Switch the rule on.";
        const report = reportOf(regions, (result) => {
            if (result.route === "archive" || result.source === "alarm") return undefined;
            const { steps = [], ...lost } = lostAt(result, "relay rule", `The rule relay-${result.region} is off.`);
            return result.expected === "arrives"
                ? { ...lost, steps: steps.map((step) => ({ ...step, fix })) }
                : undefined;
        });
        const lines = text(report).split("\n");
        assert.deepEqual(lines.slice(-11, -2), [
            "✘ 1. Lost at the relay rule: aws:cloudwatch/eventRule:EventRule relay-eu-test-1 and 16 more",
            "     The rule relay-eu-test-1 is off.",
            "     85 results in 17 Regions (eu-test-1, eu-test-2, eu-test-3, eu-test-4, eu-test-5, eu-test-6,",
            "     eu-test-7, eu-test-8, eu-test-9, eu-test-10, eu-test-11, eu-test-12, eu-test-13, eu-test-14,",
            "     eu-test-15, eu-test-16, eu-test-17): GuardDuty HIGH finding, GuardDuty CRITICAL finding, Macie",
            "     HIGH finding and 2 more.",
            "     Fix: Switch the rule on.",
            "     The event is gone: no dead-letter queue keeps it, and no alarm reports it.",
            '     npm run rehearse -- --explain "eu-test-1/guardDuty/HIGH" shows every step.',
        ]);
        assert.ok(lines.length < 50, `${lines.length} lines`);
    });

    it("tells of a document once, whatever it refuses, and by how many statements of it are wrong", () => {
        const report = (statementsOf: (result: Result) => string) =>
            reportOf(["eu-west-1", "us-east-1"], (result) => {
                const reason = `The policy refuses ${result.source} of ${result.region}.`;
                const lost = lostAt(result, "topic policy", reason, result.source === "macie" ? "kept" : "lost");
                return result.route === "alerts" && result.expected === "arrives"
                    ? aboutItself(lost, statementsOf(result))
                    : undefined;
            });
        const titles = (about: Report) => text(about).match(/^✘ \d\..*$/gm)?.length;
        assert.equal(titles(report(() => "Publish")), 1);
        assert.equal(titles(report(({ source }) => (source === "alarm" ? "Alarms" : "Publish"))), 2);
    });

    it("gives what is unproven a sign and a colour of its own, after what is lost", () => {
        const { colors } = terminalOf({ isTTY: true }, { TERM: "xterm" });
        const report = reportOf(["eu-west-1", "us-east-1"], (result) =>
            result.source === "alarm" ? unprovenAt(result, "alert key", "Not known.") : undefined,
        );
        assert.match(text(report), /^\? 1\. Unproven at the alert key: aws:kms\/key:Key alert-topic$/m);
        assert.equal(rowsOf(report)[0], "? eu-west-1 (home) | ✔ 7 | ✔ 5 | ✔ 5 | ? 0 of 1");
        const colored = reportText(report, { colors, columns: 100 }, { allMails: false });
        const summary = "? dev: 2 Regions, 35 results: 14 arrive, 20 suppressed, 0 lost, 0 false alerts, 1 unproven";
        assert.ok(colored.endsWith(colors.bold(colors.yellow(summary))), colored);
        const both = reportOf(["eu-west-1"], (result) => {
            if (result.source === "alarm") return unprovenAt(result, "relay rule", "Not known.");
            return result.id.endsWith("macie/HIGH") ? lostAt(result, "topic policy", "No statement.") : undefined;
        });
        assert.deepEqual(text(both).match(/^[✘?] \d\. [^:]*|^[✘?] dev/gm), [
            "✘ 1. Lost at the topic policy",
            "? 2. Unproven at the relay rule",
            "✘ dev",
        ]);
    });

    it("counts in a drill only what really travelled, and what went wrong", () => {
        const remark = "by the account's documents";
        const report = reportOf(["eu-west-1"], (result) => {
            if (result.source === "guardDuty") return { latencySeconds: 2 };
            return result.source === "alarm" ? { ...lostAt(result, "alert key", "No."), remark } : { remark };
        });
        const summary = text({ ...report, cloud: "aws" })
            .split("\n\n")
            .at(-1)
            ?.replace("\n", " ");
        assert.equal(
            summary,
            "✘ dev: 1 Region, 8 results: 4 arrive, 3 suppressed, 1 lost, 0 false alerts; 10 more only by the account's documents",
        );
    });

    it("has a line for home even where home is not watched", () => {
        const report = { ...reportOf(["eu-west-1", "us-east-1"]), regions: ["us-east-1"] };
        assert.match(text(report), /^  ✔ us-east-1 .*\n  ✔ eu-west-1 \(home\) /m);
    });

    it("does not take the alert of a dead-letter alarm for an example of a finding", () => {
        const report = reportOf(["eu-west-1"], (result) =>
            result.id === "eu-west-1/macie/HIGH"
                ? {
                      steps: [
                          {
                              hop: "alarm action",
                              resource: { type: "type", name: "an alarm" },
                              passed: true,
                              reason: "",
                          },
                      ],
                  }
                : undefined,
        );
        assert.deepEqual(text(report).match(/^Mail: \S+/gm), ["Mail: GuardDuty", "Mail: Inspector"]);
    });

    it("names no hop where none is known", () => {
        const report = reportOf(["eu-west-1"], (result) =>
            result.source === "alarm" ? { outcome: "lost", steps: [], arrived: undefined } : undefined,
        );
        const [first, second] = text(report).split("\n").slice(-6);
        assert.equal(first, "✘ 1. Lost at an unknown hop");
        assert.equal(second, "     1 result in eu-west-1: CloudWatch alarm.");
    });

    it("puts a loss at an unknown hop after those at a known one, and before false alerts", () => {
        const report = reportOf(["eu-west-1"], (result) => {
            if (result.source === "alarm") return { outcome: "lost", steps: [], arrived: undefined };
            if (result.id.endsWith("macie/archive")) return lostAt(result, "bucket policy", "No statement.");
            return result.id.endsWith("inspector/LOW") ? falseAlert(result) : undefined;
        });
        assert.deepEqual(text(report).match(/^✘ \d\. [^:\n]*/gm), [
            "✘ 1. Lost at the bucket policy",
            "✘ 2. Lost at an unknown hop",
            "✘ 3. False alert at the alert rule",
        ]);
    });

    it("shows the most severe mail of each service, as a mail reader breaks its lines", () => {
        const mails = text(reportOf(["eu-west-1", "us-east-1"]))
            .split("\n\n")
            .filter((block) => block.startsWith("Mail: "));
        assert.deepEqual(
            mails.map((mail) => mail.split("\n")[0]),
            [
                "Mail: GuardDuty CRITICAL finding from eu-west-1",
                "Mail: Macie HIGH finding from eu-west-1",
                "Mail: Inspector CRITICAL finding from eu-west-1",
            ],
        );
        assert.equal(
            mails[1],
            `Mail: Macie HIGH finding from eu-west-1
  From: AWS Notifications <no-reply@sns.amazonaws.com>
  Subject: AWS Notification Message
  On a phone: AWS Notification Message / { "alert": "HIGH Macie finding in eu-west-1, account
  123456789012", "severity":…
  │ { "alert": "HIGH Macie finding in eu-west-1, account 123456789012", "severity": "HIGH", "score":
  │ 8.5, "sample": "", "type": "UnauthorizedAccess:EC2/TorClient", "title": "Someone said \\"hello\\"
  │ <script>alert(1)</script>", "description": "Two lines\\nof text & more, as attack sequences have
  │ them.", "resource": { "type": "Instance", "instance": "i-0123456789abcdef0", "user": "",
  │ "sequence": [ "", "", "" ] }, "console":
  │ "https://eu-west-1.console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings" }`,
        );
    });

    it("shows every mail on request", () => {
        const report = reportOf(["eu-west-1", "us-east-1"]);
        const mailed = report.results.filter(({ route, arrived }) => route === "alerts" && arrived !== undefined);
        assert.equal(text(report, true).match(/^Mail: /gm)?.length, mailed.length);
    });

    it("lists what is not rehearsed, and the warnings", () => {
        const report = {
            ...reportOf(["eu-west-1"]),
            notRehearsed: ["aws:ec2/instance:Instance target", "aws:ec2/vpc:Vpc target"],
            warnings: ["No mailbox has confirmed yet."],
        };
        assert.deepEqual(text(report).split("\n\n").slice(-3), [
            `Not rehearsed, so nothing is proven about 2 resources:
  - aws:ec2/instance:Instance target
  - aws:ec2/vpc:Vpc target`,
            "Warning: No mailbox has confirmed yet.",
            "✔ dev: 1 Region, 18 results: 8 arrive, 10 suppressed, 0 lost, 0 false alerts",
        ]);
    });
});
