import assert from "node:assert/strict";
import type { Report } from "../../../tools/proof/report";
import { rehearse } from "../../../tools/rehearsal/rehearse";
import { inOrder, set } from "./edits";
import { recordDev, recordNotifier, rehearseOver, resultIn, wrongIn } from "./stacks";

const mailbox = "security@example.com";

describe("the rehearsal of a stack with a notifier", () => {
    let report: Report;

    before(async () => {
        report = await rehearseOver(await recordNotifier({ timeZone: "Europe/Berlin" }));
    });

    const hopsFrom = (id: string, first: string) => {
        const steps = resultIn(report, id)!.steps.map(({ hop, resource: { name } }) => `${hop}: ${name}`);
        return steps.slice(steps.findIndex((step) => step.startsWith(first)));
    };

    it("is green, and takes every alert to the mailbox by way of the function", () => {
        assert.deepEqual(wrongIn(report), []);
        assert.deepEqual(hopsFrom("us-east-1/guardDuty/HIGH", "alert key"), [
            ...["alert key: alert-topic", "alert key: alert-topic"],
            "subscription: alert-topic-https-e0670485",
            ...["subscription: notifier", "notifier queue: notifier", "event source mapping: notifier"],
            ...Array.from({ length: 4 }, () => "notifier role: notifier"),
            ...["notifier: notifier", "notifier: notifier"],
            ...Array.from({ length: 3 }, () => "notifier role: notifier"),
            ...["mail topic: mail-topic", "mail key: mail-topic", "mail key: mail-topic"],
            `subscription: mail-topic-${mailbox}`,
        ]);
    });

    it("shows the mail that arrives", () => {
        const { arrived, mail } = resultIn(report, "us-east-1/macie/HIGH")!;
        assert.equal(
            mail?.subject,
            "[SAMPLE] [HIGH] Macie: Sensitive or exposed data in a bucket (us-east-1, 123456789012)",
        );
        assert.match(arrived ?? "", /^\{.*"severity":\s*"HIGH"/);
        assert.match(
            mail.text,
            /^SAMPLE, no emergency: HIGH finding of Macie\n[^]* 03:11 Europe\/Berlin \(02:11 UTC\)\n/,
        );
    });

    it("makes few mails of a thousand alerts at once, and knows how many come in a second", () => {
        const { steps, severity, kind, mail } = resultIn(report, "eu-west-1/guardDuty/HIGH/burst")!;
        assert.deepEqual([severity, kind], ["HIGH", "burst"]);
        assert.deepEqual([mail?.from, mail?.subject], ["Vigil", "[HIGH] 995 alerts"]);
        assert.deepEqual(
            steps.slice(-2).map(({ hop, reason }) => [hop, reason]),
            [
                ["notifier", "It makes 6 mails of 1000 alerts at once, and counts every one."],
                ["event source mapping", "In a second a mailbox gets 2 mails and 7 alarms at most."],
            ],
        );
    });

    it("brings the alarm about what the function never takes without the function", () => {
        assert.deepEqual(hopsFrom("eu-west-1/guardDuty/HIGH/not-taken", "alarm action"), [
            ...["alarm action: notifier-waiting", "dead-letter queue: notifier"],
            ...["dead-letter queue: notifier-dead-letters", "dead-letter queue: notifier-dead-letters"],
            ...["alarm action: notifier-dead-letters", "alarm action: notifier-dead-letters"],
            ...["mail topic: mail-topic", "mail key: mail-topic", "mail key: mail-topic"],
            `subscription: mail-topic-${mailbox}`,
        ]);
    });

    it("mails that an alarm of home is over", () => {
        const { mail } = resultIn(report, "eu-west-1/alarm/vigil-test-notifier-pending-subscriptions/over")!;
        assert.match(mail?.subject ?? "", /^\[ALL CLEAR\] Vigil: vigil-test-notifier-pending-subscriptions /);
    });

    it("is as green over what AWS adds in a state, and without its settings", async () => {
        const { state } = await recordNotifier();
        const added = inOrder(
            set(["function"], { reservedConcurrentExecutions: -1, layers: [] }),
            set(["eventSourceMapping"], { filterCriteria: null, maximumRetryAttempts: 0, enabled: true }),
        );
        const deployed = await rehearse(added(state), { stack: "test", expectations: undefined, warnings: [] });
        assert.deepEqual(wrongIn(deployed), []);
        assert.ok(resultIn(deployed, "eu-west-1/guardDuty/HIGH/burst"));
    });

    it("calls it unproven where the mapping drops messages by a pattern", async () => {
        const criteria = { filters: [{ pattern: '{"body":{"severity":["CRITICAL"]}}' }] };
        const doubtful = await rehearseOver(
            await recordNotifier(),
            set(["eventSourceMapping"], { filterCriteria: criteria }),
        );
        const { outcome, steps } = resultIn(doubtful, "eu-west-1/guardDuty/HIGH")!;
        assert.deepEqual([outcome, steps.find(({ unproven }) => unproven)?.hop], ["unproven", "event source mapping"]);
    });
});

describe("the rehearsal of a stack whose mailboxes are on the alert topic", () => {
    const suspends = `A burst of more than 10 alerts a second suspends a mailbox on the alert topic itself: ${mailbox}.`;

    it("warns of bursts, and does not fail for them", async () => {
        const report = await rehearseOver(await recordDev());
        assert.deepEqual(wrongIn(report), []);
        assert.ok(report.warnings.includes(suspends), report.warnings.join("\n"));
        assert.equal(resultIn(report, "eu-west-1/guardDuty/HIGH/burst"), undefined);
    });

    it("warns of nothing where there is a notifier", async () => {
        const { warnings } = await rehearseOver(await recordNotifier());
        assert.deepEqual(
            warnings.filter((warning) => warning.includes("burst")),
            [],
        );
    });
});
