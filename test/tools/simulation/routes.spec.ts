import assert from "node:assert/strict";
import type { Report } from "../../../tools/proof/report";
import { inOrder, set } from "./edits";
import { type Recorded, recordDev, recordRoutes, rehearseOver, wrongIn } from "./stacks";

describe("the rehearsal of a stack with routes", () => {
    let recorded: Recorded;
    let report: Report;

    before(async () => {
        recorded = await recordRoutes();
        report = await rehearseOver(recorded);
    });

    it("warns of a channel where users may do all that they may elsewhere", async () => {
        const warned = (one: Report) => one.warnings.filter((warning) => warning.includes("guardrail"));
        assert.deepEqual(warned(report), []);
        const admin = set(["slackChannel"], { guardrailPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] });
        const none = set(["teamsChannel"], { guardrailPolicyArns: undefined });
        assert.deepEqual(warned(await rehearseOver(recorded, inOrder(admin, none))), [
            "The guardrail of the channel C0123ABCD is AdministratorAccess: it bounds nothing.",
            "The guardrail of the channel 19%3Apayments%40thread.tacv2 is AdministratorAccess, as none is set: it bounds nothing.",
        ]);
    });

    it("is green", () => {
        assert.deepEqual(wrongIn(report), []);
    });

    it("is green where a thousand alerts at once are for several routes, which each hear of all", async () => {
        const routes = {
            everyone: { emails: ["everyone@example.com"], slack: [{ workspace: "T0123AB", channel: "C0123AB" }] },
        };
        const alerts = { emails: ["security@example.com"], routes };
        const several = await recordDev({ "vigil:alerts": JSON.stringify(alerts) });
        assert.deepEqual(wrongIn(await rehearseOver(several)), []);
        // A mail a second: 18 of them, for three topics.
        const short = await rehearseOver(several, set(["function"], { timeout: 17 }));
        assert.deepEqual(wrongIn(short), ["eu-west-1/guardDuty/HIGH/burst is lost at the notifier"]);
    });

    it("says when the alarm on silence goes off: at four of the eight heartbeats that two Regions send", () => {
        const silence = report.results.find(({ kind }) => kind === "silence");
        const [first] = silence?.steps.filter(({ hop }) => hop === "heartbeat alarm") ?? [];
        assert.equal(first?.reason, "It goes off when no more than 4 arrive in an hour, twice running.");
    });

    it("says what each of them asks for", () => {
        assert.deepEqual(report.audiences, [
            { name: "default", minimumSeverity: { guardDuty: "HIGH", macie: "OFF", inspector: "CRITICAL" } },
            { name: "payments", minimumSeverity: { guardDuty: "MEDIUM", macie: "OFF", inspector: "HIGH" } },
            { name: "data", minimumSeverity: { guardDuty: "OFF", macie: "LOW", inspector: "OFF" } },
            { name: "raw events", minimumSeverity: { guardDuty: "LOW", macie: "MEDIUM", inspector: "OFF" } },
        ]);
    });

    it("knows who must hear of each finding, and nobody else", () => {
        const told = report.results
            .filter(({ kind }) => ["finding", "muted", "routed", "coverageLost", "member"].includes(kind))
            .map(({ id, audience = [] }) => `${id}: ${audience.join(", ")}`);
        assert.deepEqual(told, [
            "eu-west-1/guardDuty/LOW: ",
            "eu-west-1/guardDuty/MEDIUM: ",
            "eu-west-1/guardDuty/HIGH: https endpoints",
            "eu-west-1/guardDuty/CRITICAL: default",
            "eu-west-1/guardDuty/muted/CryptoCurrency:EC2/*: https endpoints",
            "eu-west-1/guardDuty/muted/Recon:EC2/Portscan: https endpoints",
            "eu-west-1/guardDuty/coverage-lost: default",
            "eu-west-1/macie/LOW: ",
            "eu-west-1/macie/MEDIUM: data",
            "eu-west-1/macie/HIGH: data",
            "eu-west-1/macie/route/data: data",
            "eu-west-1/inspector/LOW: ",
            "eu-west-1/inspector/MEDIUM: ",
            "eu-west-1/inspector/HIGH: ",
            "eu-west-1/inspector/CRITICAL: default",
            "eu-west-1/inspector/coverage-lost: default",
            "us-east-1/guardDuty/LOW: ",
            "us-east-1/guardDuty/MEDIUM: payments",
            "us-east-1/guardDuty/HIGH: https endpoints",
            "us-east-1/guardDuty/CRITICAL: default, payments",
            "us-east-1/guardDuty/muted/CryptoCurrency:EC2/*: https endpoints",
            "us-east-1/guardDuty/muted/Recon:EC2/Portscan: https endpoints",
            "us-east-1/guardDuty/route/payments: payments",
            "us-east-1/guardDuty/coverage-lost: default, payments",
            "us-east-1/macie/LOW: ",
            "us-east-1/macie/MEDIUM: data",
            "us-east-1/macie/HIGH: data",
            "us-east-1/macie/route/data: data",
            "us-east-1/inspector/LOW: ",
            "us-east-1/inspector/MEDIUM: ",
            "us-east-1/inspector/HIGH: payments",
            "us-east-1/inspector/CRITICAL: default, payments",
            "us-east-1/inspector/route/payments: payments",
            "us-east-1/inspector/coverage-lost: default, payments",
            "eu-west-1/guardDuty/HIGH/member/210987654321: https endpoints",
            "eu-west-1/guardDuty/CRITICAL/member/210987654321: default",
            "eu-west-1/macie/MEDIUM/member/210987654321: data",
            "eu-west-1/macie/HIGH/member/210987654321: data",
            "eu-west-1/inspector/CRITICAL/member/210987654321: default",
        ]);
    });
});
