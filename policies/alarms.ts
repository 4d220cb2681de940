import type { Account } from "./account";
import { actingFor } from "./statements";

export interface AlarmFacts {
    readonly account: Account;
    /** ARN pattern of the alarms. */
    readonly alarmArns: string;
}

/** CloudWatch on behalf of these alarms alone (CloudWatch User Guide, "Notifying users on alarm changes"). */
export function alarmsOnly({ account, alarmArns }: AlarmFacts) {
    return {
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: actingFor(account, alarmArns),
    };
}
