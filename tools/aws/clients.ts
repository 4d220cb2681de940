import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { IAMClient } from "@aws-sdk/client-iam";
import { Inspector2Client } from "@aws-sdk/client-inspector2";
import { KMSClient } from "@aws-sdk/client-kms";
import { Macie2Client } from "@aws-sdk/client-macie2";
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

class RegionalClients {
    private readonly made = new Map<string, unknown>();
    private readonly options: { readonly region: string; readonly retryMode: "adaptive"; readonly maxAttempts: number };

    constructor(
        readonly region: string,
        private readonly hasEndpoint: boolean,
    ) {
        this.options = { region, retryMode: "adaptive", maxAttempts: 8 };
    }

    get cloudWatch(): CloudWatchClient {
        return this.once("cloudWatch", () => new CloudWatchClient(this.options));
    }
    get eventBridge(): EventBridgeClient {
        return this.once("eventBridge", () => new EventBridgeClient(this.options));
    }
    get guardDuty(): GuardDutyClient {
        return this.once("guardDuty", () => new GuardDutyClient(this.options));
    }
    get iam(): IAMClient {
        return this.once("iam", () => new IAMClient(this.options));
    }
    get inspector(): Inspector2Client {
        return this.once("inspector", () => new Inspector2Client(this.options));
    }
    get kms(): KMSClient {
        return this.once("kms", () => new KMSClient(this.options));
    }
    get macie(): Macie2Client {
        return this.once("macie", () => new Macie2Client(this.options));
    }
    /** Whatever stands at an endpoint of one's own seldom has a host name for each bucket. */
    get s3(): S3Client {
        return this.once("s3", () => new S3Client({ ...this.options, forcePathStyle: this.hasEndpoint }));
    }
    get sns(): SNSClient {
        return this.once("sns", () => new SNSClient(this.options));
    }
    get sqs(): SQSClient {
        return this.once("sqs", () => new SQSClient(this.options));
    }
    get sts(): STSClient {
        return this.once("sts", () => new STSClient(this.options));
    }

    private once<T>(name: string, make: () => T): T {
        if (!this.made.has(name)) this.made.set(name, make());
        return this.made.get(name) as T;
    }
}
