import { UpdateDetectorCommand } from "@aws-sdk/client-guardduty";
import { UpdateMacieSessionCommand } from "@aws-sdk/client-macie2";
import { SubscribeCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteQueueCommand } from "@aws-sdk/client-sqs";
import type { Outputs } from "../../../tools/recording/outputs";
import type { Hop } from "../../../tools/proof/report";
import { clientsIn } from "./drilling";
import {
    changeBucketPolicy,
    closeAlertKey,
    closeFindingsKey,
    detachRelayRole,
    emptyTopicPolicy,
    removeQueuePolicy,
} from "./policy-faults";
import { changeTemplate, disableAlertRule, disableRelayRule, removeRelayTarget } from "./rule-faults";

/** Something that somebody does to a deployed stack behind Pulumi's back. */
export interface Fault {
    readonly name: string;
    /** The hop that a drill should name first. */
    readonly hop: Hop;
    /** Whether the drill should refuse to begin. */
    readonly isRefused?: true;
    /** Whether Pulumi does not know what it befalls, so that no refresh tells of it. */
    readonly isForeign?: true;
    /** Does it, and gives what undoes it. */
    readonly make: (stack: Outputs) => Promise<() => Promise<unknown>>;
}

export const faults: readonly Fault[] = [
    { name: "a detector is suspended", hop: "service", isRefused: true, make: suspendDetector },
    { name: "Macie is paused", hop: "service", isRefused: true, make: pauseMacie },
    { name: "a relay rule is disabled", hop: "relay rule", make: disableRelayRule },
    { name: "a relay rule loses its target", hop: "relay rule", make: removeRelayTarget },
    { name: "the relay role loses its policy", hop: "relay role", make: detachRelayRole },
    { name: "an alert rule is disabled", hop: "alert rule", make: disableAlertRule },
    { name: "an alert rule gets another template", hop: "message", make: changeTemplate },
    { name: "the topic policy is emptied", hop: "topic policy", make: emptyTopicPolicy },
    { name: "the alert key loses its statement for EventBridge", hop: "alert key", make: closeAlertKey },
    { name: "a subscription has a filter", hop: "subscription", isForeign: true, make: subscribeWithFilter },
    { name: "the findings key loses its statement for GuardDuty", hop: "findings key", make: closeFindingsKey },
    { name: "the bucket policy loses its statement for GuardDuty", hop: "bucket policy", make: changeBucketPolicy },
    { name: "a dead-letter queue loses its policy", hop: "dead-letter queue", make: removeQueuePolicy },
];

/** A team's queue that hears of CRITICAL alone. */
async function subscribeWithFilter({ homeRegion, alertTopicArn: TopicArn, accountId }: Outputs) {
    const { sns, sqs } = clientsIn(homeRegion);
    const QueueName = "team-alerts";
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
    const { SubscriptionArn } = await sns.send(
        new SubscribeCommand({
            TopicArn,
            Protocol: "sqs",
            Endpoint: `arn:aws:sqs:${homeRegion}:${accountId}:${QueueName}`,
            Attributes: { FilterPolicy: '{"severity":["CRITICAL"]}', FilterPolicyScope: "MessageBody" },
        }),
    );
    return async () => {
        await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
        await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    };
}

async function suspendDetector({ homeRegion, detectorIds }: Outputs) {
    const { guardDuty } = clientsIn(homeRegion);
    const write = (Enable: boolean) =>
        guardDuty.send(new UpdateDetectorCommand({ DetectorId: detectorIds[homeRegion], Enable }));
    await write(false);
    return () => write(true);
}

async function pauseMacie({ homeRegion }: Outputs) {
    const { macie } = clientsIn(homeRegion);
    await macie.send(new UpdateMacieSessionCommand({ status: "PAUSED" }));
    return () => macie.send(new UpdateMacieSessionCommand({ status: "ENABLED" }));
}
