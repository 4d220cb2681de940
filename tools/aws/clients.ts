import { AccountClient } from "@aws-sdk/client-account";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ECRClient } from "@aws-sdk/client-ecr";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { IAMClient } from "@aws-sdk/client-iam";
import { Inspector2Client } from "@aws-sdk/client-inspector2";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { Macie2Client } from "@aws-sdk/client-macie2";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";

import { assuming, type SignIn } from "./credentials";
import { permitted } from "./permission";

const classes = {
    account: AccountClient,
    cloudWatch: CloudWatchClient,
    ecr: ECRClient,
    eventBridge: EventBridgeClient,
    guardDuty: GuardDutyClient,
    iam: IAMClient,
    inspector: Inspector2Client,
    kms: KMSClient,
    lambda: LambdaClient,
    macie: Macie2Client,
    organizations: OrganizationsClient,
    s3: S3Client,
    sns: SNSClient,
    sqs: SQSClient,
    sts: STSClient,
} as const;
type Api = keyof typeof classes;

/** The AWS APIs of one Region. What a call throws: see `permitted`. */
export type Clients = { readonly region: string } & {
    readonly [Name in Api]: InstanceType<(typeof classes)[Name]>;
};

/** The clients of a Region, each Region's made once. */
export type ClientsIn = (region: string) => Clients;

/**
 * Clients with the standard credential chain, or what the stack's configuration has instead. They slow down by themselves when AWS throttles them.
 *
 * @param allowed the actions of the command, by which its policy is written; any without it
 * @param endpoint `AWS_ENDPOINT_URL`, which the SDK follows by itself; only S3 must know more
 */
export function awsClients(
    endpoint: string | undefined,
    signIn: SignIn = { profile: undefined, roles: [] },
    allowed?: readonly string[],
): ClientsIn {
    // The SDK's notice of the Node versions that it will want one day, which is for us and not for our users.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    const made = new Map<string, Clients>();
    const { profile } = signIn;
    let credentials: ReturnType<typeof assuming>;
    return (region) => {
        credentials ??= assuming(signIn, region);
        const own = { ...options, region, ...(profile && { profile }), ...(credentials && { credentials }) };
        // Whatever stands at an endpoint of one's own seldom has a host name for each bucket.
        const forcePathStyle = endpoint !== undefined && endpoint !== "";
        const clients = made.get(region) ?? clientsOf({ ...own, forcePathStyle }, allowed);
        made.set(region, clients);
        return clients;
    };
}

/** What every client gets. A request takes longer than SQS's longest wait for messages, which is 20 s. */
const options = {
    retryMode: "adaptive",
    maxAttempts: 8,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
} as const;

type Options = typeof options & {
    readonly region: string;
    readonly forcePathStyle: boolean;
    readonly profile?: string;
    readonly credentials?: NonNullable<ReturnType<typeof assuming>>;
};

/** The clients of a Region, each made when it is first used. */
function clientsOf(options: Options, allowed: readonly string[] | undefined): Clients {
    const made = new Map<string, object>();
    const clientOf = (api: Api) => {
        const client = made.get(api) ?? guarded(api, new classes[api](options), allowed);
        made.set(api, client);
        return client;
    };
    const apis = Object.keys(classes).map((api) => [api, { get: () => clientOf(api as Api) }] as const);
    return Object.defineProperties({ region: options.region }, Object.fromEntries(apis)) as Clients;
}

/** Where IAM calls a service otherwise than the SDK does. */
const prefixes: Partial<Record<Api, string>> = { eventBridge: "events", inspector: "inspector2", macie: "macie2" };

/** Calls that need a permission of another name. */
const otherActions: Readonly<Record<string, string>> = {
    "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "s3:GetObjectLockConfiguration": "s3:GetBucketObjectLockConfiguration",
    "s3:ListBuckets": "s3:ListAllMyBuckets",
    "s3:ListObjectsV2": "s3:ListBucket",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
};

/** A client that names the permission of a call, and makes none that the command's policy does not grant: that is a defect. */
function guarded<Client extends object>(api: Api, client: Client, allowed?: readonly string[]): Client {
    const prototype = Object.getPrototypeOf(client) as { send: (...args: unknown[]) => Promise<unknown> };
    return Object.assign(client, {
        send(command: object, ...rest: unknown[]) {
            const call = `${prefixes[api] ?? api.toLowerCase()}:${command.constructor.name.replace(/Command$/, "")}`;
            const action = otherActions[call] ?? call;
            if (allowed?.includes(action) === false)
                throw new Error(`${action} is not among the actions in tools/aws/actions.ts.`);
            return permitted(action, () => Reflect.apply(prototype.send, client, [command, ...rest]));
        },
    });
}
