import { createHash } from "node:crypto";
import { Alias, Key } from "@pulumi/aws/kms";
import { Topic, TopicPolicy, TopicSubscription } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { alertKeyPolicy } from "../policies/alert-key";
import { alertTopicPolicy } from "../policies/alert-topic";
import { alarmName } from "./alarm";
import { keepsName, physicalName } from "./names";
import { tagsOf } from "./tags";

export interface AlertTopicArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    /** Mailboxes; each must confirm its subscription by the link that SNS mails to it. */
    readonly emails: readonly string[];
    /** HTTPS endpoints. Treated as secrets, because the URL of a chat webhook is one. */
    readonly https: readonly string[];
}

/** The topic that people subscribe to, encrypted under a key of its own, and its mail and HTTPS subscriptions. */
export class AlertTopic extends pulumi.ComponentResource {
    public readonly topicArn: pulumi.Output<string>;
    public readonly topicName: pulumi.Output<string>;
    /** Mailboxes that have not confirmed yet, and so get no alert. */
    public readonly unconfirmedEmails: pulumi.Output<string[]>;

    constructor(name: string, args: AlertTopicArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:AlertTopic", name, {}, opts);
        const { region } = args;
        const tags = tagsOf("AlertTopic");
        const child = { parent: this };
        const facts = pulumi
            .output(args.account)
            .apply((account) => ({ account, alarmArns: alarmsOfThisStack(account, region) }));

        const key = new Key(
            name,
            {
                region,
                description: "Encrypts alerts on their way from EventBridge and CloudWatch through the alert topic.",
                enableKeyRotation: true,
                // The shortest there is: no alert outlives its delivery.
                deletionWindowInDays: 7,
                policy: pulumi.jsonStringify(facts.apply(alertKeyPolicy)),
                tags,
            },
            child,
        );
        new Alias(name, { region, name: `alias/${physicalName("alias", "alerts")}`, targetKeyId: key.keyId }, child);

        const topic = new Topic(
            name,
            {
                region,
                name: physicalName("topic", name),
                displayName: "Vigil alerts",
                kmsMasterKeyId: key.arn,
                tags,
            },
            keepsName(this),
        );
        const policy = pulumi
            .all([facts, topic.arn])
            .apply(([known, topicArn]) => alertTopicPolicy({ ...known, topicArn }));
        new TopicPolicy(name, { region, arn: topic.arn, policy }, child);

        const mailboxes = args.emails.map((email) => ({
            email,
            subscription: new TopicSubscription(
                `${name}-${email}`,
                { region, topic: topic.arn, protocol: "email", endpoint: email },
                child,
            ),
        }));
        for (const url of args.https) {
            new TopicSubscription(
                `${name}-https-${fingerprint(url)}`,
                { region, topic: topic.arn, protocol: "https", endpoint: pulumi.secret(url) },
                { parent: this, additionalSecretOutputs: ["endpoint"] },
            );
        }

        this.topicArn = topic.arn;
        this.topicName = topic.name;
        this.unconfirmedEmails = pulumi
            .all(mailboxes.map(({ subscription }) => subscription.pendingConfirmation))
            .apply((pending) => mailboxes.filter((_, i) => pending[i]).map(({ email }) => email));
        this.registerOutputs({ topicArn: this.topicArn, unconfirmedEmails: this.unconfirmedEmails });
    }
}

function alarmsOfThisStack({ id, partition }: Account, region: string): string {
    return `arn:${partition}:cloudwatch:${region}:${id}:alarm:${alarmName("*")}`;
}

/** Tells endpoints apart in resource names, which everybody may read. */
function fingerprint(url: string): string {
    return createHash("sha256").update(url).digest("hex").slice(0, 8);
}
