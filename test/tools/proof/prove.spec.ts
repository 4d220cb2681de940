import assert from "node:assert/strict";
import type { Cloud, Trace } from "../../../tools/proof/prove";
import { drill } from "../../../tools/proof/prove";
import { isExporting, serviceKeys } from "../../../findings/services";
import type { JsonObject } from "../../../tools/evaluators/json";
import type { Expectations } from "../../../tools/proof/expectations";
import { needs } from "../../../tools/proof/fixes";
import { decisiveStep, hops, type Result, type Step } from "../../../tools/proof/report";

const expectations: Expectations = {
    home: "eu-west-1",
    minimumSeverity: { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" },
    coverage: ["guardDuty", "inspector"],
    regions: [{ region: "eu-west-1", services: ["macie"] }],
    heartbeats: [],
    routes: [],
    mute: [],
    emails: [],
    endpoints: false,
};

const step = (hop: Step["hop"], passed: boolean): Step => ({
    hop,
    resource: { type: "type", name: "something" },
    passed,
    reason: "because",
});

/** A cloud in which the same becomes of every event. */
function cloudOf(trace: Trace): Cloud {
    const facts = { kind: "rehearsal", account: "123456789012", partition: "aws", alarms: [] } as const;
    return { ...facts, send: (cases) => Promise.resolve(cases.map(() => trace)) };
}

async function resultThrough(trace: Trace, id: string): Promise<Result> {
    const results = await drill(expectations, cloudOf(trace));
    return results.find((result) => result.id === id)!;
}

describe("the drill", () => {
    const all: Trace = { steps: [step("alert rule", true), step("subscription", true)], arrived: "a mail" };
    const some: Trace = { steps: [step("subscription", true), step("subscription", false)], arrived: "a mail" };
    const none: Trace = { steps: [step("topic policy", false), step("dead-letter queue", true)], deadLetter: "kept" };

    it("sends events of every band, and of what is to be suppressed", async () => {
        const results = await drill(expectations, cloudOf(all));
        assert.deepEqual(
            results.map(({ id, expected, route }) => [id.replace("eu-west-1/macie/", ""), expected, route]),
            [
                ["LOW", "suppressed", "alerts"],
                ["MEDIUM", "suppressed", "alerts"],
                ["HIGH", "arrives", "alerts"],
                ["archived/HIGH", "suppressed", "alerts"],
                ["replay", "arrives", "archive"],
                ["export", "arrives", "archive"],
                ["LOW/not-relayed", "arrives", "alerts"],
                ["HIGH/not-mailed", "arrives", "alerts"],
                ["HIGH/member/210987654321", "arrives", "alerts"],
            ],
        );
    });

    it("sends findings of member accounts, which the administrator's own bus receives", async () => {
        const sent: (readonly unknown[])[] = [];
        const cloud: Cloud = {
            ...cloudOf(all),
            send: (cases) => {
                for (const { kind, source, severity, event } of cases.filter(({ kind }) => kind === "member")) {
                    const { accountId, awsAccountId } = event.detail as JsonObject;
                    sent.push([kind, source, severity, event.account, accountId ?? awsAccountId]);
                }
                return Promise.resolve(cases.map(() => all));
            },
        };
        await drill({ ...expectations, regions: [{ region: "us-east-1", services: serviceKeys }] }, cloud);
        assert.deepEqual(sent, [
            ["member", "guardDuty", "HIGH", "123456789012", "210987654321"],
            ["member", "guardDuty", "CRITICAL", "123456789012", "210987654321"],
            ["member", "macie", "HIGH", "123456789012", "210987654321"],
            ["member", "inspector", "CRITICAL", "123456789012", "210987654321"],
        ]);
    });

    it("exports what services export to S3, and nothing of the others", async () => {
        const regions = [{ region: "eu-west-1", services: serviceKeys }];
        const results = await drill({ ...expectations, regions }, cloudOf(all));
        const exporting = results.filter(({ kind }) => kind === "export").map(({ source }) => source);
        assert.deepEqual([...new Set(exporting)], serviceKeys.filter(isExporting));
    });

    it("calls what should arrive lost, unless everybody got it", async () => {
        const outcomes = [all, some, none].map(async (trace) => {
            const { outcome, arrived, deadLetter } = await resultThrough(trace, "eu-west-1/macie/HIGH");
            return [outcome, arrived, deadLetter];
        });
        assert.deepEqual(await Promise.all(outcomes), [
            ["arrives", "a mail", undefined],
            ["lost", undefined, undefined],
            ["lost", undefined, "kept"],
        ]);
    });

    it("calls what should be suppressed a false alert as soon as one mailbox got it, and blames the rule", async () => {
        const outcomes = [all, some, none].map(async (trace) => {
            const result = await resultThrough(trace, "eu-west-1/macie/LOW");
            return [result.outcome, result.arrived, decisiveStep(result)?.hop];
        });
        assert.deepEqual(await Promise.all(outcomes), [
            ["falseAlert", "a mail", "alert rule"],
            ["falseAlert", "a mail", "subscription"],
            ["suppressed", undefined, "topic policy"],
        ]);
    });

    it("says what to do about a step that failed, unless it says so itself or should have failed", async () => {
        const own = { ...step("alert key", false), fix: "Enable it." };
        const trace = { steps: [step("service", true), step("topic policy", false), own] };
        const fixesOf = async (kind: Cloud["kind"], id: string) => {
            const results = await drill(expectations, { ...cloudOf(trace), kind });
            return results.find((result) => result.id === id)?.steps.map(({ fix }) => fix);
        };
        const { "topic policy": need } = needs;
        const refresh = "`pulumi up --refresh` undoes changes that were made outside of Pulumi.";
        assert.deepEqual(await fixesOf("rehearsal", "eu-west-1/macie/HIGH"), [undefined, need, "Enable it."]);
        assert.deepEqual(await fixesOf("aws", "eu-west-1/macie/HIGH"), [undefined, `${refresh} ${need}`, "Enable it."]);
        assert.deepEqual(await fixesOf("aws", "eu-west-1/macie/LOW"), [undefined, undefined, "Enable it."]);
        assert.ok(hops.every((hop) => /^\S.*\.$/.test(needs[hop])));
    });

    it("keeps the mail of what arrives, and of nothing that is lost", async () => {
        const mail = { from: "Vigil", subject: "[HIGH] Macie", text: "What" };
        const mails = [all, none].map(async (trace) => {
            return (await resultThrough({ ...trace, mail }, "eu-west-1/macie/HIGH")).mail;
        });
        assert.deepEqual(await Promise.all(mails), [mail, undefined]);
    });

    it("calls it lost when the cloud gives no trace", async () => {
        const silent: Cloud = { ...cloudOf(none), send: () => Promise.resolve([]) };
        const results = await drill(expectations, silent);
        assert.deepEqual([...new Set(results.map(({ outcome }) => outcome))].sort(), ["lost", "suppressed"]);
    });
});
