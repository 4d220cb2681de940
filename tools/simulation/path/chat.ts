import { jsonObject } from "../../proof/alert-check";
import { isJsonObject } from "../../evaluators/json";
import type { Expectations } from "../../proof/expectations";
import type { Step } from "../../proof/report";
import { roleSteps } from "./role";
import type { ChatChannel } from "../model/function-model";
import type { StackModel } from "../model/stack-model";
import { failed, passed, walk } from "../steps";
import type { Notifier } from "./notifier";

type Route = Expectations["routes"][number];

/** The channels of a route, as both programs call them. */
export function channelsOf({ slack, teams }: Route): { readonly place: string; readonly channel: string }[] {
    return [
        ...slack.map(({ workspace, channel }) => ({ place: workspace, channel })),
        ...teams.map(({ team, channel }) => ({ place: team, channel })),
    ];
}

/** Whether Amazon Q shows a message of a topic in each channel of a route. */
export function chatSteps(
    stack: StackModel,
    { lambda }: Notifier,
    route: Route,
    topicArn: string,
    text: string,
): Step[] {
    const wrong = problemOf(text);
    if (wrong !== undefined)
        return [failed("chat", lambda.resource, `Amazon Q shows nothing of what the function sends: ${wrong}.`)];
    return channelsOf(route).flatMap(({ place, channel }) => {
        const receiver = `channel ${channel}`;
        const own = stack.chats.find((one) => one.place === place && one.channel === channel);
        const about = { type: "chat channel", name: channel };
        if (own === undefined) return [failed("chat", about, `No configuration is of the channel ${channel}.`)];
        return walk(
            () => trustSteps(stack, own),
            () => ({ ...shownStep(own, topicArn), receiver, route: route.name }),
        );
    });
}

function shownStep({ resource, topicArns, channel }: ChatChannel, topicArn: string): Step {
    return topicArns.includes(topicArn)
        ? passed("chat", resource, `Amazon Q shows what ${topicArn} has in the channel ${channel}.`)
        : failed("chat", resource, `It does not name ${topicArn}, so the channel ${channel} shows nothing of it.`);
}

function trustSteps(stack: StackModel, { resource, roleArn }: ChatChannel): Step[] {
    const trusted = { principal: "chatbot.amazonaws.com", context: {} };
    return roleSteps(stack, { hop: "chat", user: resource, roleArn, trusted, session: "chat", wanted: [] });
}

/** AWS: Amazon Q Developer in chat applications administrator guide, "Custom notifications". */
function problemOf(text: string): string | undefined {
    const { version, source, content } = jsonObject(text) ?? {};
    if (version !== "1.0" || source !== "custom" || !isJsonObject(content)) return "it is not in the custom schema";
    const { title = "", description } = content;
    if (typeof title !== "string" || title.length > 250) return "its title is longer than 250 characters";
    return typeof description === "string" && description !== "" && description.length <= 8000
        ? undefined
        : "its description is empty, or longer than 8,000 characters";
}

/** What somebody in a channel could do, if the role allowed it. */
export function guardrailWarnings({ chats }: StackModel): string[] {
    const open = chats.filter(
        ({ guardrails }) => guardrails.length === 0 || guardrails.some((arn) => arn.endsWith("/AdministratorAccess")),
    );
    return open.map(
        ({ channel, guardrails }) =>
            `The guardrail of the channel ${channel} is AdministratorAccess` +
            `${guardrails.length === 0 ? ", as none is set" : ""}: it bounds nothing.`,
    );
}
