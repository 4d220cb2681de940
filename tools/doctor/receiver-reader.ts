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
    const askChat = (action: DoctorAction, path: string) => {
        const address = `chatbot.${chatRegion}.amazonaws.com/${path}`;
        return askSigned(clientsIn(chatRegion), { action, method: "POST", address });
    };
    return {
        /** IDs of the Slack workspaces that Amazon Q Developer was let into. */
        async slackWorkspaces(): Promise<string[]> {
            const answer = await askChat("chatbot:DescribeSlackWorkspaces", "describe-slack-workspaces");
            return textsIn(answer.SlackWorkspaces, "SlackTeamId");
        },

        /** IDs of the teams of Microsoft Teams that it was let into. */
        async teams(): Promise<string[]> {
            const answer = await askChat("chatbot:ListMicrosoftTeamsConfiguredTeams", "list-ms-teams-configured-teams");
            return textsIn(answer.ConfiguredTeams, "TeamId");
        },

        /** The Regions that have a hub of User Notifications, whose API is in one Region alone. */
        async notificationHubs(): Promise<string[]> {
            const action: DoctorAction = "notifications:ListNotificationHubs";
            const address = `notifications.${hubRegion}.api.aws/notification-hubs`;
            const answer = await askSigned(clientsIn(hubRegion), { action, method: "GET", address });
            return textsIn(answer.notificationHubs, "notificationHubRegion");
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

function textsIn(list: JsonValue | undefined, name: string): string[] {
    return Array.isArray(list)
        ? list.flatMap((one) => (isJsonObject(one) && typeof one[name] === "string" ? [one[name]] : []))
        : [];
}
