import { copy, document, replace, set, without } from "../edits";
import type { Blame, Fault } from "./fault";

const rule = (service: string) => ["notificationEventRule", service] as const;
const guardDuty = rule("guardduty");
const inspector = rule("inspector");

const guardDutyItself: Blame = "notification rule: EventRule user-notifications-guardduty";

/** The way past the relays to the same mailboxes, by services of AWS alone. */
export const userNotificationFaults: readonly Fault[] = [
    {
        when: "User Notifications has no rule for Macie",
        blames: ["notification rule: NotificationConfiguration user-notifications"],
        edit: without(...rule("macie")),
    },
    {
        when: "a Region is not among those of a rule for User Notifications",
        blames: [guardDutyItself],
        edit: set(guardDuty, { regions: ["eu-west-1"] }),
    },
    {
        when: "a rule for User Notifications takes other events",
        blames: [guardDutyItself],
        edit: set(guardDuty, { eventType: "GuardDuty Runtime Protection Unhealthy" }),
    },
    {
        when: "User Notifications gets what is below HIGH, too",
        blames: ["notification rule: EventRule user-notifications-inspector"],
        edit: replace(inspector, '"HIGH"', '"HIGH","MEDIUM"'),
    },
    {
        when: "User Notifications gets CRITICAL findings alone",
        blames: ["notification rule: EventRule user-notifications-inspector"],
        edit: replace(inspector, '"HIGH",', ""),
    },
    {
        when: "User Notifications gets everything of GuardDuty",
        blames: [guardDutyItself],
        edit: set(guardDuty, { eventPattern: undefined }),
    },
    {
        when: "User Notifications mails twice of a finding",
        blames: [`${guardDutyItself}-again`],
        edit: copy(guardDuty, "again", {}),
    },
    {
        when: "a rule is of another configuration of User Notifications",
        blames: [guardDutyItself],
        edit: set(guardDuty, { notificationConfigurationArn: "arn:aws:notifications::123456789012:configuration/x" }),
    },
    {
        when: "there is no hub for User Notifications",
        blames: ["notification channel: NotificationConfiguration user-notifications"],
        edit: without("notificationHub"),
    },
    {
        when: "User Notifications has another address",
        blames: ["notification channel: NotificationConfiguration user-notifications"],
        edit: set(["emailContact"], { emailAddress: "other@example.com" }),
    },
    {
        when: "a mailbox is no channel of User Notifications",
        blames: ["notification channel: ContactsEmailContact user-notifications-security@example.com"],
        edit: without("channelAssociation"),
    },
];

/** Changes by which User Notifications mails of the same. */
export const harmlessNotifications: readonly Pick<Fault, "when" | "edit">[] = [
    {
        when: "a rule for User Notifications watches another Region and another state, too",
        edit: (state) =>
            document(inspector, "eventPattern", ({ detail }) => ({
                detail: { ...(detail as object), status: ["ACTIVE", "PENDING"] },
            }))(set(inspector, { regions: ["eu-west-1", "us-east-1", "us-west-2"] })(state)),
    },
];
