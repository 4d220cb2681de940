import assert from "node:assert/strict";
import { DescribeAlarmsCommand, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { awsClients } from "../../../tools/aws/clients";
import { readHeartbeats } from "../../../tools/drill/evidence/heartbeats";
import type { Result } from "../../../tools/proof/report";
import { startDrill, useFakeAccount } from "./support/drilling";
import { home, outputs } from "./support/stack";

describe("the heartbeats of a drill", () => {
    const fake = useFakeAccount();
    const now = Date.parse("2026-06-01T12:34:56Z");
    const read = () => readHeartbeats(awsClients(undefined)(home), outputs, [home, "us-east-1"], now);
    const alarmSince = (seconds: number) =>
        fake.account.mocks.cloudWatch.on(DescribeAlarmsCommand).resolves({
            MetricAlarms: [{ Metrics: [{ Id: "m1" }, { Id: "e1", Expression: `IF(EPOCH(m1) < ${seconds}, 8, 0)` }] }],
        });
    const arrived = (...Values: number[]) =>
        fake.account.mocks.cloudWatch.on(GetMetricDataCommand).resolves({ MetricDataResults: [{ Values }] });
    const result = {
        ...{ id: "heartbeats", region: home, source: "schedule", kind: "heartbeat", route: "others" },
        ...{ expected: "arrives", subject: "heartbeats of 2 Regions" },
    };
    const rule = { hop: "heartbeat rule", resource: { type: "rule", name: "vigil-dev-heartbeats" } };

    it("have all arrived in the last two full hours, but for a few that are late", async () => {
        alarmSince(now / 1000 - 1);
        arrived(8, 5);
        const reason = "In the last two full hours 13 of 16 heartbeats arrived.";
        assert.deepEqual(await read(), { ...result, outcome: "arrives", steps: [{ ...rule, passed: true, reason }] });
        const [asked] = fake.account.mocks.cloudWatch.commandCalls(GetMetricDataCommand);
        assert.deepEqual(asked!.args[0].input, {
            StartTime: new Date("2026-06-01T10:00:00Z"),
            EndTime: new Date("2026-06-01T12:00:00Z"),
            MetricDataQueries: [
                {
                    Id: "m1",
                    MetricStat: {
                        Metric: {
                            ...{ Namespace: "AWS/Events", MetricName: "MatchedEvents" },
                            Dimensions: [
                                { Name: "EventBusName", Value: "bus" },
                                { Name: "RuleName", Value: "vigil-dev-heartbeats" },
                            ],
                        },
                        ...{ Period: 3600, Stat: "Sum" },
                    },
                },
            ],
        });
    });

    it("are lost where an hour of a Region is missing, or the alarm on them", async () => {
        alarmSince(0);
        arrived(8, 4);
        const silent = (await read()) as Result;
        const fix = silent.steps[0]?.fix ?? "";
        const reason = "In the last two full hours 12 of 16 heartbeats arrived.";
        assert.deepEqual(silent, { ...result, outcome: "lost", steps: [{ ...rule, passed: false, reason, fix }] });
        assert.match(fix, /^Find the Region whose relay rule matches nothing/);
        fake.account.mocks.cloudWatch.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [] });
        const alarm = { hop: "heartbeat alarm", resource: { type: "alarm", name: "vigil-dev-silence" } };
        const gone = { passed: false, reason: "The alarm is gone.", fix: "`pulumi up --refresh` makes it again." };
        assert.deepEqual(await read(), { ...result, outcome: "lost", steps: [{ ...alarm, ...gone }] });
    });

    it("are a note while the stack is younger than three hours", async () => {
        alarmSince(now / 1000 + 1);
        assert.equal(await read(), "The stack is younger than three hours, so heartbeats are not judged yet.");
    });

    it("are in the report", async () => {
        const { results } = await startDrill(fake.clock).report;
        assert.equal(results.at(-1)?.id, "heartbeats");
    });
});
