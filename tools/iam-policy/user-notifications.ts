import { type DeployedStack, globalArn, resourcesOf } from "./deployed-stack";
import { type ActionTable, actionsOfService, rowsOf, type Scope } from "./permissions";

const notifications = rowsOf("notifications");

/** The second way to the mailboxes. */
export const userNotificationsActions = {
    notificationHub: notifications(
        "ListNotificationHubs",
        "RegisterNotificationHub iam:CreateServiceLinkedRole",
        "DeregisterNotificationHub",
    ),
    notificationConfiguration: notifications(
        "GetNotificationConfiguration ListTagsForResource",
        "CreateNotificationConfiguration UpdateNotificationConfiguration TagResource UntagResource",
        "DeleteNotificationConfiguration",
    ),
    notificationEventRule: notifications("GetEventRule", "CreateEventRule UpdateEventRule", "DeleteEventRule"),
    emailContact: rowsOf("notifications-contacts")(
        "GetEmailContact ListTagsForResource",
        "CreateEmailContact SendActivationCode TagResource UntagResource",
        "DeleteEmailContact",
    ),
    channelAssociation: notifications("ListChannels", "AssociateChannel", "DisassociateChannel"),
} satisfies ActionTable;

/** The service gives IDs of its own to configurations, rules and contacts, and answers in us-east-1 alone. */
export const userNotificationsScopes: readonly Scope[] = [
    {
        sid: "NotificationsAndContacts",
        covers: ["notifications:*", "notifications-contacts:*"],
        resources: notificationArns,
        global: true,
    },
    {
        sid: "NotificationsAreMadeWithoutArn",
        covers: [
            ...actionsOfService(
                "notifications",
                "RegisterNotificationHub DeregisterNotificationHub ListNotificationHubs CreateNotificationConfiguration " +
                    "CreateEventRule ListTagsForResource",
            ),
            ...actionsOfService("notifications-contacts", "CreateEmailContact ListTagsForResource"),
        ],
        global: true,
    },
];

function notificationArns(stack: DeployedStack): string[] {
    if (resourcesOf(stack, "notificationHub").length === 0) return [];
    return [
        globalArn(stack, "notifications", "configuration/*"),
        globalArn(stack, "notifications-contacts", "emailcontact/*"),
    ];
}
