import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { alertKeyPolicy, alertTopicPolicy } from "../policies/topics";
import { DeadLetterQueue } from "./dead-letter-queue";
import { encryptedTopic } from "./encrypted-topic";
import { subscribeEndpoints, subscribeMailboxes, unconfirmed } from "./subscriptions";
import { tagsOf } from "./tags";

export interface AlertTopicArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    /** Mailboxes that take every alert as it is; none where a notifier writes the mails. */
    readonly emails: readonly string[];
    /** HTTPS endpoints, which confirm by themselves. Treated as secrets, because whoever knows such a URL can use it. */
    readonly https: readonly string[];
}

/** The topic that has every alert at once, encrypted under a key of its own, and its mail and HTTPS subscriptions. */
export class AlertTopic extends pulumi.ComponentResource {
    public readonly topicArn: pulumi.Output<string>;
    public readonly topicName: pulumi.Output<string>;
    public readonly keyArn: pulumi.Output<string>;
    /** Mailboxes that have not confirmed yet, and so get no alert. */
    public readonly unconfirmedEmails: pulumi.Output<string[]>;
    /** The same of HTTPS endpoints: host and fingerprint, for the URL is a secret. */
    public readonly unconfirmedHttps: pulumi.Output<string[]>;
    /** Where the alerts land that an endpoint does not take; undefined if there are no endpoints. */
    public readonly deadLetterQueue: DeadLetterQueue | undefined;

    constructor(name: string, args: AlertTopicArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:AlertTopic", name, {}, opts);
        const { region } = args;
        const tags = tagsOf("AlertTopic");
        const child = { parent: this };
        const { topic, keyArn } = encryptedTopic(
            name,
            {
                region,
                account: args.account,
                displayName: "Vigil alerts",
                description: "Encrypts alerts on their way from EventBridge and CloudWatch through the alert topic.",
                alias: "alerts",
                keyPolicy: alertKeyPolicy,
                policy: alertTopicPolicy,
                tags,
            },
            this,
        );
        const mailboxes = subscribeMailboxes(name, { region, topic: topic.arn, emails: args.emails }, this);

        // SNS tries an endpoint for a minute and then discards the alert (SNS Developer Guide, "Message delivery retries").
        // A mail it hands over to a mail server, for which it has six hours; what becomes of it there, such as a bounce, is
        // no failed delivery to SNS, so a queue for mails would stay empty.
        const queue =
            args.https.length > 0
                ? new DeadLetterQueue(
                      `${name}-dead-letters`,
                      { region, sender: "topic", sourceArns: [topic.arn], tags },
                      child,
                  )
                : undefined;
        const endpoints = subscribeEndpoints(name, { region, topic: topic.arn, https: args.https, queue }, this);

        this.topicArn = topic.arn;
        this.topicName = topic.name;
        this.keyArn = keyArn;
        this.deadLetterQueue = queue;
        this.unconfirmedEmails = unconfirmed(mailboxes);
        this.unconfirmedHttps = unconfirmed(endpoints);
        this.registerOutputs({
            topicArn: this.topicArn,
            unconfirmedEmails: this.unconfirmedEmails,
            unconfirmedHttps: this.unconfirmedHttps,
        });
    }
}
