import {
    ChannelAssociation,
    ContactsEmailContact,
    EventRule,
    NotificationConfiguration,
    NotificationHub,
} from "@pulumi/aws/notifications";
import * as pulumi from "@pulumi/pulumi";
import { findingPattern } from "../findings/patterns";
import { type Service, serviceFacts, serviceKeys } from "../findings/services";
import { severitiesFrom } from "../findings/severity";
import { fingerprint, keepsName, physicalName } from "./names";
import { tagsOf } from "./tags";

export interface UserNotificationsArgs {
    /** The Region that keeps the notifications. */
    readonly home: string;
    /** Where each service is on. */
    readonly regions: Readonly<Record<Service, readonly string[]>>;
    /** Each must confirm once, beside the confirmation that SNS asks for. */
    readonly emails: readonly string[];
}

/**
 * A second way to the mailboxes that shares nothing with the first: AWS User Notifications has rules of its own in each
 * Region and writes the mails, of HIGH and above. It takes one event a second in an account (AWS User Notifications User
 * Guide, "Quotas"), so it is no way for all alerts. Its resources have no Region.
 */
export class UserNotifications extends pulumi.ComponentResource {
    constructor(name: string, args: UserNotificationsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:UserNotifications", name, {}, opts);
        const tags = tagsOf("UserNotifications");
        const child = { parent: this };
        const hub = new NotificationHub(name, { notificationHubRegion: args.home }, child);
        const { arn: notificationConfigurationArn } = new NotificationConfiguration(
            name,
            {
                name: physicalName("notificationConfiguration", name),
                description: "Findings of GuardDuty, Macie and Inspector that are HIGH or above.",
                // Five minutes: what comes together makes one mail.
                aggregationDuration: "SHORT",
                tags,
            },
            { ...keepsName(this), dependsOn: [hub] },
        );
        for (const service of serviceKeys.filter((one) => args.regions[one].length > 0)) {
            const { source, detailType } = serviceFacts[service];
            const { detail } = findingPattern(service, ...severitiesFrom(service, "HIGH"));
            new EventRule(
                `${name}-${service}`.toLowerCase(),
                {
                    notificationConfigurationArn,
                    source,
                    eventType: detailType,
                    eventPattern: JSON.stringify({ detail }),
                    regions: [...args.regions[service]],
                },
                child,
            );
        }
        for (const emailAddress of args.emails) {
            const contact = new ContactsEmailContact(
                `${name}-${emailAddress}`,
                { name: physicalName("emailContact", fingerprint(emailAddress)), emailAddress, tags },
                keepsName(this),
            );
            new ChannelAssociation(
                `${name}-${emailAddress}`,
                { arn: contact.arn, notificationConfigurationArn },
                child,
            );
        }
        this.registerOutputs({});
    }
}
