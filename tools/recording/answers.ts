import { createHash } from "node:crypto";

type Properties = Record<string, unknown>;

export const account = "123456789012";
export const partition = "aws";

interface Answer {
    readonly id: string;
    readonly state: Properties;
}

/**
 * What AWS would answer when a resource is created: its inputs, and the outputs that other resources use, with ARNs as
 * in the AWS Service Authorization Reference ("Resource types"). IDs are derived from the name, so that two runs agree.
 */
export function answerResource(type: string, name: string, inputs: Properties): Answer {
    const region = text(inputs.region, "us-east-1");
    const made: Made = {
        name: text(inputs.name ?? inputs.bucket, `${name}-${digest(name).slice(0, 7)}`),
        hex: (length) => digest(`${type} ${name}`).slice(0, length),
        arn: (service, resource) => `arn:${partition}:${service}:${region}:${account}:${resource}`,
        region,
        inputs,
    };
    const answer = answers[type]?.(made) ?? { id: made.name, state: {} };
    return { id: answer.id, state: { ...inputs, ...answer.state } };
}

/** The answer of a provider function, or `undefined` where none is known. */
export function answerCall(token: string, inputs: Properties): Properties | undefined {
    switch (token) {
        case "aws:index/getCallerIdentity:getCallerIdentity":
            return { accountId: account, id: account, arn: `arn:${partition}:iam::${account}:user/deployer` };
        case "aws:index/getPartition:getPartition":
            return { partition, id: partition, dnsSuffix: "amazonaws.com" };
        case "aws:ssm/getParameter:getParameter":
            return { name: inputs.name, value: "ami-0123456789abcdef0" };
        default:
            return undefined;
    }
}

interface Made {
    readonly name: string;
    readonly hex: (length: number) => string;
    readonly arn: (service: string, resource: string) => string;
    readonly region: string;
    readonly inputs: Properties;
}

const answers: Readonly<Record<string, (made: Made) => Answer>> = {
    "aws:guardduty/detector:Detector": ({ hex, arn }) => ({
        id: hex(32),
        state: { arn: arn("guardduty", `detector/${hex(32)}`), accountId: account },
    }),
    "aws:kms/key:Key": ({ hex, arn }) => {
        const keyId = hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
        return { id: keyId, state: { keyId, arn: arn("kms", `key/${keyId}`) } };
    },
    "aws:s3/bucket:Bucket": ({ name }) => ({
        id: name,
        state: { bucket: name, arn: `arn:${partition}:s3:::${name}` },
    }),
    "aws:cloudwatch/eventBus:EventBus": ({ name, arn }) => ({
        id: name,
        state: { name, arn: arn("events", `event-bus/${name}`) },
    }),
    "aws:cloudwatch/eventRule:EventRule": ({ name, arn, inputs }) => {
        const path = typeof inputs.eventBusName === "string" ? `${inputs.eventBusName}/${name}` : name;
        return { id: path, state: { name, arn: arn("events", `rule/${path}`) } };
    },
    "aws:sqs/queue:Queue": ({ name, arn, region }) => {
        const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
        return { id: url, state: { name, url, arn: arn("sqs", name) } };
    },
    "aws:sns/topic:Topic": ({ name, arn }) => ({ id: arn("sns", name), state: { name, arn: arn("sns", name) } }),
    // As after the confirmation: whether people confirm is not for the program to decide.
    "aws:sns/topicSubscription:TopicSubscription": ({ inputs, hex }) => {
        const arn = `${text(inputs.topic, "")}:${hex(32)}`;
        return { id: arn, state: { arn, pendingConfirmation: false } };
    },
    "aws:iam/role:Role": ({ name }) => ({
        id: name,
        state: { name, arn: `arn:${partition}:iam::${account}:role/${name}` },
    }),
    "aws:cloudwatch/metricAlarm:MetricAlarm": ({ name, arn }) => ({
        id: name,
        state: { name, arn: arn("cloudwatch", `alarm:${name}`) },
    }),
    "aws:lambda/function:Function": ({ name, arn }) => ({
        id: name,
        state: { name, arn: arn("lambda", `function:${name}`) },
    }),
    "aws:lambda/eventSourceMapping:EventSourceMapping": ({ hex, arn }) => ({
        id: hex(32),
        state: { uuid: hex(32), arn: arn("lambda", `event-source-mapping:${hex(32)}`) },
    }),
    "aws:cloudwatch/logGroup:LogGroup": ({ name, arn }) => ({
        id: name,
        state: { name, arn: arn("logs", `log-group:${name}`) },
    }),
    "aws:iam/instanceProfile:InstanceProfile": ({ name }) => ({ id: name, state: { name } }),
    "aws:ecr/repository:Repository": ({ name, region }) => ({
        id: name,
        state: { name, repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/${name}` },
    }),
};

function text(value: unknown, otherwise: string): string {
    return typeof value === "string" ? value : otherwise;
}

function digest(of: string): string {
    return createHash("sha256").update(of).digest("hex");
}
