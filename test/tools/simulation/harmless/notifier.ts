import { addStatement, copy, inOrder, replace, set, statement, without } from "../edits";
import type { HarmlessChange } from "./harmless-change";

const queue = ["queue", "=notifier"] as const;
const mapping = ["eventSourceMapping", "notifier"] as const;
const lambda = ["function", "notifier"] as const;
const permissions = ["rolePolicy", "notifier"] as const;
const mailTopic = ["topic", "mail-topic"] as const;
const ownQueue = "arn:aws:sqs:eu-west-1:123456789012:own";

/** Changes around the notifier by which no alert is lost. */
export const otherNotifiers: readonly HarmlessChange[] = [
    { when: "batches are as big as Lambda takes them", edit: set(mapping, { batchSize: 10_000 }) },
    {
        when: "batches are small, but gathered",
        edit: set(mapping, { batchSize: 5, maximumBatchingWindowInSeconds: 1 }),
    },
    { when: "three runs mail at once", edit: set(mapping, { scalingConfig: { maximumConcurrency: 3 } }) },
    { when: "the mapping names its function by name", edit: set(mapping, { functionName: "vigil-test-notifier" }) },
    { when: "the queue hides messages just long enough", edit: set(queue, { visibilityTimeoutSeconds: 60 }) },
    { when: "messages are tried ten times", edit: replace(queue, `"maxReceiveCount":5`, `"maxReceiveCount":10`) },
    {
        when: "the policy of the queue is in the queue itself",
        edit: inOrder(
            without("queuePolicy", "=notifier"),
            set(queue, {
                policy: JSON.stringify({
                    Version: "2012-10-17",
                    Statement: { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" },
                }),
            }),
        ),
    },
    { when: "the notifier has no memory", edit: statement(permissions, "ReadAndWriteTheMemory", () => undefined) },
    { when: "the notifier may not log", edit: statement(permissions, "Log", () => undefined) },
    {
        when: "the role may do everything",
        edit: addStatement(permissions, { Effect: "Allow", Action: "*", Resource: "*" }),
    },
    { when: "the runtime is an older one that will do", edit: set(lambda, { runtime: "nodejs22.x" }) },
    { when: "the function has concurrency of its own", edit: set(lambda, { reservedConcurrentExecutions: 5 }) },
    { when: "every mail is a digest", edit: replace(lambda, `"MAILS_PER_BATCH":"5"`, `"MAILS_PER_BATCH":"0"`) },
    { when: "the hour has room for one mail", edit: replace(lambda, `"MAILS_PER_HOUR":"30"`, `"MAILS_PER_HOUR":"1"`) },
    { when: "the mail topic is not encrypted", edit: set(mailTopic, { kmsMasterKeyId: undefined }) },
    {
        when: "somebody's own queue and function take alerts, too",
        edit: inOrder(
            copy(queue, "own", { arn: ownQueue, name: "own" }),
            copy(["subscription", "=notifier"], "own", { endpoint: ownQueue }),
            copy(lambda, "own", {
                name: "own",
                arn: "arn:aws:lambda:::own",
                environment: undefined,
                handler: "own.run",
            }),
            copy(mapping, "own", { eventSourceArn: ownQueue, functionName: "own", enabled: false }),
        ),
    },
];
