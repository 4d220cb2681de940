import type { PolicyDocument } from "@pulumi/aws/iam";
import type { Account } from "./account";
import { actingFor, policyOf, trustPolicy } from "./statements";

/**
 * Trust policy of a role that schedules of this account use. EventBridge Scheduler names their group as the source, never
 * one schedule (EventBridge Scheduler User Guide, "Confused deputy prevention").
 *
 * @param region the Region of the schedules, or `*`
 */
export function scheduleTrustPolicy(account: Account, region: string): PolicyDocument {
    const group = `arn:${account.partition}:scheduler:${region}:${account.id}:schedule-group/default`;
    return trustPolicy("SchedulesAssumeTheRole", "scheduler.amazonaws.com", actingFor(account, group));
}

export interface HeartbeatFacts {
    readonly account: Account;
    /** The Regions that send them. */
    readonly regions: readonly string[];
    readonly source: string;
    readonly detailType: string;
}

/** All that the heartbeats' role may do: put heartbeats on the default buses of these Regions. */
export function heartbeatPermissions({ account, regions, source, detailType }: HeartbeatFacts): PolicyDocument {
    return policyOf({
        Sid: "PutHeartbeats",
        Effect: "Allow",
        Action: "events:PutEvents",
        Resource: regions.map((region) => defaultBusArn(account, region)),
        // Of a call with several events these keys have several values (Service Authorization Reference, "Amazon EventBridge").
        Condition: { "ForAllValues:StringEquals": { "events:source": source, "events:detail-type": detailType } },
    });
}

/** The bus that every Region has. */
export function defaultBusArn({ id, partition }: Account, region: string): string {
    return `arn:${partition}:events:${region}:${id}:event-bus/default`;
}
