import { type Hop, type ResourceRef, type Step } from "../../proof/report";
import type { StackModel, Topic } from "../model/stack-model";
import type { Caller } from "../callers";
import { failed, passed, walk } from "../steps";
import { sendSteps } from "./encrypted";
import { notifierOf } from "./notifier";

/** What publishes to a topic. */
export interface Publisher {
    /** Where the ARN of the topic is set. */
    readonly hop: Hop;
    readonly resource: ResourceRef;
    readonly region: string;
    readonly caller: Caller;
}

export function topicOf(stack: StackModel, topicArn: string): Topic | undefined {
    return stack.topics.find(({ arn }) => arn === topicArn);
}

/** Whether alerts are published to a topic; mails are to another one. */
export function takesAlerts({ rules }: StackModel, { arn }: Topic): boolean {
    return rules.some(({ targets }) => targets.some((target) => target.arn === arn));
}

/**
 * Whether a rule's target, or an alarm, can publish to a topic.
 *
 * AWS: EventBridge user guide, "Event bus targets" (a topic of the rule's own Region); CloudWatch user guide, "Notifying
 * users on alarm changes"; SNS developer guide, "Key management".
 */
export function topicSteps(stack: StackModel, topicArn: string, { hop, resource, region, caller }: Publisher): Step[] {
    const topic = topicOf(stack, topicArn);
    if (topic === undefined) return [failed(hop, resource, `${topicArn} is not a topic of the stack.`)];
    if (topic.region !== region) {
        // Where the findings bus is, the topic is the one that is out of place.
        const isHome = stack.buses.some((bus) => bus.region === region);
        const reason = `The topic is in ${topic.region}, out of reach from ${region}.`;
        return [failed(hop, isHome ? topic.resource : resource, reason)];
    }
    const isMail = notifierOf(stack) !== undefined && !takesAlerts(stack, topic);
    const [hopOfPolicy, keyHop] = isMail
        ? (["mail topic", "mail key"] as const)
        : (["topic policy", "alert key"] as const);
    const sending = { hop: hopOfPolicy, document: "topic policy", action: "sns:Publish", keyHop };
    const open = passed(keyHop, topic.resource, "The topic is not encrypted, so no key can stop an alert.");
    return walk(
        () => sendSteps(stack, { ...sending, to: topic, caller }),
        () => (topic.keyName === undefined ? open : []),
    );
}
