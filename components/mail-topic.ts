import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { mailKeyPolicy, mailTopicPolicy } from "../policies/topics";
import { encryptedTopic } from "./encrypted-topic";
import { subscribeMailboxes, type Subscribed, unconfirmed } from "./subscriptions";
import { tagsOf } from "./tags";

export interface MailTopicArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    readonly emails: readonly string[];
}

/**
 * The topic that mailboxes subscribe to: it gets the notifier's mails, and straight from CloudWatch the alarms about
 * what stands between the alert topic and the mailboxes. Its key is not that of the alert topic, so that a broken alert
 * key cannot keep the alarm about itself from being mailed.
 */
export class MailTopic extends pulumi.ComponentResource {
    public readonly topicArn: pulumi.Output<string>;
    public readonly topicName: pulumi.Output<string>;
    public readonly keyArn: pulumi.Output<string>;
    /** Mailboxes that have not confirmed yet, and so get no mail. */
    public readonly unconfirmedEmails: pulumi.Output<string[]>;

    constructor(name: string, args: MailTopicArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:MailTopic", name, {}, opts);
        const { region, emails } = args;
        const { topic, keyArn } = encryptedTopic(
            name,
            {
                region,
                account: args.account,
                displayName: "Vigil",
                description: "Encrypts mails on their way from the notifier and CloudWatch through the mail topic.",
                alias: "mails",
                keyPolicy: mailKeyPolicy,
                policy: mailTopicPolicy,
                tags: tagsOf("MailTopic"),
            },
            this,
        );
        const mailboxes = subscribeMailboxes(name, { region, topic: topic.arn, emails }, this);
        if (pulumi.runtime.isDryRun()) tellOfConfirmations(mailboxes);

        this.topicArn = topic.arn;
        this.topicName = topic.name;
        this.keyArn = keyArn;
        this.unconfirmedEmails = unconfirmed(mailboxes);
        this.registerOutputs({ topicArn: this.topicArn, unconfirmedEmails: this.unconfirmedEmails });
    }
}

/** Before mailboxes are subscribed: those of a stack from before there was a mail topic leave the alert topic for it. */
function tellOfConfirmations(mailboxes: readonly Subscribed[]): void {
    void Promise.all(mailboxes.map(({ subscription }) => isKnown(subscription.arn))).then(async (known) => {
        const fresh = mailboxes.filter((_, i) => !known[i]).map(({ receiver }) => receiver);
        if (fresh.length > 0) {
            await pulumi.log.warn(
                `SNS will mail a confirmation link to ${fresh.join(", ")}: no alert is mailed there until it is used, ` +
                    "even where an earlier subscription was confirmed.",
            );
        }
    });
}

/** Whether a resource exists before the update. The SDK knows but does not declare it. */
function isKnown(output: pulumi.Output<string>): Promise<boolean> {
    return (output as { isKnown?: Promise<boolean> }).isKnown ?? Promise.resolve(true);
}
