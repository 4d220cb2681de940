import type { JsonObject } from "../../evaluators/json";
import { sampleTime } from "../../proof/events/event";
import type { Trace } from "../../proof/prove";
import type { Step } from "../../proof/report";
import { callers } from "../callers";
import type { Letter } from "../letters";
import type { DeliveryStream } from "../model/archive-model";
import type { EventBus, Rule, StackModel, Target } from "../model/stack-model";
import { allPassed, failed, inBrief, oncePer, passed, walk } from "../steps";
import { deliveryAlarm } from "./alarms";
import { archiveBucket, encryptionContext, headersOf, type Writing, writeSteps } from "./archive";
import { folderAt, lineSteps } from "./line";
import { changesEvents } from "./message";
import { targetRoleSteps } from "./relay";
import { roleSteps } from "./role";
import { after, type Send, throughRules } from "./rules";

/** Whether a rule is for the archive, and tells nobody. */
export function isForStream({ targets }: Rule): boolean {
    return targets.length > 0 && targets.every(({ arn }) => arn.split(":")[2] === "firehose");
}

/** The way of everything that the archive has to keep, from the findings bus on. */
export function streamOf(stack: StackModel, toDeadLetters: (target: Target, steps: readonly Step[]) => Letter) {
    const streamAt = ({ arn }: Target) => stack.streams.find((stream) => stream.arn === arn);
    const toStream = oncePer((target: Target) => putSteps(stack, target, streamAt(target)));
    const toArchive = oncePer((stream: DeliveryStream) => deliverySteps(stack, stream));

    /** What the rule matches goes to its target. */
    function taken({ name, region, ...bus }: EventBus, event: JsonObject, send: Send): Trace {
        const rules = stack.rules.filter((rule) => rule.bus === name && rule.region === region && isForStream(rule));
        const { resource } = rules[0] ?? bus;
        return throughRules("stream rule", { resource, words: `the bus ${name}` }, rules, event, send);
    }

    /** What the stream does not take becomes a dead letter. */
    function put(target: Target, next: (stream: DeliveryStream) => Trace): Trace {
        const steps = toStream(target);
        const stream = streamAt(target);
        return stream === undefined || !allPassed(steps) ? toDeadLetters(target, steps) : after(steps, next(stream));
    }

    /** What it cannot write, it keeps for 24 hours; what it has written may go further. */
    function keep(
        bus: EventBus,
        event: JsonObject,
        then = (object: string): Trace => ({ steps: [], arrived: object }),
    ): Trace {
        return taken(bus, event, (target) =>
            put(target, (stream) => {
                const { steps, object } = toArchive(stream);
                return allPassed(steps) ? after(steps, then(object)) : { steps };
            }),
        );
    }

    /** An event that the stream cannot write, whatever the cause: an alarm has to tell of it. */
    function unwritten(target: Target, raise: (letter: Letter) => Trace): Trace {
        return put(target, (stream) => {
            const { step, ...rest } = deliveryAlarm(stack, stream);
            return raise({ steps: [step], ...rest });
        });
    }

    return { taken, keep, unwritten };
}

/** AWS: EventBridge user guide, "Event bus targets" (a stream of the rule's own Region, with a role). */
function putSteps(stack: StackModel, target: Target, stream: DeliveryStream | undefined): Step[] {
    const { resource, arn, region } = target;
    if (stream?.region !== region) {
        const where = stream === undefined ? "not in the stack" : `in ${stream.region}, out of reach from ${region}`;
        return [failed("findings stream", stream?.resource ?? resource, `The stream ${arn} is ${where}.`)];
    }
    if (changesEvents(target)) {
        return [
            failed("stream rule", resource, "The target changes the event, so the archive does not have it as it was."),
        ];
    }
    return inBrief(targetRoleSteps(stack, "stream role", target, ["firehose:PutRecord", "firehose:PutRecordBatch"]));
}

const onBucket = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"] as const;
const onObject = ["s3:PutObject", "s3:AbortMultipartUpload", "s3:GetObject"] as const;
const onKey = ["kms:GenerateDataKey", "kms:Decrypt"] as const;

/**
 * Whether Firehose can write to the archive, and readers find it there.
 *
 * AWS: Firehose developer guide, "Controlling access": "Grant Firehose access to an Amazon S3 destination".
 */
function deliverySteps(stack: StackModel, stream: DeliveryStream): { steps: readonly Step[]; object: string } {
    const { resource, roleArn } = stream;
    const writing = writingOf(stack, stream);
    if ("hop" in writing) return { steps: [writing], object: "" };
    const { bucket, key, object } = writing;
    const target = `${bucket.arn}/${object}`;
    const encryption = encryptionContext(bucket, object);
    const context = { ...headersOf(writing), ...encryption };
    const trusted = callers.firehoseToRole(stack);
    const wanted = [
        ...onObject.map((action) => ({ action, target, context })),
        ...onBucket.map((action) => ({ action, target: bucket.arn })),
        ...onKey.flatMap((action) => (key === undefined ? [] : [{ action, target: key.arn, context }])),
    ];
    const taken = walk(
        () => passed("findings stream", resource, `It writes to ${bucket.arn}${key ? ` under ${key.arn}` : ""}.`),
        () =>
            roleSteps(
                stack,
                { hop: "delivery role", user: resource, roleArn, trusted, session: "firehose", wanted },
                ({ caller, identityPolicies }) => {
                    const asking = { ...caller, context: { ...caller.context, ...encryption } };
                    return writeSteps(stack, writing, { caller: asking, identityPolicies, onBucket, onKey });
                },
            ),
        () => lineSteps(stack, stream, bucket),
    );
    return { steps: inBrief(taken), object };
}

/** What the stream writes where; or why it does not. */
function writingOf(stack: StackModel, stream: DeliveryStream): Writing | Step {
    const { resource, name, destination, bucketArn, keyArn, prefix } = stream;
    const archive = archiveBucket(stack);
    const key = stack.keys.find(({ names, region }) =>
        keyArn === undefined
            ? names.includes(archive?.keyName ?? "") && region === archive?.region
            : names.includes(keyArn),
    );
    const refuse = (reason: string) => failed("findings stream", resource, reason);
    if (destination !== "extended_s3") return refuse(`Its destination is ${destination}, and not a bucket.`);
    if (archive?.arn !== bucketArn)
        return refuse(`It writes to ${bucketArn}, which is not the archive, ${archive?.arn ?? "(none)"}.`);
    if (keyArn !== undefined && key === undefined) return refuse(`The key ${keyArn} is not in the stack.`);
    if (key !== undefined && key.region !== archive.region) {
        return refuse(
            `The key is in ${key.region}, but the bucket is in ${archive.region}; both must be in one Region.`,
        );
    }
    const object = `${folderAt(prefix, new Date(sampleTime))}${name}-1-2026-03-14-02-17-45-5eed0000.gz`;
    return { bucket: archive, key, namesKey: keyArn !== undefined, object };
}
