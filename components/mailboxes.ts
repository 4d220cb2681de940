import { TopicSubscription } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";

export interface MailboxesArgs {
    readonly region: string;
    readonly topicArn: pulumi.Input<string>;
    /** Each must confirm its subscription by the link that SNS mails to it. */
    readonly emails: readonly string[];
}

export interface Subscribed {
    /** As it may be shown. */
    readonly receiver: string;
    readonly subscription: TopicSubscription;
}

/** Subscribes mailboxes to a topic; each subscription is named after topic and mailbox. */
export function subscribeMailboxes(name: string, args: MailboxesArgs, opts: pulumi.CustomResourceOptions) {
    const { region, topicArn, emails } = args;
    return emails.map((email): Subscribed => ({
        receiver: email,
        subscription: new TopicSubscription(
            `${name}-${email}`,
            { region, topic: topicArn, protocol: "email", endpoint: email },
            opts,
        ),
    }));
}

/** Those that have not confirmed yet, as of the last run of the program. */
export function unconfirmed(all: readonly Subscribed[]): pulumi.Output<string[]> {
    return pulumi
        .all(all.map(({ subscription }) => subscription.pendingConfirmation))
        .apply((pending) => all.filter((_, i) => pending[i]).map(({ receiver }) => receiver));
}
