import { GetQueueAttributesCommand, GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { chatRegion } from "../../components/chat-channels";
import type { DoctorAction } from "../aws/actions";
import type { ClientsIn } from "../aws/clients";
import { unlessMissing } from "../aws/permission";
import { askSigned } from "../aws/signed";
import { isJsonObject, type JsonValue } from "../evaluators/json";

/** Where the API of User Notifications is, and nowhere else. */
const hubRegion = "us-east-1";

/** Reads what receivers of alerts need beforehand. */
export function receiverReader(clientsIn: ClientsIn) {
    return {
        /** IDs of the Slack workspaces that Amazon Q Developer was let into. */
        async slackWorkspaces(): Promise<string[]> {
            const { SlackWorkspaces: listed } = await askSigned(
                clientsIn(chatRegion),
                chat("DescribeSlackWorkspaces", "describe-slack-workspaces"),
            );
            return textsIn(listed, "SlackTeamId");
        },

        /** IDs of the teams of Microsoft Teams that it was let into. */
        async teams(): Promise<string[]> {
            const { ConfiguredTeams: listed } = await askSigned(
                clientsIn(chatRegion),
                chat("ListMicrosoftTeamsConfiguredTeams", "list-ms-teams-configured-teams"),
            );
            return textsIn(listed, "TeamId");
        },

        /** The Regions that have a hub of User Notifications, whose API is in one Region alone. */
        async notificationHubs(): Promise<string[]> {
            const address = `notifications.${hubRegion}.api.aws/notification-hubs`;
            const action: DoctorAction = "notifications:ListNotificationHubs";
            const { notificationHubs: listed } = await askSigned(clientsIn(hubRegion), {
                action,
                region: hubRegion,
                method: "GET",
                address,
            });
            return textsIn(listed, "notificationHubRegion");
        },

        /** The policy of a queue; the empty text where it has none, or does not exist. */
        async queuePolicy(arn: string): Promise<string> {
            const [, , , region = "", QueueOwnerAWSAccountId, QueueName] = arn.split(":");
            const { sqs } = clientsIn(region);
            const found = await unlessMissing(sqs.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId })));
            if (found === undefined) return "";
            const query = { QueueUrl: found.QueueUrl, AttributeNames: ["Policy" as const] };
            const { Attributes } = await sqs.send(new GetQueueAttributesCommand(query));
            return Attributes?.Policy ?? "";
        },
    };
}

/** A question to Amazon Q Developer in chat applications. */
function chat(call: "DescribeSlackWorkspaces" | "ListMicrosoftTeamsConfiguredTeams", path: string) {
    const action: DoctorAction = `chatbot:${call}`;
    return {
        action,
        region: chatRegion,
        method: "POST",
        address: `chatbot.${chatRegion}.amazonaws.com/${path}`,
    } as const;
}

function textsIn(list: JsonValue | undefined, name: string): string[] {
    return Array.isArray(list)
        ? list.flatMap((one) => (isJsonObject(one) && typeof one[name] === "string" ? [one[name]] : []))
        : [];
}
