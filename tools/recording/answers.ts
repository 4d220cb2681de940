import { createHash } from "node:crypto";

type Properties = Record<string, unknown>;

/** The account where nothing says which it is. */
export const inventedAccount = "123456789012";
export const partition = "aws";

/** Another account, which manages the organization. */
const inventedManagement = "210987654321";

interface Caller {
    readonly account: string;
    readonly managementAccount?: string | undefined;
}

interface Answer {
    readonly id: string;
    readonly state: Properties;
}

/**
 * What AWS would answer when a resource is created: its inputs, and the outputs that other resources use, with ARNs as
 * in the AWS Service Authorization Reference ("Resource types"). IDs are derived from the name, so that two runs agree.
 */
export function answerResource(account: string, type: string, name: string, inputs: Properties): Answer {
    const region = text(inputs.region, "us-east-1");
    const made: Made = {
        name: text(inputs.name ?? inputs.bucket, `${name}-${digest(name).slice(0, 7)}`),
        hex: (length) => digest(`${type} ${name}`).slice(0, length),
        arn: (service, resource) => `arn:${partition}:${service}:${region}:${account}:${resource}`,
        account,
        region,
        inputs,
    };
    const { id = made.name, ...state } = answers[type]?.(made) ?? {};
    return { id, state: { ...inputs, ...state } };
}

/** The answer of a provider function, or `undefined` where none is known. */
export function answerCall(
    { account, managementAccount = inventedManagement }: Caller,
    token: string,
    inputs: Properties,
): Properties | undefined {
    const known: Readonly<Record<string, Properties | undefined>> = {
        "aws:index/getCallerIdentity:getCallerIdentity": {
            ...{ accountId: account, id: account },
            arn: `arn:${partition}:iam::${account}:user/deployer`,
        },
        "aws:index/getPartition:getPartition": { partition, id: partition, dnsSuffix: "amazonaws.com" },
        // A member may not read the rest, which lists the accounts.
        "aws:organizations/getOrganization:getOrganization":
            inputs.returnOrganizationOnly === true ? { masterAccountId: managementAccount } : undefined,
        "aws:guardduty/getDetector:getDetector": detectorAnswer(account, text(inputs.region, "us-east-1")),
        "aws:ssm/getParameter:getParameter": { name: inputs.name, value: "ami-0123456789abcdef0" },
    };
    return known[token];
}

interface Made {
    readonly name: string;
    readonly hex: (length: number) => string;
    readonly arn: (service: string, resource: string) => string;
    readonly account: string;
    readonly region: string;
    readonly inputs: Properties;
}

/** The outputs of a type, and its id where that is not its name. */
const answers: Readonly<Record<string, (made: Made) => Properties & { readonly id?: string }>> = {
    "aws:guardduty/detector:Detector": ({ hex, arn, account }) => ({
        id: hex(32),
        arn: arn("guardduty", `detector/${hex(32)}`),
        accountId: account,
    }),
    "aws:kms/key:Key": ({ hex, arn }) => {
        const keyId = hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
        return { id: keyId, keyId, arn: arn("kms", `key/${keyId}`) };
    },
    "aws:s3/bucket:Bucket": ({ name }) => ({ bucket: name, arn: `arn:${partition}:s3:::${name}` }),
    "aws:cloudwatch/eventBus:EventBus": ({ name, arn }) => ({ name, arn: arn("events", `event-bus/${name}`) }),
    "aws:cloudwatch/eventRule:EventRule": ({ name, arn, inputs }) => {
        const path = typeof inputs.eventBusName === "string" ? `${inputs.eventBusName}/${name}` : name;
        return { id: path, name, arn: arn("events", `rule/${path}`) };
    },
    "aws:sqs/queue:Queue": ({ name, arn, account, region }) => {
        const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
        return { id: url, name, url, arn: arn("sqs", name) };
    },
    "aws:sns/topic:Topic": ({ name, arn }) => ({ id: arn("sns", name), name, arn: arn("sns", name) }),
    // As after the confirmation: whether people confirm is not for the program to decide.
    "aws:sns/topicSubscription:TopicSubscription": ({ inputs, hex }) => {
        const arn = `${text(inputs.topic, "")}:${hex(32)}`;
        return { id: arn, arn, pendingConfirmation: false };
    },
    "aws:iam/role:Role": ({ name, account }) => ({
        name,
        arn: `arn:${partition}:iam::${account}:role/${name}`,
        createDate: "2026-01-01T00:00:00Z",
    }),
    "aws:scheduler/schedule:Schedule": ({ name, arn }) => ({
        id: `default/${name}`,
        name,
        arn: arn("scheduler", `schedule/default/${name}`),
    }),
    "aws:cloudwatch/metricAlarm:MetricAlarm": ({ name, arn }) => ({ name, arn: arn("cloudwatch", `alarm:${name}`) }),
    "aws:lambda/function:Function": ({ name, arn }) => ({ name, arn: arn("lambda", `function:${name}`) }),
    "aws:lambda/eventSourceMapping:EventSourceMapping": ({ hex, arn }) => ({
        id: hex(32),
        uuid: hex(32),
        arn: arn("lambda", `event-source-mapping:${hex(32)}`),
    }),
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": (made) => chatConfiguration(made, "slack"),
    "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration": (made) =>
        chatConfiguration(made, "microsoft-teams"),
    "aws:notifications/notificationConfiguration:NotificationConfiguration": ({ hex, account }) =>
        byArn(`arn:${partition}:notifications::${account}:configuration/${hex(27)}`),
    "aws:notifications/eventRule:EventRule": ({ hex, inputs }) =>
        byArn(`${text(inputs.notificationConfigurationArn, "")}/rule/${hex(27)}`),
    "aws:notifications/contactsEmailContact:ContactsEmailContact": ({ hex, account }) =>
        byArn(`arn:${partition}:notifications-contacts::${account}:emailcontact/${hex(27)}`),
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": ({ name, arn }) => ({
        ...byArn(arn("firehose", `deliverystream/${name}`)),
        name,
    }),
    "aws:glue/catalogDatabase:CatalogDatabase": ({ name, arn, account }) => ({
        id: `${account}:${name}`,
        name,
        catalogId: account,
        arn: arn("glue", `database/${name}`),
    }),
    "aws:glue/catalogTable:CatalogTable": ({ name, arn, account, inputs }) => {
        const database = text(inputs.databaseName, "");
        const id = `${account}:${database}:${name}`;
        return { id, name, catalogId: account, arn: arn("glue", `table/${database}/${name}`) };
    },
    "aws:athena/workgroup:Workgroup": ({ name, arn }) => ({ name, arn: arn("athena", `workgroup/${name}`) }),
    "aws:athena/namedQuery:NamedQuery": ({ hex }) => ({ id: hex(32) }),
    "aws:cloudwatch/logStream:LogStream": ({ name, arn, inputs }) => ({
        name,
        arn: arn("logs", `log-group:${text(inputs.logGroupName, "")}:log-stream:${name}`),
    }),
    "aws:cloudwatch/logGroup:LogGroup": ({ name, arn }) => ({ name, arn: arn("logs", `log-group:${name}`) }),
    "aws:iam/instanceProfile:InstanceProfile": ({ name }) => ({ name }),
    "aws:ecr/repository:Repository": ({ name, account, region }) => ({
        name,
        repositoryUrl: `${account}.dkr.ecr.${region}.amazonaws.com/${name}`,
    }),
};

/** The detector that an administrator has made. */
function detectorAnswer(account: string, region: string) {
    const id = digest(`detector ${region}`).slice(0, 32);
    return { id, region, arn: `arn:${partition}:guardduty:${region}:${account}:detector/${id}` };
}

function byArn(arn: string) {
    return { id: arn, arn };
}

function chatConfiguration({ account, inputs }: Made, application: string) {
    const chatConfigurationArn = `arn:${partition}:chatbot::${account}:chat-configuration/${application}-channel/${text(inputs.configurationName, "")}`;
    return { id: chatConfigurationArn, chatConfigurationArn };
}

function text(value: unknown, otherwise: string): string {
    return typeof value === "string" ? value : otherwise;
}

function digest(of: string): string {
    return createHash("sha256").update(of).digest("hex");
}
