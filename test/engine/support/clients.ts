import { AthenaClient } from "@aws-sdk/client-athena";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { FirehoseClient } from "@aws-sdk/client-firehose";
import { GlueClient } from "@aws-sdk/client-glue";
import { GuardDutyClient } from "@aws-sdk/client-guardduty";
import { IAMClient } from "@aws-sdk/client-iam";
import { Inspector2Client } from "@aws-sdk/client-inspector2";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { Macie2Client } from "@aws-sdk/client-macie2";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { emulator } from "./emulator";

export type Clients = ReturnType<typeof newClients>;

const made = new Map<string, Clients>();

/** The AWS APIs of one Region, in the emulator's own account or another. */
export function clientsIn(region: string, account?: string): Clients {
    const key = `${region} ${account ?? ""}`;
    const clients = made.get(key) ?? newClients(region, account);
    made.set(key, clients);
    return clients;
}

function newClients(region: string, account?: string) {
    const options = { region, ...emulator(account) };
    return {
        athena: new AthenaClient(options),
        cloudWatch: new CloudWatchClient(options),
        eventBridge: new EventBridgeClient(options),
        firehose: new FirehoseClient(options),
        glue: new GlueClient(options),
        guardDuty: new GuardDutyClient(options),
        iam: new IAMClient(options),
        inspector: new Inspector2Client(options),
        kms: new KMSClient(options),
        lambda: new LambdaClient(options),
        macie: new Macie2Client(options),
        // An emulator has no host name for each bucket.
        s3: new S3Client({ ...options, forcePathStyle: true }),
        sns: new SNSClient(options),
        sqs: new SQSClient(options),
    };
}
