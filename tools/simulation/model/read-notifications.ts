import { resourceTypes } from "../../recording/resource-types";
import type { UserNotifications } from "./notification-model";
import { readPattern } from "./read-events";
import { type Lookup, textOf, textsOf } from "./resource";

export function readNotifications(all: Lookup): UserNotifications {
    return {
        hubs: all(resourceTypes.notificationHub).map(({ resource }) => resource),
        configurations: all(resourceTypes.notificationConfiguration).map((one) => ({
            resource: one.resource,
            arn: textOf(one, "arn") ?? "",
        })),
        rules: all(resourceTypes.notificationEventRule).map((one) => {
            const pattern = textOf(one, "eventPattern");
            return {
                resource: one.resource,
                configurationArn: textOf(one, "notificationConfigurationArn") ?? "",
                ...{ source: textOf(one, "source") ?? "", detailType: textOf(one, "eventType") ?? "" },
                ...{
                    regions: textsOf(one, "regions"),
                    pattern: pattern === undefined ? pattern : readPattern(pattern),
                },
            };
        }),
        contacts: all(resourceTypes.emailContact).map((one) => ({
            resource: one.resource,
            ...{ arn: textOf(one, "arn") ?? "", address: textOf(one, "emailAddress") ?? "" },
        })),
        channels: all(resourceTypes.channelAssociation).map((one) => ({
            resource: one.resource,
            configurationArn: textOf(one, "notificationConfigurationArn") ?? "",
            arn: textOf(one, "arn") ?? "",
        })),
    };
}
