import assert from "node:assert/strict";
import type { Trace } from "../../../tools/proof/prove";
import { modelOf } from "../../../tools/simulation/model/read-model";
import {
    ageMetric,
    type AlarmSettings,
    freshnessMetric,
    successMetric,
    whySilent,
} from "../../../tools/simulation/model/silence";
import type { StackModel } from "../../../tools/simulation/model/stack-model";
import { deadLetterAlarm, watchingAlarms } from "../../../tools/simulation/path/alarms";
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
    const good: AlarmSettings = {
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        statistic: "Sum",
        period: 300,
        evaluationPeriods: 1,
        datapointsToAlarm: undefined,
        treatMissingData: "notBreaching",
        metric: "AWS/Events FailedInvocations",
    };
    const below = { comparisonOperator: "LessThanThreshold", threshold: 1, metric: successMetric };
    const off: readonly Partial<AlarmSettings>[] = [
        {},
        { comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: 1 },
        { statistic: "Maximum" },
        { statistic: "Average" },
        { evaluationPeriods: 5, datapointsToAlarm: 1 },
        { period: 3600 },
        { treatMissingData: "missing" },
        { treatMissingData: undefined },
        { threshold: 300, statistic: "Maximum", metric: ageMetric },
        { threshold: 3600, statistic: "Maximum", metric: freshnessMetric },
        { ...below, statistic: "Minimum" },
        { ...below, statistic: "Average" },
        { ...below, statistic: "Minimum", comparisonOperator: "LessThanOrEqualToThreshold", threshold: 0 },
    ];
    const silent: readonly [Partial<AlarmSettings>, why: string][] = [
        [{ threshold: 1 }, "Sum of one is not GreaterThanThreshold with 1"],
        [{ threshold: -1 }, "it goes off while nothing is wrong, at 0"],
        [{ threshold: NaN }, "Sum of one is not GreaterThanThreshold with NaN"],
        [
            { comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: 2 },
            "Sum of one is not GreaterThanOrEqualToThreshold with 2",
        ],
        [
            { comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: 0 },
            "it goes off while nothing is wrong, at 0",
        ],
        [{ comparisonOperator: "LessThanThreshold", threshold: 1 }, "it goes off while nothing is wrong, at 0"],
        [{ comparisonOperator: undefined }, "Sum of one is not compared with 0"],
        [
            { statistic: "Average", comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: 1 },
            "Average of one is not GreaterThanOrEqualToThreshold with 1",
        ],
        [{ statistic: "Minimum" }, "its statistic Minimum can hide a single one"],
        [{ statistic: "SampleCount" }, "its statistic SampleCount can hide a single one"],
        [{ statistic: "p99" }, "its statistic p99 can hide a single one"],
        [{ evaluationPeriods: 288 }, "it needs 288 data points above its threshold"],
        [{ evaluationPeriods: 5, datapointsToAlarm: 2 }, "it needs 2 data points above its threshold"],
        [{ threshold: 86_400, metric: freshnessMetric }, "Sum of 43200 is not GreaterThanThreshold with 86400"],
        [{ threshold: 60, metric: freshnessMetric }, "it goes off while nothing is wrong, at 300"],
        [{ ...below, statistic: "Sum" }, "its statistic Sum can hide a single one"],
        [{ ...below, statistic: "Minimum", threshold: 0 }, "Minimum of 0 is not LessThanThreshold with 0"],
        [{ threshold: 7200, metric: ageMetric }, "Sum of 3600 is not GreaterThanThreshold with 7200"],
        [{ period: 86_400 }, "a data point of it takes 86400 seconds"],
        [{ treatMissingData: "breaching" }, "it goes off while nothing is wrong, because missing data are breaching"],
        [{ treatMissingData: "ignore" }, "once off it stays so, because missing data are ignored"],
    ];
    it("goes off at the first data point of one, or says why not", () => {
        for (const change of off) assert.equal(whySilent({ ...good, ...change }), undefined, JSON.stringify(change));
        for (const [change, why] of silent) assert.equal(whySilent({ ...good, ...change }), why);
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
                const stray = elsewhere.alarms.find(({ dimensions }) => dimensions.QueueName === queue.name)!;
                const reason =
                    `No alarm goes off at the first message in ${queue.name}: this one watches ${stray.metric} of ` +
                    `${queue.name} in us-west-2.`;
                assert.deepEqual(deadLetterAlarm(elsewhere, target), {
                    step: failed("alarm action", stray.resource, reason),
                });
            }
        });
    });
});
