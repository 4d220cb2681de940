import type { JsonObject } from "../../evaluators/json";
import type { Expectations } from "../../proof/expectations";
import type { Trace } from "../../proof/prove";
import type { Step } from "../../proof/report";
import type { Rule, StackModel, Subscription, Target, Topic } from "../model/stack-model";
import { failed, passed, walk } from "../steps";
import { decisionOn } from "./mailboxes";
import { changesEvents } from "./message";

/** The protocols that machines subscribe by. */
export const machineProtocols = ["https", "sqs", "lambda"] as const;

/** The topics that get events as they are: by most of the rules that lead there, so that one rule cannot hide it. */
export function machineTopics({ rules, topics }: StackModel): ReadonlySet<string> {
    const targets = rules.flatMap((rule) => rule.targets);
    const isPlain = ({ message: { transformer } }: Target) => transformer === undefined;
    const own = topics.filter(({ arn }) => {
        const there = targets.filter((target) => target.arn === arn);
        return there.length > 0 && there.filter(isPlain).length * 2 >= there.length;
    });
    return new Set(own.map(({ arn }) => arn));
}

/** Whether a rule is for machines alone. */
export function isForMachines(machines: ReadonlySet<string>, { targets }: Rule): boolean {
    return targets.length > 0 && targets.every(({ arn }) => machines.has(arn));
}

/**
 * Whether each machine gets an event as the service sent it. What a queue's owner allows is not in the stack.
 *
 * AWS: SNS developer guide, "Amazon SNS raw message delivery" (not for functions) and "Subscribing a function to a topic".
 */
export function toMachines(
    stack: StackModel,
    target: Target,
    { arn, resource, subscriptions }: Topic,
    event: JsonObject,
    asked: Pick<NonNullable<Expectations["events"]>, "https" | "queues" | "functions">,
): Trace {
    if (changesEvents(target)) {
        return {
            steps: [
                {
                    ...failed(
                        "message",
                        target.resource,
                        "The target changes the event, which machines want as it is.",
                    ),
                    fix: "The target must have no input, input path or transformer.",
                },
            ],
        };
    }
    const missing = [...asked.queues, ...asked.functions].filter((wanted) =>
        subscriptions.every(({ endpoint }) => endpoint !== wanted),
    );
    const https = subscriptions.filter(({ protocol }) => protocol === "https");
    const unsubscribed = [...missing, ...asked.https.slice(https.length).map(() => "An https endpoint")];
    const text = JSON.stringify(event);
    const steps = subscriptions.flatMap((one) => receiverSteps(stack, arn, one, text));
    return {
        steps: [
            ...steps,
            ...unsubscribed.map((name) => ({
                ...failed("subscription", resource, `${name} is not subscribed to the topic.`),
                fix: "`pulumi up --refresh` subscribes it.",
            })),
        ],
        ...(steps.some((step) => step.passed) ? { arrived: text } : {}),
    };
}

function receiverSteps(stack: StackModel, topicArn: string, one: Subscription, text: string): Step[] {
    const { protocol, endpoint, resource, raw } = one;
    const receiver = protocol.startsWith("http") ? `${protocol} endpoint` : endpoint;
    const wrapped = {
        ...failed("subscription", resource, "Raw delivery is off, so it gets SNS's envelope and not the event."),
        fix: "`pulumi up --refresh` switches raw delivery on.",
    };
    return walk(
        () => ({ ...decisionOn(one, receiver, text), receiver }),
        () => (raw || protocol === "lambda" ? [] : wrapped),
        () => (protocol === "lambda" ? permissionStep(stack, topicArn, one) : []),
    );
}

function permissionStep(
    { functionPermissions }: StackModel,
    topicArn: string,
    { endpoint, resource }: Subscription,
): Step {
    const own = functionPermissions.filter(({ functionName }) => functionName === endpoint);
    const allowed = own.find(
        ({ principal, action, sourceArn }) =>
            principal === "sns.amazonaws.com" &&
            ["lambda:InvokeFunction", "lambda:*"].includes(action) &&
            ["", topicArn].includes(sourceArn),
    );
    const reason = `lets SNS call ${endpoint} for ${topicArn}.`;
    return allowed === undefined
        ? failed("receiver permission", own[0]?.resource ?? resource, `No permission ${reason}`)
        : passed("receiver permission", allowed.resource, `It ${reason}`);
}
