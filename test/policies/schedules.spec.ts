import assert from "node:assert/strict";
import { defaultBusArn, heartbeatPermissions, scheduleTrustPolicy } from "../../policies/schedules";
import { account } from "../support/upstream";

describe("scheduleTrustPolicy", () => {
    it("is for EventBridge Scheduler, on behalf of this account's schedules in the Regions given", () => {
        assert.deepEqual(scheduleTrustPolicy(account, "*"), {
            Version: "2012-10-17",
            Statement: [
                {
                    Sid: "SchedulesAssumeTheRole",
                    Effect: "Allow",
                    Principal: { Service: "scheduler.amazonaws.com" },
                    Action: "sts:AssumeRole",
                    Condition: {
                        StringEquals: { "aws:SourceAccount": "123456789012" },
                        ArnLike: { "aws:SourceArn": "arn:aws:scheduler:*:123456789012:schedule-group/default" },
                    },
                },
            ],
        });
        assert.match(JSON.stringify(scheduleTrustPolicy(account, "eu-west-1")), /aws:scheduler:eu-west-1:/);
    });
});

describe("heartbeatPermissions", () => {
    it("are to put heartbeats, and no other events, on the default buses of the Regions", () => {
        assert.deepEqual(
            heartbeatPermissions({
                account,
                regions: ["eu-west-1", "us-east-1"],
                source: "vigil.heartbeat",
                detailType: "Vigil Heartbeat",
            }),
            {
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "PutHeartbeats",
                        Effect: "Allow",
                        Action: "events:PutEvents",
                        Resource: [defaultBusArn(account, "eu-west-1"), defaultBusArn(account, "us-east-1")],
                        Condition: {
                            "ForAllValues:StringEquals": {
                                "events:source": "vigil.heartbeat",
                                "events:detail-type": "Vigil Heartbeat",
                            },
                        },
                    },
                ],
            },
        );
        assert.equal(defaultBusArn(account, "us-east-1"), "arn:aws:events:us-east-1:123456789012:event-bus/default");
    });
});
