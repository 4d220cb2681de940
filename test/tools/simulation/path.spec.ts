import assert from "node:assert/strict";
import type { Trace } from "../../../tools/proof/prove";
import { goesOffAtOne, modelOf } from "../../../tools/simulation/model/read-model";
import type { StackModel } from "../../../tools/simulation/model/stack-model";
import { deadLetterAlarm, watchingAlarms } from "../../../tools/simulation/path/dead-letters";
import { best } from "../../../tools/simulation/path/rules";
import { failed, passed } from "../../../tools/simulation/steps";
import { recordDev } from "./stacks";

describe("the best of several traces", () => {
    const resource = { type: "topic", name: "alerts" };
    const steps = [passed("topic policy", resource, "It is allowed.")];
    const complete: Trace = { steps, arrived: "a mail" };
    const partial: Trace = { steps: [...steps, failed("subscription", resource, "Not confirmed.")], arrived: "a mail" };
    const lost: Trace = { steps: [failed("topic policy", resource, "It is denied.")], deadLetter: "kept" };
    const gone: Trace = { steps: [failed("alert key", resource, "It is denied.")], deadLetter: "lost" };

    it("is one that arrived everywhere, then one that arrived at all, then the first", () => {
        assert.equal(best([lost, partial, complete]), complete);
        assert.equal(best([complete, partial]), complete);
        assert.equal(best([lost, partial]), partial);
        assert.equal(best([lost, gone]), lost);
        assert.deepEqual(best([]), { steps: [] });
    });
});

describe("an alarm", () => {
    it("goes off at one only with a threshold that one crosses", () => {
        const thresholds: readonly [operator: string | undefined, threshold: number, goesOff: boolean][] = [
            ["GreaterThanThreshold", 0, true],
            ["GreaterThanThreshold", 1, false],
            ["GreaterThanOrEqualToThreshold", 1, true],
            ["GreaterThanOrEqualToThreshold", 2, false],
            ["LessThanThreshold", 1, false],
            ["GreaterThanThreshold", NaN, false],
            [undefined, 0, false],
        ];
        for (const [operator, threshold, goesOff] of thresholds)
            assert.equal(goesOffAtOne(operator, threshold), goesOff, `${operator} ${threshold}`);
    });

    describe("on a rule or queue of the same name in another Region", () => {
        let model: StackModel;
        let elsewhere: StackModel;

        before(async () => {
            model = modelOf((await recordDev()).state);
            elsewhere = { ...model, alarms: model.alarms.map((alarm) => ({ ...alarm, region: "us-west-2" })) };
        });

        it("does not watch the stack", () => {
            assert.deepEqual(watchingAlarms(model), model.alarms);
            assert.deepEqual(watchingAlarms(elsewhere), []);
        });

        it("does not report the dead letters of a target", () => {
            const targets = model.rules.flatMap((rule) => rule.targets);
            assert.ok(targets.length > 2);
            for (const target of targets) {
                const { step, alarm } = deadLetterAlarm(model, target);
                assert.deepEqual([step.hop, step.passed, alarm?.region], ["alarm action", true, target.region]);
                const queue = model.queues.find(({ arn }) => arn === target.deadLetterArn)!;
                const reason = `No alarm goes off at the first message in ${queue.name}.`;
                assert.deepEqual(deadLetterAlarm(elsewhere, target), {
                    step: failed("alarm action", queue.resource, reason),
                });
            }
        });
    });
});
