import assert from "node:assert/strict";
import { TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { GetFilterCommand, type GetFilterCommandInput, ListFiltersCommand } from "@aws-sdk/client-guardduty";
import { GetRoleCommand, type Role } from "@aws-sdk/client-iam";
import { type Filter, ListFiltersCommand as ListFiltersCommandOfInspector } from "@aws-sdk/client-inspector2";
import { GetFindingsFilterCommand, ListFindingsFiltersCommand } from "@aws-sdk/client-macie2";
import { GetTopicAttributesCommand, GetSubscriptionAttributesCommand } from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand, type QueueAttributeName } from "@aws-sdk/client-sqs";
import { policies, relayRoleArn } from "./support/documents";
import { startDrill, useFakeAccount, wrong } from "./support/drilling";
import { alertOf } from "./support/alert";
import { home } from "./support/stack";

describe("a drill of a stack that loses alerts", () => {
    const fake = useFakeAccount();

    it("names the document that loses an alert, and does not wait for it", async () => {
        fake.account.mocks.sns.on(GetTopicAttributesCommand).resolves({ Attributes: { Policy: policies.bucket } });
        fake.account.delivers = () => false;
        const before = fake.clock.now();
        const blamed = wrong(await startDrill(fake.clock).report);
        assert.ok(blamed.includes(`${home}/guardDuty/HIGH lost: topic policy`), blamed.join("\n"));
        assert.ok(fake.clock.now() - before < 90_000, "20 minutes were not waited");
    });

    it("names the likeliest place when no document says why, once the time is up", async () => {
        fake.account.delivers = ({ severity }) => severity === "HIGH";
        const before = fake.clock.now();
        const report = await startDrill(fake.clock).report;
        assert.deepEqual(wrong(report), [`${home}/guardDuty/CRITICAL lost: subscription`]);
        assert.ok(fake.clock.now() - before >= 20 * 60_000);
    });

    it("notices an alert that should not have come", async () => {
        fake.account.delivers = ({ severity }) => severity !== "LOW";
        assert.deepEqual(wrong(await startDrill(fake.clock).report), [
            `${home}/guardDuty/MEDIUM falseAlert: alert rule`,
            `${home}/macie/MEDIUM falseAlert: alert rule`,
        ]);
    });

    it("notices an alert that says something else", async () => {
        fake.account.delivers = (finding) => {
            if (finding.severity !== "CRITICAL") return finding.severity === "HIGH";
            fake.account.publish(alertOf(finding).replace("i-99999999", "i-0"));
            return false;
        };
        const { results } = await startDrill(fake.clock).report;
        const result = results.find(({ id }) => id === `${home}/guardDuty/CRITICAL`);
        const step = result?.steps.find(({ passed }) => !passed);
        assert.equal(step?.hop, "message");
        assert.match(step.reason, /resource\.instance is "i-0", not "i-99999999"/);
    });

    it("notices a filter that keeps alerts from somebody else", async () => {
        fake.account.mocks.sns.on(GetSubscriptionAttributesCommand).resolves({
            Attributes: { FilterPolicy: '{"severity":["CRITICAL"]}', FilterPolicyScope: "MessageBody" },
        });
        const blamed = wrong(await startDrill(fake.clock).report);
        assert.ok(blamed.includes(`${home}/guardDuty/HIGH lost: subscription`));
        assert.ok(!blamed.some((line) => line.startsWith(`${home}/guardDuty/CRITICAL lost`)));
    });

    it("waits for an alert that a filter keeps from somebody else only", async () => {
        fake.account.mocks.sns.on(GetSubscriptionAttributesCommand).resolves({
            Attributes: { FilterPolicy: '{"severity":["NONE"]}', FilterPolicyScope: "MessageBody" },
        });
        fake.account.delivers = () => false;
        const before = fake.clock.now();
        await startDrill(fake.clock).report;
        assert.ok(fake.clock.now() - before >= 20 * 60_000);
    });

    it("reads the filters that suppress findings, and leaves the others alone", async () => {
        const { guardDuty, macie, inspector } = fake.account.mocks;
        guardDuty.on(ListFiltersCommand).resolves({ FilterNames: ["quiet", "shown"] });
        guardDuty.on(GetFilterCommand).callsFake(({ FilterName: Name }: GetFilterCommandInput) => ({
            Name,
            Action: Name === "quiet" ? "ARCHIVE" : "NOOP",
            FindingCriteria: { Criterion: { severity: { GreaterThanOrEqual: 7 } } },
        }));
        macie.on(ListFindingsFiltersCommand).resolves({ findingsFilterListItems: [{ id: "f1" }] });
        macie.on(GetFindingsFilterCommand, { id: "f1" }).resolves({
            name: "loud",
            action: "ARCHIVE",
            findingCriteria: { criterion: { "severity.description": { eq: ["High"] } } },
        });
        const criteria = { severity: [{ comparison: "EQUALS", value: "CRITICAL" }] };
        inspector.on(ListFiltersCommandOfInspector).resolves({
            filters: [{ name: "grave", action: "SUPPRESS", criteria }] as Filter[],
        });
        fake.account.delivers = () => false;
        const { results } = await startDrill(fake.clock).report;
        const reasons = results.map(({ steps }) => steps.find(({ passed }) => !passed)?.reason ?? "");
        const named = reasons.flatMap((reason) => /^The filter (\w+) suppresses this finding/.exec(reason)?.[1] ?? []);
        assert.deepEqual([...new Set(named)], ["quiet", "loud", "grave"]);
    });

    it("cannot judge a role with a boundary where nothing travelled", async () => {
        const role = { Arn: relayRoleArn, AssumeRolePolicyDocument: policies.trust, RoleName: "relay" } as Role;
        const PermissionsBoundary = { PermissionsBoundaryArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" };
        fake.account.mocks.iam.on(GetRoleCommand).resolves({ Role: { ...role, PermissionsBoundary } });
        const blamed = wrong(await startDrill(fake.clock).report);
        assert.ok(blamed.includes(`${home}/inspector/CRITICAL unproven: relay role`), blamed.join("\n"));
        assert.ok(!blamed.some((line) => line.includes("guardDuty/HIGH ")), "a sample arrived all the same");
    });

    it("notices an object that is not under the findings key", async () => {
        fake.account.objects.set = function (key, { body }) {
            return Map.prototype.set.call(this, key, { body, keyArn: "another" }) as typeof fake.account.objects;
        };
        assert.deepEqual(wrong(await startDrill(fake.clock).report), [`${home}/guardDuty/export lost: findings key`]);
    });

    it("notices an export that does not come", async () => {
        fake.account.objects.set = () => fake.account.objects;
        assert.deepEqual(wrong(await startDrill(fake.clock).report), [
            `${home}/guardDuty/export lost: publishing destination`,
        ]);
    });

    it("notices where EventBridge sees a pattern otherwise", async () => {
        fake.account.mocks.eventBridge.on(TestEventPatternCommand).resolves({ Result: false });
        assert.deepEqual(wrong(await startDrill(fake.clock).report), [
            `${home}/inspector/CRITICAL lost: relay rule`,
            `${home}/inspector/coverage-lost lost: relay rule`,
            `${home}/inspector/CRITICAL/member/210987654321 lost: relay rule`,
        ]);
    });

    it("does not take it for a loss when only an archived sample is updated, and says so", async () => {
        const before = fake.clock.now() - 86_400_000;
        for (const type of ["AttackSequence:IAM/CompromisedCredentials", "AttackSequence:S3/CompromisedData"])
            fake.account.findings.add("guardDuty", type, { archived: true, createdAt: before, updatedAt: before });
        fake.account.findings.updatesArchived = true;
        const { results } = await startDrill(fake.clock).report;
        const result = results.find(({ id }) => id === `${home}/guardDuty/CRITICAL`);
        assert.equal(result?.outcome, "arrives");
        assert.equal(result.remark, "by the account's documents, as the service only updated an archived sample");
        assert.equal(result.latencySeconds, undefined);
    });

    it("notices a suppression rule, and a finding of another severity", async () => {
        fake.account.findings.becomes = (finding) => {
            if (finding.severity === "CRITICAL") finding.archived = true;
            if (finding.service === "macie" && finding.severity === "HIGH") finding.severity = "MEDIUM";
        };
        const report = await startDrill(fake.clock, { timeout: 60_000 }).report;
        const reasons = report.results
            .filter(({ outcome }) => outcome === "lost")
            .map(({ steps }) => steps.find(({ passed }) => !passed)?.reason);
        assert.match(reasons[0]!, /A suppression rule/);
        assert.equal(reasons[1], "AWS made it a finding of MEDIUM, not of HIGH, so it tests something else.");
    });

    /** Each look at the queues finds more in them. */
    const withGrowingQueues = () => {
        let count = 0;
        const AttributeNames: QueueAttributeName[] = [
            "ApproximateNumberOfMessages",
            "ApproximateNumberOfMessagesNotVisible",
        ];
        fake.account.mocks.sqs
            .on(GetQueueAttributesCommand, { AttributeNames })
            .callsFake(() => ({ Attributes: { ApproximateNumberOfMessages: `${count++}` } }));
    };

    it("does not report lost events again where a sample was lost", async () => {
        fake.account.delivers = ({ severity }) => severity === "HIGH";
        withGrowingQueues();
        const blamed = wrong(await startDrill(fake.clock, { timeout: 60_000 }).report);
        assert.deepEqual(blamed, [`${home}/guardDuty/CRITICAL lost: subscription`]);
    });

    it("reports lost events although every alert arrived", async () => {
        withGrowingQueues();
        const blamed = wrong(await startDrill(fake.clock).report);
        assert.ok(blamed.length > 0 && blamed.every((line) => line.endsWith("lost: dead-letter queue")), blamed.join());
    });
});
