import { gzipSync } from "node:zlib";
import * as cw from "@aws-sdk/client-cloudwatch";
import * as eb from "@aws-sdk/client-eventbridge";
import * as gd from "@aws-sdk/client-guardduty";
import * as iam from "@aws-sdk/client-iam";
import * as inspector from "@aws-sdk/client-inspector2";
import * as kms from "@aws-sdk/client-kms";
import * as lambda from "@aws-sdk/client-lambda";
import * as mc from "@aws-sdk/client-macie2";
import * as s3 from "@aws-sdk/client-s3";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as sts from "@aws-sdk/client-sts";
import type { Mail as MailOfNotifier } from "../../../../notifier/compose";
import { mockClient } from "aws-sdk-client-mock";
import { alertOf } from "./alert";
import { alertKeyArn, policies, queueArn } from "./documents";
import { type FakeFinding, FakeFindings } from "./fake-findings";
import { installDetection, installEvents, installNotifier } from "./fake-services";
import { account, email, home, mailing, outputs } from "./stack";

type Mail = Pick<MailOfNotifier, "subject" | "text">;

interface FakeQueue {
    readonly tags: Record<string, string>;
    readonly messages: string[];
    readonly createdAt: number;
}

/** An account with the stack in it, behind the AWS SDK: findings become alerts and objects at once. */
export class FakeAccount {
    readonly mocks = {
        cloudWatch: mockClient(cw.CloudWatchClient),
        eventBridge: mockClient(eb.EventBridgeClient),
        guardDuty: mockClient(gd.GuardDutyClient),
        iam: mockClient(iam.IAMClient),
        inspector: mockClient(inspector.Inspector2Client),
        kms: mockClient(kms.KMSClient),
        lambda: mockClient(lambda.LambdaClient),
        macie: mockClient(mc.Macie2Client),
        s3: mockClient(s3.S3Client),
        sns: mockClient(sns.SNSClient),
        sqs: mockClient(sqs.SQSClient),
        sts: mockClient(sts.STSClient),
    };
    readonly findings: FakeFindings;
    readonly queues = new Map<string, FakeQueue>();
    readonly objects = new Map<string, { readonly body: Buffer; readonly keyArn: string }>();
    subscriptions: sns.Subscription[] = [
        { SubscriptionArn: `${outputs.alertTopicArn}:mail`, Protocol: "email", Endpoint: email },
    ];
    /** Of the mail topic. */
    mailSubscriptions: sns.Subscription[] = [];
    /** Of the other topics, by ARN. */
    readonly furtherSubscriptions = new Map<string, sns.Subscription[]>();
    /** What becomes of a finding besides its alert. */
    tell: (finding: FakeFinding) => void = () => undefined;
    /** What the notifier makes of an alert; a stack without one makes nothing. */
    mailOf: (alert: string) => Mail | undefined = () => undefined;
    /** Whether the alert of a finding gets through. */
    delivers: (finding: FakeFinding) => boolean = ({ severity }) => severity === "HIGH" || severity === "CRITICAL";

    constructor(private readonly now: () => number) {
        this.findings = new FakeFindings(now, (finding) => {
            if (this.delivers(finding)) this.publish(alertOf(finding));
            this.tell(finding);
            if (finding.service === "guardDuty") this.store(finding);
        });
        this.findings.install(this.mocks.guardDuty);
        this.findings.installMacie(this.mocks.macie);
        installDetection(this.mocks);
        installEvents(this.mocks);
        installNotifier(this.mocks);
        this.installTopic();
        this.installQueues();
        this.installArchive();
    }

    restore(): void {
        for (const mock of Object.values(this.mocks)) mock.restore();
    }

    /** The URLs of the drill's queues that are still there. */
    get drillQueues(): string[] {
        return [...this.queues.keys()];
    }

    publish(message: string): void {
        this.deliver(outputs.alertTopicArn, message);
        const mail = this.mailOf(message);
        if (mail !== undefined) this.deliver(mailing.mailTopicArn, mail.text, mail.subject);
    }

    /** From a topic into the queues that subscribe to it, in SNS's envelope. */
    deliver(TopicArn: string, Message: string, Subject?: string): void {
        const body = JSON.stringify({ Type: "Notification", TopicArn, Subject, Message });
        if (this.subscriptionsOf(TopicArn).some(({ Protocol }) => Protocol === "sqs"))
            for (const { messages } of this.queues.values()) messages.push(body);
    }

    private subscriptionsOf(topicArn = ""): sns.Subscription[] {
        const further = this.furtherSubscriptions.get(topicArn);
        if (further !== undefined) return further;
        return topicArn === mailing.mailTopicArn ? this.mailSubscriptions : this.subscriptions;
    }

    private store({ id }: FakeFinding): void {
        const day = new Date(this.now()).toISOString().slice(0, 10).replaceAll("-", "/");
        const body = gzipSync(`${JSON.stringify({ id })}\n`);
        this.objects.set(`AWSLogs/${account}/GuardDuty/${home}/${day}/${id}.jsonl.gz`, {
            body,
            keyArn: outputs.findingsKeyArn,
        });
    }

    private installTopic(): void {
        const { sns: topics } = this.mocks;
        topics.on(sns.GetTopicAttributesCommand).resolves({
            Attributes: { Policy: policies.topic, KmsMasterKeyId: alertKeyArn },
        });
        topics
            .on(sns.ListSubscriptionsByTopicCommand)
            .callsFake(({ TopicArn }: sns.ListSubscriptionsByTopicCommandInput) => ({
                Subscriptions: this.subscriptionsOf(TopicArn),
            }));
        topics.on(sns.GetSubscriptionAttributesCommand).resolves({ Attributes: {} });
        topics.on(sns.SubscribeCommand).callsFake(({ TopicArn, Protocol, Endpoint }: sns.SubscribeCommandInput) => {
            const SubscriptionArn = `${TopicArn}:drill`;
            this.subscriptionsOf(TopicArn).push({ SubscriptionArn, Protocol, Endpoint });
            return { SubscriptionArn };
        });
        topics.on(sns.UnsubscribeCommand).callsFake(({ SubscriptionArn }: sns.UnsubscribeCommandInput) => {
            const others = (all: sns.Subscription[]) => all.filter((one) => one.SubscriptionArn !== SubscriptionArn);
            this.subscriptions = others(this.subscriptions);
            this.mailSubscriptions = others(this.mailSubscriptions);
            for (const [topic, own] of this.furtherSubscriptions) this.furtherSubscriptions.set(topic, others(own));
            return {};
        });
        topics.on(sns.PublishCommand).callsFake(({ TopicArn = "", Message = "", Subject }: sns.PublishCommandInput) => {
            if (TopicArn === outputs.alertTopicArn) this.publish(Message);
            else this.deliver(TopicArn, Message, Subject);
            return {};
        });
    }

    private installQueues(): void {
        const { sqs: service } = this.mocks;
        service.on(sqs.CreateQueueCommand).callsFake(({ QueueName = "", tags = {} }: sqs.CreateQueueCommandInput) => {
            const QueueUrl = `https://sqs.${home}.amazonaws.com/${account}/${QueueName}`;
            this.queues.set(QueueUrl, { tags, messages: [], createdAt: this.now() });
            return { QueueUrl };
        });
        service.on(sqs.GetQueueAttributesCommand).callsFake(({ QueueUrl = "" }: sqs.GetQueueAttributesCommandInput) => {
            const name = QueueUrl.split("/").at(-1) ?? "";
            return {
                Attributes: {
                    QueueArn: queueArn(name),
                    Policy: policies.queue(name),
                    CreatedTimestamp: String((this.queues.get(QueueUrl)?.createdAt ?? 0) / 1000),
                    ApproximateNumberOfMessages: "0",
                },
            };
        });
        service.on(sqs.ReceiveMessageCommand).callsFake(({ QueueUrl = "" }: sqs.ReceiveMessageCommandInput) => ({
            Messages: (this.queues.get(QueueUrl)?.messages.splice(0, 10) ?? []).map((Body) => ({ Body })),
        }));
        service.on(sqs.DeleteMessageBatchCommand).resolves({});
        service.on(sqs.DeleteQueueCommand).callsFake(({ QueueUrl = "" }: sqs.DeleteQueueCommandInput) => {
            this.queues.delete(QueueUrl);
            return {};
        });
        service.on(sqs.ListQueuesCommand).callsFake(() => ({ QueueUrls: this.drillQueues }));
        service.on(sqs.ListQueueTagsCommand).callsFake(({ QueueUrl = "" }: sqs.ListQueueTagsCommandInput) => ({
            Tags: this.queues.get(QueueUrl)?.tags,
        }));
    }

    private installArchive(): void {
        const { kms: keys, s3: store } = this.mocks;
        keys.on(kms.DescribeKeyCommand).callsFake(({ KeyId = "" }: kms.DescribeKeyCommandInput) => ({
            KeyMetadata: { Arn: KeyId, KeyId: KeyId.split("/").at(-1), Enabled: true },
        }));
        keys.on(kms.GetKeyPolicyCommand).callsFake(({ KeyId }: kms.GetKeyPolicyCommandInput) => ({
            Policy: KeyId === "alerts" ? policies.alertKey : policies.findingsKey,
        }));
        store.on(s3.GetBucketLocationCommand).resolves({ LocationConstraint: home });
        store.on(s3.GetBucketPolicyCommand).resolves({ Policy: policies.bucket });
        store.on(s3.ListObjectsV2Command).callsFake(({ Prefix = "" }: s3.ListObjectsV2CommandInput) => ({
            Contents: [...this.objects.keys()].filter((Key) => Key.startsWith(Prefix)).map((Key) => ({ Key })),
        }));
        store.on(s3.GetObjectCommand).callsFake(({ Key = "" }: s3.GetObjectCommandInput) => {
            const { body, keyArn } = this.objects.get(Key)!;
            const Body = { transformToByteArray: () => Promise.resolve(body) };
            return { Body, ServerSideEncryption: "aws:kms", SSEKMSKeyId: keyArn };
        });
    }
}
