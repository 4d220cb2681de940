import { addStatement, copy, document, inOrder, replace, set, statement, without } from "../edits";
import type { Blame, Fault } from "./fault";

const lambda = ["function", "notifier"] as const;
const permissions = ["rolePolicy", "=notifier"] as const;
const medium = ["rule", "alerts-routes-guardduty-medium"] as const;
const slack = ["slackChannel", ""] as const;
const siem = ["subscription", "events-arn:aws:sqs"] as const;
const events = ["rule", "alerts-events-guardduty"] as const;
const queuePolicy = ["queuePolicy", "=notifier"] as const;
const alertTopic = "arn:aws:sns:eu-west-1:123456789012:vigil-test-alert-topic";

const lambdaItself: Blame = "notifier: Function notifier";
const rolePolicy: Blame = "notifier role: RolePolicy notifier";
const chatItself: Blame = "chat: SlackChannelConfiguration chat-slack-T0123ABCD-C0123ABCD";
const topicName = "route-payments";

/** People and machines beside the default route that are told too little, or too much. */
export const routeFaults: readonly Fault[] = [
    {
        when: "a route has another threshold in the function",
        blames: [lambdaItself],
        edit: replace(lambda, '"guardDuty":"MEDIUM"', '"guardDuty":"HIGH"'),
    },
    {
        when: "a route has another Region in the function",
        blames: [lambdaItself],
        edit: replace(lambda, '"regions":["us-east-1"]', '"regions":["eu-west-1"]'),
    },
    {
        when: "a route has all accounts in the function",
        blames: [lambdaItself],
        edit: replace(lambda, '"accounts":["123456789012"]', '"accounts":["210987654321"]'),
    },
    {
        when: "a route has all types in the function",
        blames: [lambdaItself],
        edit: replace(lambda, '"types":["SensitiveData:*"]', '"types":[]'),
    },
    {
        when: "the function mutes nothing",
        blames: [lambdaItself],
        edit: replace(lambda, '"mute":["CryptoCurrency:EC2/*","Recon:EC2/Portscan"]', '"mute":[]'),
    },
    {
        when: "the function mutes too much",
        blames: [lambdaItself],
        edit: replace(lambda, '"Recon:EC2/Portscan"]', '"*"]'),
    },
    {
        when: "the function is told of no route's topics",
        blames: [lambdaItself],
        edit: replace(lambda, "ROUTE_TOPICS", "OTHER_TOPICS"),
    },
    {
        when: "the function is told of a topic for a route that is not there",
        blames: [lambdaItself],
        edit: replace(lambda, `vigil-test-${topicName}"`, 'vigil-test-gone"'),
    },
    {
        when: "the function may not publish to the topic of a route",
        blames: [rolePolicy],
        edit: replace(permissions, `vigil-test-${topicName}"`, 'vigil-test-gone"'),
    },
    {
        when: "the policy of a route's topic refuses the function",
        blames: [`mail topic: TopicPolicy ${topicName}`],
        edit: addStatement(["topicPolicy", `=${topicName}`], {
            Effect: "Deny",
            Principal: "*",
            Action: "sns:Publish",
            Resource: "*",
        }),
    },
    {
        when: "the mailbox of a route is not subscribed",
        blames: [`subscription: Topic ${topicName}`],
        edit: without("subscription", "payments@example.com"),
    },
    {
        when: "the mailbox of a route has not confirmed",
        blames: ["subscription: TopicSubscription route-data-data@example.com"],
        edit: set(["subscription", "data@example.com"], { pendingConfirmation: true }),
    },
    {
        when: "no rule is for what only a route wants",
        blames: ["alert rule: EventBus findings-bus"],
        edit: without(...medium),
    },
    {
        when: "what only a route wants goes to everybody on the alert topic",
        blames: ["alert rule: EventRule alerts-routes-guardduty-medium"],
        edit: set(["target", medium[1]], { arn: alertTopic }),
    },
    {
        when: "the notifier's queue takes nothing from the rules of routes",
        blames: ["notifier queue: QueuePolicy notifier"],
        edit: replace(queuePolicy, "rule/vigil-test-findings-bus/", "rule/vigil-other-bus/"),
    },
    {
        when: "what only a route wants has no dead-letter queue",
        blames: ["dead-letter queue: EventTarget alerts-routes-guardduty-medium"],
        edit: set(["target", medium[1]], { deadLetterConfig: undefined }),
    },
    {
        when: "a chat channel does not name the topic of its route",
        blames: [chatItself],
        edit: set(slack, { snsTopicArns: [alertTopic] }),
    },
    {
        when: "a channel of Teams does not name the topic of its route",
        blames: ["chat: TeamsChannelConfiguration chat-teams-01234567-89ab-4cde-8f01-23456789abcd"],
        edit: set(["teamsChannel"], { snsTopicArns: [] }),
    },
    {
        when: "a route's channel is another",
        blames: ["chat: chat channel C0123ABCD"],
        edit: set(slack, { slackChannelId: "C9999ZZZZ" }),
    },
    {
        when: "Amazon Q is not trusted with the role of the channels",
        blames: ["chat: Role chat"],
        edit: replace(["role", "=chat"], "chatbot.amazonaws.com", "lambda.amazonaws.com"),
    },
    {
        when: "the function may not publish to the topic of the chat",
        blames: [rolePolicy],
        edit: replace(permissions, `vigil-test-${topicName}-chat`, "vigil-test-gone"),
    },
    {
        when: "no rule is for machines",
        blames: ["alert rule: EventBus findings-bus"],
        edit: without(...events),
    },
    {
        when: "machines get findings below their threshold",
        blames: ["alert rule: EventRule alerts-events-macie"],
        edit: replace(["rule", "alerts-events-macie"], '"Medium"', '"Medium","Low"'),
    },
    {
        when: "a rule changes events for machines",
        blames: ["message: EventTarget alerts-events-guardduty"],
        edit: set(["target", events[1]], { inputTransformer: { inputTemplate: '"finding"' } }),
    },
    {
        when: "a machine gets every event twice",
        blames: ["alert rule: EventRule alerts-events-guardduty"],
        edit: copy(["target", events[1]], "again", { targetId: "again" }),
    },
    {
        when: "a queue gets events in the envelope of SNS",
        blames: ["subscription: TopicSubscription events-arn:aws:sqs:eu-west-1:123456789012:siem"],
        edit: set(siem, { rawMessageDelivery: false }),
    },
    {
        when: "a queue is not subscribed to the events topic",
        blames: ["subscription: Topic events"],
        edit: without(...siem),
    },
    {
        when: "SNS may not call a function with events",
        blames: ["receiver permission: TopicSubscription events-arn:aws:lambda:eu-west-1:123456789012:function:siem"],
        edit: without("lambdaPermission"),
    },
    {
        when: "another topic may call a function with events",
        blames: ["receiver permission: Permission events-arn:aws:lambda:eu-west-1:123456789012:function:siem"],
        edit: set(["lambdaPermission"], { sourceArn: alertTopic }),
    },
    {
        when: "the events topic does not let EventBridge in",
        blames: ["topic policy: TopicPolicy events"],
        edit: statement(["topicPolicy", "=events"], "EventBridge", () => undefined),
    },
    {
        when: "what a machine does not take is gone",
        blames: ["dead-letter queue: TopicSubscription events-arn:aws:sqs:eu-west-1:123456789012:siem"],
        edit: set(siem, { redrivePolicy: undefined }),
    },
    {
        when: "no alarm watches what machines did not take",
        blames: ["alarm action: Queue events-dead-letters"],
        edit: without("alarm", "alert-health-events"),
    },
];

/** Changes by which nobody is told too little or too much. */
export const harmlessRoutes: readonly Pick<Fault, "when" | "edit">[] = [
    {
        when: "a channel shows another topic, too",
        edit: replace(slack, '"snsTopicArns":[', `"snsTopicArns":["${alertTopic}",`),
    },
    { when: "any topic may call the function", edit: set(["lambdaPermission"], { sourceArn: undefined }) },
    { when: "nobody can look into the archive of the function", edit: set(lambda, { code: undefined }) },
    {
        when: "a function gets events by a wider action",
        edit: inOrder(set(["lambdaPermission"], { action: "lambda:*" })),
    },
    {
        when: "the rule for machines takes other events of GuardDuty",
        edit: document(events, "eventPattern", (pattern) => ({
            ...pattern,
            "detail-type": [...(pattern["detail-type"] as string[]), "GuardDuty Malware Protection Object Scan Result"],
        })),
    },
];
