import assert from "node:assert/strict";
import type { Cloud, Passage } from "../../../tools/proof/cloud";
import { drill } from "../../../tools/proof/prove";
import type { Expectations } from "../../../tools/proof/expectations";
import { decisiveStep, type Journey, type Step } from "../../../tools/proof/report";

const expectations: Expectations = {
    home: "eu-west-1",
    minimumSeverity: { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" },
    regions: [{ region: "eu-west-1", services: ["macie"] }],
    emails: [],
};

const step = (hop: Step["hop"], passed: boolean): Step => ({ hop, resource: "something", passed, reason: "because" });

/** A cloud in which the same becomes of every event. */
function cloudOf(passage: Passage): Cloud {
    const facts = { kind: "rehearsal", account: "123456789012", partition: "aws", alarms: [] } as const;
    return { ...facts, send: (cases) => Promise.resolve(cases.map(() => passage)) };
}

async function journeyThrough(passage: Passage, id: string): Promise<Journey> {
    const journeys = await drill(expectations, cloudOf(passage));
    return journeys.find((journey) => journey.id === id)!;
}

describe("the drill", () => {
    const all: Passage = { steps: [step("alert rule", true), step("subscription", true)], arrived: "a mail" };
    const some: Passage = { steps: [step("subscription", true), step("subscription", false)], arrived: "a mail" };
    const none: Passage = { steps: [step("topic policy", false), step("dead-letter queue", true)], deadLetter: "kept" };

    it("sends events of every band, and of what is to be kept quiet", async () => {
        const journeys = await drill(expectations, cloudOf(all));
        assert.deepEqual(
            journeys.map(({ id, expected, route }) => [id.replace("eu-west-1/macie/", ""), expected, route]),
            [
                ["LOW", "quiet", "alerts"],
                ["MEDIUM", "quiet", "alerts"],
                ["HIGH", "arrives", "alerts"],
                ["archived", "quiet", "alerts"],
                ["replay", "arrives", "archive"],
                ["export", "arrives", "archive"],
                ["LOW/not-relayed", "arrives", "alerts"],
                ["HIGH/not-mailed", "arrives", "alerts"],
            ],
        );
    });

    it("calls what should arrive lost, unless everybody got it", async () => {
        const outcomes = [all, some, none].map(async (passage) => {
            const { outcome, arrived, deadLetter } = await journeyThrough(passage, "eu-west-1/macie/HIGH");
            return [outcome, arrived, deadLetter];
        });
        assert.deepEqual(await Promise.all(outcomes), [
            ["arrives", "a mail", undefined],
            ["lost", undefined, undefined],
            ["lost", undefined, "kept"],
        ]);
    });

    it("calls what should be quiet leaked as soon as anybody got it, and blames the rule", async () => {
        const outcomes = [all, some, none].map(async (passage) => {
            const journey = await journeyThrough(passage, "eu-west-1/macie/LOW");
            return [journey.outcome, journey.arrived, decisiveStep(journey)?.hop];
        });
        assert.deepEqual(await Promise.all(outcomes), [
            ["leaked", "a mail", "alert rule"],
            ["leaked", "a mail", "subscription"],
            ["quiet", undefined, "topic policy"],
        ]);
    });

    it("takes it for lost when the cloud says nothing", async () => {
        const silent: Cloud = { ...cloudOf(none), send: () => Promise.resolve([]) };
        const journeys = await drill(expectations, silent);
        assert.deepEqual([...new Set(journeys.map(({ outcome }) => outcome))].sort(), ["lost", "quiet"]);
    });
});
