import { AccountClient } from "@aws-sdk/client-account";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ECRClient } from "@aws-sdk/client-ecr";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { IAMClient } from "@aws-sdk/client-iam";
import { Inspector2Client } from "@aws-sdk/client-inspector2";
import { KMSClient } from "@aws-sdk/client-kms";
import { Macie2Client } from "@aws-sdk/client-macie2";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";

import { assuming, type SignIn } from "./credentials";

/** The AWS APIs of one Region. */
export type Clients = RegionalClients;

/** The clients of a Region, each Region's made once. */
export type ClientsIn = (region: string) => Clients;

/**
 * Clients with the standard credential chain, or what the stack's configuration has instead. They slow down by themselves when AWS throttles them.
 *
 * @param endpoint `AWS_ENDPOINT_URL`, which the SDK follows by itself; only S3 must know more
 */
export function awsClients(
    endpoint: string | undefined,
    signIn: SignIn = { profile: undefined, roles: [] },
): ClientsIn {
    // The SDK's notice of the Node versions that it will want one day, which is for us and not for our users.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
    const made = new Map<string, Clients>();
    const { profile } = signIn;
    let credentials: ReturnType<typeof assuming>;
    return (region) => {
        credentials ??= assuming(signIn, region);
        const own = { ...options, region, ...(profile && { profile }), ...(credentials && { credentials }) };
        const clients = made.get(region) ?? new RegionalClients(own, endpoint !== undefined && endpoint !== "");
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
    readonly profile?: string;
    readonly credentials?: NonNullable<ReturnType<typeof assuming>>;
};

class RegionalClients {
    private readonly made = new Map<unknown, unknown>();

    constructor(
        private readonly options: Options,
        private readonly hasEndpoint: boolean,
    ) {}

    get region(): string {
        return this.options.region;
    }

    get account(): AccountClient {
        return this.once(AccountClient);
    }
    get cloudWatch(): CloudWatchClient {
        return this.once(CloudWatchClient);
    }
    get ecr(): ECRClient {
        return this.once(ECRClient);
    }
    get eventBridge(): EventBridgeClient {
        return this.once(EventBridgeClient);
    }
    get guardDuty(): GuardDutyClient {
        return this.once(GuardDutyClient);
    }
    get iam(): IAMClient {
        return this.once(IAMClient);
    }
    get inspector(): Inspector2Client {
        return this.once(Inspector2Client);
    }
    get kms(): KMSClient {
        return this.once(KMSClient);
    }
    get macie(): Macie2Client {
        return this.once(Macie2Client);
    }
    get organizations(): OrganizationsClient {
        return this.once(OrganizationsClient);
    }
    /** Whatever stands at an endpoint of one's own seldom has a host name for each bucket. */
    get s3(): S3Client {
        return this.once(S3Client, { forcePathStyle: this.hasEndpoint });
    }
    get sns(): SNSClient {
        return this.once(SNSClient);
    }
    get sqs(): SQSClient {
        return this.once(SQSClient);
    }
    get sts(): STSClient {
        return this.once(STSClient);
    }

    private once<Client, More extends object>(
        Client: new (options: Options & More) => Client,
        more: More = {} as More,
    ): Client {
        const client = (this.made.get(Client) as Client | undefined) ?? new Client({ ...this.options, ...more });
        this.made.set(Client, client);
        return client;
    }
}
