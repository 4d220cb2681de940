import { addStatement, arnOf, document, inOrder, replace, set, statement, within, without } from "../edits";
import type { Fault } from "./fault";

const us = "us-east-1";
const rule = ["rule", "=findings-stream"] as const;
const target = ["target", "=findings-stream"] as const;
const stream = ["deliveryStream"] as const;
const delivery = ["rolePolicy", "findings-stream-delivery"] as const;
const freshness = ["alarm", "findings-stream-freshness"] as const;
const noDelimiter = { enabled: false, processors: [] };

/** How the stream writes objects. */
const writing = (values: Readonly<Record<string, unknown>>) => within(stream, "extendedS3Configuration", values);

/** A stream that does not get what it should keep, cannot write it, or writes it where nobody finds it. */
export const findingsStreamFaults: readonly Fault[] = [
    {
        when: "the rule of the stream is disabled",
        blames: ["stream rule: EventRule findings-stream"],
        edit: set(rule, { state: "DISABLED" }),
    },
    {
        when: "the rule of the stream is missing",
        blames: ["stream rule: EventBus findings-bus"],
        edit: without(...rule),
    },
    {
        when: "the rule of the stream has no target",
        blames: ["stream rule: EventBus findings-bus"],
        edit: without(...target),
    },
    {
        when: "the stream gets nothing of Inspector",
        blames: ["stream rule: EventRule findings-stream"],
        edit: replace(rule, "aws.inspector2", "aws.inspector"),
    },
    {
        when: "the stream gets no lost coverage",
        blames: ["stream rule: EventRule findings-stream"],
        edit: document(rule, "eventPattern", ({ $or }) => ({ $or: ($or as unknown[]).slice(0, 1) })),
    },
    {
        when: "the stream gets active findings only",
        blames: ["stream rule: EventRule findings-stream"],
        edit: document(rule, "eventPattern", (pattern) => ({
            ...pattern,
            detail: { service: { archived: [false, { exists: false }] } },
        })),
    },
    {
        when: "the stream gets all that is on the bus",
        blames: ["stream rule: EventRule findings-stream"],
        edit: set(rule, { eventPattern: '{"account":["123456789012"]}' }),
    },
    {
        when: "the stream gets a part of each event",
        blames: ["stream rule: EventTarget findings-stream"],
        edit: set(target, { inputPath: "$.detail" }),
    },
    {
        when: "the target has no role for the stream",
        blames: ["stream role: EventTarget findings-stream"],
        edit: set(target, { roleArn: undefined }),
    },
    {
        when: "the stream's role trusts another rule",
        blames: ["stream role: Role findings-stream"],
        edit: replace(["role", "=findings-stream"], "findings-bus/vigil-test-findings-stream", "findings-bus/other"),
    },
    {
        when: "the stream's role is for another stream",
        blames: ["stream role: RolePolicy findings-stream"],
        edit: replace(["rolePolicy", "=findings-stream"], ":deliverystream/vigil", ":deliverystream/other"),
    },
    {
        when: "the stream is missing",
        blames: ["findings stream: EventTarget findings-stream"],
        edit: without(...stream),
    },
    {
        when: "the stream is in another Region",
        blames: ["findings stream: FirehoseDeliveryStream findings-stream"],
        edit: set(stream, { region: us }),
    },
    {
        when: "the stream writes to another bucket",
        blames: ["findings stream: FirehoseDeliveryStream findings-stream"],
        edit: writing({ bucketArn: "arn:aws:s3:::elsewhere" }),
    },
    {
        when: "the stream is for Splunk",
        blames: ["findings stream: FirehoseDeliveryStream findings-stream"],
        edit: set(stream, { destination: "splunk" }),
    },
    {
        when: "the stream names a key that is not there",
        blames: ["findings stream: FirehoseDeliveryStream findings-stream"],
        edit: writing({ kmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/none" }),
    },
    {
        when: "the delivery role expects another account",
        blames: ["delivery role: Role findings-stream-delivery"],
        edit: replace(["role", "findings-stream-delivery"], `"123456789012"`, `"999999999999"`),
    },
    {
        when: "the delivery role expects a source that Firehose is not known to name",
        blames: ["delivery role: Role findings-stream-delivery"],
        edit: replace(["role", "findings-stream-delivery"], "sts:ExternalId", "aws:SourceAccount"),
    },
    {
        when: "the delivery role may not encrypt",
        blames: ["delivery role: RolePolicy findings-stream-delivery"],
        edit: statement(delivery, "EncryptObjects", () => undefined),
    },
    {
        when: "the delivery role may encrypt for objects, but the bucket has keys of its own",
        blames: ["delivery role: RolePolicy findings-stream-delivery"],
        edit: (state) => replace(delivery, `["${arnOf(state, "bucket")}",`, "[")(state),
    },
    {
        when: "the delivery role may encrypt by way of another Region",
        blames: ["delivery role: RolePolicy findings-stream-delivery"],
        edit: replace(delivery, "s3.eu-west-1.amazonaws.com", `s3.${us}.amazonaws.com`),
    },
    {
        when: "the delivery role may write to another folder",
        blames: ["delivery role: RolePolicy findings-stream-delivery"],
        edit: replace(delivery, "/findings/*", "/events/*"),
    },
    {
        when: "the delivery role cannot find the bucket",
        blames: ["delivery role: RolePolicy findings-stream-delivery"],
        edit: statement(delivery, "FindTheBucket", () => undefined),
    },
    {
        when: "the findings key does not leave its use to the account",
        blames: ["findings key: KeyPolicy findings-archive"],
        edit: statement(["keyPolicy"], "AccountManagesTheKey", () => undefined),
    },
    {
        when: "the bucket policy refuses roles",
        blames: ["bucket policy: BucketPolicy findings-archive"],
        edit: addStatement(["bucketPolicy"], {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:PutObject",
            Resource: "*",
            Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/*" } },
        }),
    },
    {
        when: "the stream names no key, and the bucket policy refuses that",
        blames: ["bucket policy: BucketPolicy findings-archive"],
        edit: inOrder(
            writing({ kmsKeyArn: undefined }),
            statement(["bucketPolicy"], "NobodyWritesUnder", ({ Condition, ...one }) => ({
                ...one,
                Condition: { StringNotEquals: (Condition as Record<string, unknown>).StringNotEquals },
            })),
        ),
    },
    {
        when: "the stream puts nothing between two events",
        blames: ["line: FirehoseDeliveryStream findings-stream"],
        edit: writing({ processingConfiguration: noDelimiter }),
    },
    {
        when: "the stream separates events by commas",
        blames: ["line: FirehoseDeliveryStream findings-stream"],
        edit: replace(stream, `"parameterValue":"\\\\n"`, `"parameterValue":","`),
    },
    {
        when: "the stream changes events",
        blames: ["line: FirehoseDeliveryStream findings-stream"],
        edit: replace(stream, `"processors":[`, `"processors":[{"type":"Lambda"},`),
    },
    {
        when: "the stream does not compress objects",
        blames: ["line: FirehoseDeliveryStream findings-stream"],
        edit: writing({ compressionFormat: "UNCOMPRESSED" }),
    },
    {
        when: "the stream's folders are of another form",
        blames: ["line: FirehoseDeliveryStream findings-stream"],
        edit: replace(stream, "findings/dt=!{timestamp:yyyy/MM/dd}/", "findings/dt=!{timestamp:yyyy-MM-dd}/"),
    },
    {
        when: "the stream's folders are Firehose's own",
        blames: ["line: FirehoseDeliveryStream findings-stream"],
        edit: writing({ prefix: "findings/" }),
    },
    {
        when: "the stream's days begin in Tokyo",
        blames: ["line: FirehoseDeliveryStream findings-stream"],
        edit: writing({ customTimeZone: "Asia/Tokyo" }),
    },
    {
        when: "Firehose refuses the folder of what it cannot process",
        blames: ["line: FirehoseDeliveryStream findings-stream"],
        edit: writing({ errorOutputPrefix: "findings-errors/" }),
    },
    {
        when: "what Firehose cannot process goes among the findings",
        blames: ["line: FirehoseDeliveryStream findings-stream"],
        edit: replace(stream, "findings-errors/", "findings/errors/"),
    },
    {
        when: "the table looks for days of another form",
        blames: ["line: CatalogTable queries"],
        edit: replace(["table"], `"projection.dt.format":"yyyy/MM/dd"`, `"projection.dt.format":"yyyy-MM-dd"`),
    },
    {
        when: "the table looks in another folder",
        blames: ["line: CatalogTable queries"],
        edit: replace(["table"], "/findings/dt=", "/events/dt="),
    },
    {
        when: "what the stream refuses is not kept",
        blames: ["dead-letter queue: EventTarget findings-stream"],
        edit: set(target, { deadLetterConfig: undefined }),
    },
    {
        when: "no alarm watches what the stream refuses",
        blames: ["alarm action: Queue findings-stream-dead-letters"],
        edit: without("alarm", "findings-stream-dead-letters"),
    },
    {
        when: "no alarm watches what Firehose cannot write",
        blames: ["alarm action: FirehoseDeliveryStream findings-stream"],
        edit: inOrder(without(...freshness), without("alarm", "findings-stream-failed-puts")),
    },
    {
        when: "an alarm tells of what Firehose cannot write when that is gone",
        blames: ["alarm action: MetricAlarm findings-stream-freshness"],
        edit: set(freshness, { threshold: 86_400 }),
    },
    {
        when: "an alarm on failed puts looks at the best of them",
        blames: ["alarm action: MetricAlarm findings-stream-failed-puts"],
        edit: set(["alarm", "findings-stream-failed-puts"], { statistic: "Maximum" }),
    },
    {
        when: "the alarms on the stream tell nobody",
        blames: ["alarm action: MetricAlarm findings-stream-freshness"],
        edit: set(freshness, { actionsEnabled: false }),
    },
];
