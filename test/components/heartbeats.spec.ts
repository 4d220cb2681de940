import assert from "node:assert/strict";
import { heartbeatPattern } from "../../findings/heartbeat";
import { heartbeatPermissions, scheduleTrustPolicy } from "../../policies/schedules";
import { policyOf } from "../support/policies";
import { record } from "../support/record";
import { account, home, newBus, newHeartbeats, newTopic } from "../support/upstream";

const tags = { Project: "vigil", Stack: "test", Component: "Heartbeats" };

describe("Heartbeats", () => {
    const regions = ["eu-west-1", "us-east-1", "ap-south-1"];
    const heartbeats = () =>
        record(() => {
            const { ruleName, alarmName, perHour } = newHeartbeats(newBus(), newTopic(), regions);
            return { ruleName, alarmName, perHour };
        });

    it("are a schedule a Region, and at home a role, a rule and an alarm", async () => {
        const recorded = await heartbeats();
        assert.deepEqual(recorded.childrenOf("heartbeats"), [
            "aws:cloudwatch/eventRule:EventRule heartbeats",
            "aws:cloudwatch/metricAlarm:MetricAlarm heartbeats",
            "aws:iam/role:Role heartbeats",
            "aws:iam/rolePolicy:RolePolicy heartbeats",
            "aws:scheduler/schedule:Schedule heartbeats-ap-south-1",
            "aws:scheduler/schedule:Schedule heartbeats-eu-west-1",
            "aws:scheduler/schedule:Schedule heartbeats-us-east-1",
        ]);
        assert.deepEqual(recorded.outputs, {
            ruleName: "vigil-test-heartbeats",
            alarmName: "vigil-test-heartbeats",
            perHour: 12,
        });
    });

    it("go to the default bus of their Region four times an hour, under one role for all", async () => {
        const recorded = await heartbeats();
        const role = recorded.one("aws:iam/role:Role", "heartbeats");
        const schedule = recorded.one("aws:scheduler/schedule:Schedule", "heartbeats-us-east-1");
        assert.deepEqual(schedule.inputs, {
            region: "us-east-1",
            name: "vigil-test-heartbeats-us-east-1",
            description: "Shows that events of this Region come home.",
            scheduleExpression: "rate(15 minutes)",
            flexibleTimeWindow: { mode: "OFF" },
            target: {
                arn: "arn:aws:events:us-east-1:123456789012:event-bus/default",
                roleArn: role.outputs.arn,
                eventbridgeParameters: { source: "vigil.heartbeat", detailType: "Vigil Heartbeat" },
                input: '{"stack":"vigil-test"}',
                retryPolicy: { maximumEventAgeInSeconds: 300, maximumRetryAttempts: 5 },
            },
        });
        const permissions = recorded.one("aws:iam/rolePolicy:RolePolicy", "heartbeats");
        assert.ok(recorded.dependenciesOf(schedule).includes("aws:iam/rolePolicy:RolePolicy heartbeats"));
        assert.deepEqual(permissions.inputs, {
            name: "vigil-test-heartbeats",
            role: role.outputs.name,
            policy: heartbeatPermissions({
                account,
                regions,
                source: "vigil.heartbeat",
                detailType: "Vigil Heartbeat",
            }),
        });
        assert.deepEqual(policyOf(role, "assumeRolePolicy"), scheduleTrustPolicy(account, "*"));
        assert.deepEqual(role.inputs.tags, tags);
    });

    it("are counted at home by a rule without targets", async () => {
        const recorded = await heartbeats();
        const rule = recorded.one("aws:cloudwatch/eventRule:EventRule", "heartbeats");
        assert.deepEqual(rule.inputs, {
            region: home,
            name: "vigil-test-heartbeats",
            eventBusName: recorded.one("aws:cloudwatch/eventBus:EventBus").outputs.name,
            description: "Counts the heartbeats of all Regions; it needs no target for that.",
            eventPattern: JSON.stringify(heartbeatPattern("vigil-test")),
            tags,
        });
        assert.deepEqual(recorded.all("aws:cloudwatch/eventTarget:EventTarget"), []);
    });

    it("set off an alarm when a Region misses two hours, but not in the first hours of a stack", async () => {
        const recorded = await heartbeats();
        const { alarmDescription, ...alarm } = recorded.one("aws:cloudwatch/metricAlarm:MetricAlarm").inputs;
        assert.match(String(alarmDescription), /^For two hours, a Region has sent no heartbeats/);
        const start = Date.parse("2026-01-01T03:00:00Z") / 1000;
        assert.deepEqual(alarm, {
            region: home,
            name: "vigil-test-heartbeats",
            metricQueries: [
                {
                    id: "m1",
                    metric: {
                        namespace: "AWS/Events",
                        metricName: "MatchedEvents",
                        dimensions: { EventBusName: "vigil-test-bus", RuleName: "vigil-test-heartbeats" },
                        stat: "Sum",
                        period: 3600,
                    },
                },
                {
                    id: "heard",
                    expression: `IF(EPOCH(m1) < ${start}, 12, FILL(m1, 0))`,
                    label: "Heartbeats in an hour",
                    returnData: true,
                },
            ],
            evaluationPeriods: 2,
            comparisonOperator: "LessThanOrEqualToThreshold",
            threshold: 8,
            treatMissingData: "breaching",
            alarmActions: [recorded.one("aws:sns/topic:Topic").outputs.arn],
            okActions: [],
            tags,
        });
    });
});
