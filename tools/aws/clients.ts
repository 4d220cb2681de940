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

/** The AWS APIs of one Region. */
export type Clients = RegionalClients;

/** The clients of a Region, each Region's made once. */
export type ClientsIn = (region: string) => Clients;

/**
 * Clients with the standard credential chain. They slow down by themselves when AWS throttles them.
 *
 * @param endpoint `AWS_ENDPOINT_URL`, which the SDK follows by itself; only S3 must know more
 */
export function awsClients(endpoint: string | undefined): ClientsIn {
    const made = new Map<string, Clients>();
    return (region) => {
        const clients = made.get(region) ?? new RegionalClients(region, endpoint !== undefined && endpoint !== "");
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

type Options = typeof options & { readonly region: string };

class RegionalClients {
    private readonly made = new Map<unknown, unknown>();

    constructor(
        readonly region: string,
        private readonly hasEndpoint: boolean,
    ) {}

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
        const client =
            (this.made.get(Client) as Client | undefined) ?? new Client({ ...options, region: this.region, ...more });
        this.made.set(Client, client);
        return client;
    }
}
