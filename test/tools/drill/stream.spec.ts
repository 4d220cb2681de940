import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { sampleFindingTypes } from "../../../findings/samples";
import { serviceFacts } from "../../../findings/services";
import { camelCased } from "../../../tools/drill/account/live";
import type { JsonObject } from "../../../tools/evaluators/json";
import { eventOf } from "../../../tools/proof/events/event";
import type { Result } from "../../../tools/proof/report";
import { startDrill, useFakeAccount, wrong } from "./support/drilling";
import type { FakeFinding } from "./support/fake-findings";
import { guardDutyFinding, macieFinding } from "./support/finding-forms";
import { account, home, outputs } from "./support/stack";

const streaming = { ...outputs, findingsStream: { name: "vigil-dev-findings-stream" } };

/** The event that EventBridge has of a sample. */
function eventIn(finding: FakeFinding, changes: JsonObject = {}): JsonObject {
    const detail = camelCased(finding.service === "macie" ? macieFinding(finding) : guardDutyFinding(finding));
    if (finding.service === "guardDuty") (detail.service as JsonObject).additionalInfo = { sample: true };
    const { source, detailType } = serviceFacts[finding.service];
    const event = eventOf({ account, partition: "aws", region: home }, { source, detailType, detail });
    return { ...event, detail: { ...(event.detail as JsonObject), ...changes } };
}

describe("what a drill finds of its samples in the findings stream", () => {
    const fake = useFakeAccount();

    /** Firehose writes an object of each event that is kept. */
    function keeps(eventOfFinding: (finding: FakeFinding) => JsonObject | undefined, keyArn = outputs.findingsKeyArn) {
        fake.account.tell = (finding) => {
            const event = eventOfFinding(finding);
            const day = new Date(fake.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
            const body = gzipSync(`${JSON.stringify(event)}\n`);
            if (event !== undefined) fake.account.objects.set(`findings/dt=${day}/${finding.id}.gz`, { body, keyArn });
        };
    }

    const drillStream = async () => {
        const report = await startDrill(fake.clock, { outputs: streaming }).report;
        const kept = report.results.filter(({ kind }) => kind === "kept");
        return { wrong: wrong(report), kept };
    };
    const lastStep = ({ steps }: Result) => steps.at(-1);

    it("is the event of each, also of those that nobody is mailed of", async () => {
        keeps(eventIn);
        const { wrong, kept } = await drillStream();
        assert.deepEqual(wrong, []);
        const bands = (service: string, ...words: string[]) => words.map((word) => `${home}/${service}/${word}/stream`);
        assert.deepEqual(
            kept.map(({ id }) => id).sort(),
            [
                ...bands("guardDuty", "CRITICAL", "HIGH", "LOW", "MEDIUM"),
                ...bands("macie", "HIGH", "LOW", "MEDIUM"),
            ].sort(),
        );
        assert.deepEqual(
            [...new Set(kept.map((one) => lastStep(one)?.reason))],
            ["A line of the object is the event, and the alert's fields follow from it."],
        );
        assert.ok(kept.every(({ arrived }) => arrived?.startsWith("findings/dt=")));
    });

    it("is that of another sample of the Region where the service only updates an earlier one", async () => {
        keeps(eventIn);
        await drillStream();
        fake.account.objects.clear();
        const { wrong, kept } = await drillStream();
        assert.deepEqual(wrong, []);
        assert.deepEqual(
            kept.filter(({ remark }) => remark !== undefined).map(({ id, remark }) => [id, remark]),
            [
                [
                    `${home}/macie/LOW/stream`,
                    "by another sample of the Region, as the service only updated an earlier one",
                ],
            ],
        );
    });

    it("is in doubt where the service only updates earlier ones", async () => {
        keeps(eventIn);
        const before = fake.clock.now() - 86_400_000;
        for (const { type } of sampleFindingTypes.guardDuty)
            fake.account.findings.add("guardDuty", type, { archived: true, createdAt: before, updatedAt: before });
        fake.account.objects.clear();
        fake.account.findings.updatesArchived = true;
        const report = await startDrill(fake.clock, { outputs: streaming }).report;
        const kept = report.results.filter(({ kind, source }) => kind === "kept" && source === "guardDuty");
        assert.deepEqual([...new Set(kept.map(({ outcome }) => outcome))], ["unproven"]);
    });

    it("is lost where no object has it, once the time is up", async () => {
        keeps((finding) => (finding.severity === "LOW" ? undefined : eventIn(finding)));
        const { wrong, kept } = await drillStream();
        assert.deepEqual(wrong.sort(), [
            `${home}/guardDuty/LOW/stream lost: findings stream`,
            `${home}/macie/LOW/stream lost: findings stream`,
        ]);
        const lost = kept.find(({ outcome }) => outcome === "lost");
        assert.deepEqual(lost && lastStep(lost)?.resource, { type: "stream", name: "vigil-dev-findings-stream" });
    });

    it("is lost where the event says something else than its alert, or is under another key", async () => {
        keeps((finding) => eventIn(finding, finding.severity === "HIGH" ? { title: "else" } : {}));
        const { wrong, kept } = await drillStream();
        assert.deepEqual(wrong.sort(), [
            `${home}/guardDuty/HIGH/stream lost: line`,
            `${home}/macie/HIGH/stream lost: line`,
        ]);
        const lost = kept.find(({ outcome }) => outcome === "lost");
        assert.match(
            (lost && lastStep(lost)?.reason) ?? "",
            /^The event in the object is not that of the alert: title is /,
        );
    });

    it("is lost under another key than the findings key", async () => {
        keeps(eventIn, "arn:other");
        const { wrong } = await drillStream();
        assert.equal(wrong.length, 7);
        assert.ok(
            wrong.every((one) => one.endsWith("/stream lost: findings key")),
            wrong.join(),
        );
    });
});
