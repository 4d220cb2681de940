import type { PolicyDocument } from "@pulumi/aws/iam";
import type { Account } from "./account";
import { actingFor, policyOf, trustPolicy } from "./statements";

export interface RelayTrustFacts {
    readonly account: Account;
    /** Name of the relay rule, the same in every Region. */
    readonly ruleName: string;
}

/**
 * Trust policy of the relay role: EventBridge, for this account's relay rules only (EventBridge User Guide,
 * "Cross-service confused deputy prevention"). The Region is left open because one role serves all Regions, and a list
 * of 33 ARNs would not fit into the 2,048 characters of a trust policy.
 */
export function relayTrustPolicy({ account, ruleName }: RelayTrustFacts): PolicyDocument {
    const rules = `arn:${account.partition}:events:*:${account.id}:rule/${ruleName}`;
    return trustPolicy("RelayRulesAssumeTheRole", "events.amazonaws.com", actingFor(account, rules));
}

/** All that the relay role may do: put events on the findings bus. */
export function relayPermissions(busArn: string): PolicyDocument {
    return policyOf({ Sid: "PutFindings", Effect: "Allow", Action: "events:PutEvents", Resource: busArn });
}
