import type { ResourceRef, Step } from "../../proof/report";
import { jsonObject } from "../../proof/alert-check";
import { ask, type Question } from "../access";
import { type Caller, callers } from "../callers";
import type { EventSourceMapping, LambdaFunction } from "../model/function-model";
import type { Queue, StackModel, Subscription, Topic } from "../model/stack-model";
import { failed, passed, unproven, walk } from "../steps";
import { decisionOn } from "./mailboxes";
import { keyOf, sendSteps, useKey } from "./encrypted";
import { asRole, roleSteps, type Wanted } from "./role";

/** The function that writes the mails, and what of its surroundings is there. */
export interface Notifier {
    readonly lambda: LambdaFunction;
    readonly mapping: EventSourceMapping | undefined;
    readonly queue: Queue | undefined;
    readonly subscription: (Subscription & { readonly topicArn: string }) | undefined;
    readonly mailTopic: Topic | undefined;
    /** The topics of the other routes. */
    readonly routeTopics: Readonly<Record<string, Partial<Record<"mail" | "chat", string>>>>;
}

/** The notifier of a stack: the function that is told of a mail topic. */
export function notifierOf({ functions, mappings, queues, topics }: StackModel): Notifier | undefined {
    const lambda = functions.find(({ environment }) => environment.MAIL_TOPIC_ARN !== undefined);
    if (lambda === undefined) return undefined;
    const mapping = mappings.find(({ functionName }) => [lambda.arn, lambda.name].includes(functionName));
    const queue = queues.find(({ arn }) => arn === mapping?.sourceArn);
    const mailTopic = topics.find(({ arn }) => arn === lambda.environment.MAIL_TOPIC_ARN);
    const subscriptions = topics.flatMap(({ arn, subscriptions }) =>
        subscriptions.map((one) => ({ ...one, topicArn: arn })),
    );
    const subscription = subscriptions.find(({ endpoint }) => endpoint === queue?.arn);
    const routeTopics = jsonObject(lambda.environment.ROUTE_TOPICS ?? "") as Notifier["routeTopics"] | undefined;
    return { lambda, mapping, queue, subscription, mailTopic, routeTopics: routeTopics ?? {} };
}

/**
 * Whether a message that the alert topic, or a rule, sends to the notifier's queue gets to the function.
 *
 * AWS: SNS developer guide, "Subscribing an Amazon SQS queue"; Lambda developer guide, "Using Lambda with Amazon SQS".
 */
export function notifierSteps(stack: StackModel, caller: Caller, { lambda, mapping, queue }: Notifier): Step[] {
    if (mapping === undefined || queue === undefined) {
        const reason =
            mapping === undefined
                ? `Nothing gives ${lambda.name} the messages of a queue.`
                : `Its source ${mapping.sourceArn} is not a queue of the stack.`;
        return [failed("event source mapping", (mapping ?? lambda).resource, reason)];
    }
    const sending = { hop: "notifier queue", keyHop: "notifier queue", action: "sqs:SendMessage" } as const;
    return walk(
        () => sendSteps(stack, { ...sending, document: "queue policy", to: queue, caller }),
        () => mappingSteps(mapping, queue, lambda),
        () =>
            functionRoleSteps(
                stack,
                lambda,
                takeActions.map((action) => ({ action, target: queue.arn })),
            ),
        () => runs(lambda),
    );
}

/** The mapping takes messages with the function's role, too. Nothing here needs the memory: without it, mails repeat. */
export function functionRoleSteps(
    stack: StackModel,
    { resource, roleArn, name }: LambdaFunction,
    wanted: readonly Wanted[],
): Step[] {
    const use = { hop: "notifier role", user: resource, roleArn, session: name } as const;
    return roleSteps(stack, { ...use, trusted: callers.lambdaToRole(), wanted });
}

/** Whether the topic sends a message to the notifier's queue. */
export function subscribed(topic: Topic, { lambda, mapping, queue, subscription }: Notifier, text: string): Step[] {
    // Without a mapping nobody knows the queue; the next step says so.
    if (mapping === undefined || queue === undefined) return [];
    if (subscription === undefined) {
        const reason = `The queue ${queue.name} of ${lambda.name} is not subscribed to ${topic.arn}.`;
        return [failed("subscription", queue.resource, reason)];
    }
    if (subscription.topicArn !== topic.arn) {
        const reason = `It is of ${subscription.topicArn}, but alerts are published to ${topic.arn}.`;
        return [failed("subscription", subscription.resource, reason)];
    }
    return [decisionOn(subscription, `The notifier's queue ${queue.name}`, text)];
}

/** What Lambda refuses, or what loses messages. */
function mappingSteps(mapping: EventSourceMapping, queue: Queue, lambda: LambdaFunction): Step[] {
    const { enabled, batchSize, window, reportsFailures, isFiltered, resource } = mapping;
    const hop = "event source mapping";
    const problems: readonly (readonly [boolean, ResourceRef, string])[] = [
        [!enabled, resource, "It is disabled, so no message leaves the queue."],
        [
            new Set([mapping.region, queue.region, lambda.region]).size > 1,
            resource,
            `It is in ${mapping.region}, the queue in ${queue.region} and the function in ${lambda.region}; one Region must have all three.`,
        ],
        [batchSize > 10_000, resource, `Lambda refuses batches of ${batchSize}: 10,000 messages are the most.`],
        [
            batchSize > 10 && window < 1,
            resource,
            `Lambda refuses batches of ${batchSize} with a window of ${window} s: above 10 messages it must be 1 s at least.`,
        ],
        [
            lambda.timeout > queue.visibilityTimeout,
            queue.resource,
            `Lambda refuses it: the queue hides messages for ${queue.visibilityTimeout} s, but the function may take ${lambda.timeout} s.`,
        ],
        [
            !reportsFailures,
            resource,
            "It does not take the function's list of failed messages (ReportBatchItemFailures), so what could not be mailed is deleted.",
        ],
    ];
    const found = problems.find(([applies]) => applies);
    if (found !== undefined) return [failed(hop, found[1], found[2])];
    const filtered = "It drops messages that do not match its filter criteria, which are not rehearsed.";
    if (isFiltered) return [unproven(hop, resource, filtered)];
    return [passed(hop, resource, `It gives ${lambda.name} up to ${batchSize} messages at a time.`)];
}

const takeActions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"] as const;
const keyActions = ["kms:GenerateDataKey", "kms:Decrypt"] as const;

/** Whether the function may publish to a topic that it is told of. */
export function publishSteps(stack: StackModel, { lambda }: Notifier, topicArn: string): Step[] {
    const topic = stack.topics.find(({ arn }) => arn === topicArn);
    if (topic === undefined || stack.rules.some(({ targets }) => targets.some(({ arn }) => arn === topicArn))) {
        const reason = topic === undefined ? "is not a topic of the stack" : "is the topic that alerts come from";
        return [failed("notifier", lambda.resource, `The mail topic that it is told of, ${topicArn}, ${reason}.`)];
    }
    const role = stack.roles.find(({ arn }) => arn === lambda.roleArn);
    if (role === undefined) return [];
    const { byRole, own } = asRole(stack, "notifier role", role, lambda.name);
    const context = { "kms:ViaService": `sns.${topic.region}.amazonaws.com` };
    const viaSns = { ...byRole.caller, context: { ...byRole.caller.context, ...context } };
    const key = keyOf(stack, topic);
    return walk(
        () => own({ action: "sns:Publish", target: topic.arn }),
        ...keyActions.map((action) => () => (key ? own({ action, target: key.arn, context }) : [])),
        // The role is enough within the account: the topic's policy can only deny, but the key's has to let the account decide.
        () =>
            topic.policy === undefined
                ? []
                : ask(stack, {
                      ...{ hop: "mail topic", document: "topic policy", of: topic, action: "sns:Publish" },
                      ...byRole,
                  }),
        () => mailKeySteps(stack, topic, { ...byRole, caller: viaSns }),
    );
}

function mailKeySteps(
    stack: StackModel,
    mailTopic: Topic,
    byRole: Pick<Question, "caller" | "identityPolicies">,
): Step[] {
    const key = keyOf(stack, mailTopic);
    if (mailTopic.keyName === undefined) return [];
    if (key === undefined)
        return [failed("mail key", mailTopic.resource, `Its key ${mailTopic.keyName} is not a key of the stack here.`)];
    return useKey(stack, { hop: "mail key", key, actions: keyActions, ...byRole });
}

/** Whether Lambda can run the code, which is made for Node 22 and exports `handler` from `index`. */
export function runs({ resource, runtime, handler, reservedConcurrency, name }: LambdaFunction): Step[] {
    const version = Number(/^nodejs(\d+)\.x$/.exec(runtime)?.[1] ?? 0);
    const problem =
        version < 22
            ? `Its runtime ${runtime} cannot run the code, which is made for Node 22.`
            : handler !== "index.handler"
              ? `Its handler is ${handler}, but the code has index.handler.`
              : reservedConcurrency === 0
                ? "Its reserved concurrency is 0, so Lambda never runs it."
                : undefined;
    return problem === undefined
        ? [passed("notifier", resource, `Lambda runs ${name}.`)]
        : [failed("notifier", resource, problem)];
}
