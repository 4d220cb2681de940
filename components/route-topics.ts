import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { routeTopicPolicy } from "../policies/topics";
import { type AlarmTopics, alarmWhenAbove } from "./alarm";
import { topicUnderKey } from "./encrypted-topic";
import { deliveries } from "./metrics";
import { subscribeMailboxes, unconfirmed } from "./subscriptions";
import { tagsOf } from "./tags";

/** Who is told of a route's alerts. */
export interface RouteReceivers {
    readonly name: string;
    readonly emails: readonly string[];
    readonly slack: readonly { readonly workspace: string; readonly channel: string }[];
    readonly teams: readonly { readonly tenant: string; readonly team: string; readonly channel: string }[];
}

export interface RouteTopicsArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
    readonly route: RouteReceivers;
    /** Of the key that encrypts mails. */
    readonly keyArn: pulumi.Input<string>;
    /** Those of alarms about alerts: the notifier still runs where one route is broken. */
    readonly tells: AlarmTopics;
}

/**
 * The topics of one route: one for mailboxes, one for chat, which understands nothing but messages of a form of its own.
 * Each has an alarm on what SNS could not deliver.
 */
export class RouteTopics extends pulumi.ComponentResource {
    public readonly route: RouteReceivers;
    /** What the notifier publishes to; undefined for a medium that the route does not have. */
    public readonly topicArns: { readonly mail?: pulumi.Output<string>; readonly chat?: pulumi.Output<string> };
    public readonly unconfirmedEmails: pulumi.Output<string[]>;

    constructor(name: string, args: RouteTopicsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:RouteTopics", name, {}, opts);
        const { region, account, route, keyArn, tells } = args;
        const tags = tagsOf("RouteTopics");
        const child = { parent: this };
        const make = (topicName: string, receivers: string) => {
            const says = { displayName: "Vigil", policy: routeTopicPolicy };
            const topic = topicUnderKey(topicName, { region, account, keyArn, ...says, tags }, this);
            const description = `SNS could not deliver messages to ${receivers} of the route ${route.name}.`;
            const metric = deliveries("Failed", topic.name);
            alarmWhenAbove(`${topicName}-undelivered`, { region, description, metric, tells, tags }, child);
            return topic.arn;
        };

        const mail = route.emails.length > 0 ? make(name, "a mailbox") : undefined;
        const chat = hasChat(route) ? make(`${name}-chat`, "the chat channels") : undefined;
        const mailboxes = mail ? subscribeMailboxes(name, { region, topic: mail, emails: route.emails }, this) : [];

        this.route = route;
        this.topicArns = { ...(mail && { mail }), ...(chat && { chat }) };
        this.unconfirmedEmails = unconfirmed(mailboxes);
        this.registerOutputs({ ...this.topicArns, unconfirmedEmails: this.unconfirmedEmails });
    }
}

/** How many topics a route has. */
export function mediaOf(route: RouteReceivers): number {
    return Number(route.emails.length > 0) + Number(hasChat(route));
}

function hasChat({ slack, teams }: RouteReceivers): boolean {
    return slack.length + teams.length > 0;
}
