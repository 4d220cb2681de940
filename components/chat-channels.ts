import { SlackChannelConfiguration, TeamsChannelConfiguration } from "@pulumi/aws/chatbot";
import { Role } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { chatTrustPolicy } from "../policies/chat-role";
import { keepsName, physicalName } from "./names";
import type { RouteReceivers, RouteTopics } from "./route-topics";
import { tagsOf } from "./tags";

export interface ChatChannelsArgs {
    readonly account: pulumi.Input<Account>;
    readonly routes: readonly RouteTopics[];
}

/**
 * The service is one for all Regions, but its API answers in four of them only, and its console in this one (AWS CLI
 * Command Reference, "chatbot"). Topics may be in any Region.
 */
export const chatRegion = "us-east-2";

/**
 * Channels of Slack and Microsoft Teams that show what routes have for them, through Amazon Q Developer in chat
 * applications. Somebody must have let it into the workspace or team before, in its console. Nobody can do anything from
 * a channel: the role has no permissions, and the guardrail denies whatever a user's own role would allow.
 */
export class ChatChannels extends pulumi.ComponentResource {
    constructor(name: string, args: ChatChannelsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:ChatChannels", name, {}, opts);
        const { routes } = args;
        const region = chatRegion;
        const tags = tagsOf("ChatChannels");
        const role = new Role(
            name,
            {
                name: physicalName("role", name),
                description: "Lets Amazon Q Developer show alerts in chat channels, and nothing else.",
                assumeRolePolicy: chatTrustPolicy(),
                tags,
            },
            keepsName(this),
        );
        const denyAll = pulumi
            .output(args.account)
            .apply(({ partition }) => `arn:${partition}:iam::aws:policy/AWSDenyAll`);
        // The name cannot be changed, and a channel has room for one configuration.
        const named = { parent: this, ignoreChanges: ["configurationName"], deleteBeforeReplace: true };
        const common = { region, iamRoleArn: role.arn, guardrailPolicyArns: [denyAll], loggingLevel: "ERROR", tags };

        for (const { key, channel, topicArns } of channelsOf(routes, ({ slack }) => slack, slackKey)) {
            new SlackChannelConfiguration(
                `${name}-${key}`,
                {
                    ...common,
                    configurationName: physicalName("chatConfiguration", key),
                    slackTeamId: channel.workspace,
                    slackChannelId: channel.channel,
                    snsTopicArns: topicArns,
                },
                named,
            );
        }
        // The provider knows a configuration by its team, so a team has one channel.
        for (const { key, channel, topicArns } of channelsOf(
            routes,
            ({ teams }) => teams,
            ({ team }) => `teams-${team}`,
        )) {
            new TeamsChannelConfiguration(
                `${name}-${key}`,
                {
                    ...common,
                    configurationName: physicalName("chatConfiguration", key),
                    tenantId: channel.tenant,
                    teamId: channel.team,
                    channelId: channel.channel,
                    snsTopicArns: topicArns,
                },
                named,
            );
        }
        this.registerOutputs({});
    }
}

type SlackChannel = RouteReceivers["slack"][number];

function slackKey({ workspace, channel }: SlackChannel): string {
    return `slack-${workspace}-${channel}`;
}

/** Each channel once, with the topics of all routes that name it. */
function channelsOf<Channel>(
    routes: readonly RouteTopics[],
    of: (route: RouteReceivers) => readonly Channel[],
    keyOf: (channel: Channel) => string,
) {
    const found = new Map<string, { key: string; channel: Channel; topicArns: pulumi.Output<string>[] }>();
    for (const { route, topicArns } of routes) {
        for (const channel of of(route)) {
            const key = keyOf(channel);
            const one = found.get(key) ?? { key, channel, topicArns: [] };
            if (topicArns.chat !== undefined) one.topicArns.push(topicArns.chat);
            found.set(key, one);
        }
    }
    return found.values();
}
