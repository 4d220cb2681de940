import { z } from "zod";
import { notes } from "./notes";
import { list } from "./value-types";
import { webhookOf } from "./webhooks";

/** The plain shape alone: which addresses exist is for SNS to say. */
export const mailAddress = z
    .string()
    .regex(/^[^\s\p{C}@,;<>]+@(?:[^\s\p{C}@,;<>.]+\.)+[^\s\p{C}@,;<>.]{2,}$/u, "not a mail address");

/** Mailboxes, each once, in whatever capitals. */
export const mailboxes = () => list(mailAddress, { key: (address) => String(address).toLowerCase() });

/** URLs that SNS can post to. */
export const endpoints = () =>
    list(
        z.url({ protocol: /^https$/, error: "not an https:// URL" }).refine((url) => webhookOf(url) === undefined, {
            error: ({ input }) =>
                `${webhookOf(input as string) ?? ""} confirms no subscription of SNS, so nothing would arrive: a route takes ` +
                "channels of Slack and Teams (vigil:alerts.routes.NAME.slack), vigil:alerts.emails the mail address of a channel",
        }),
    );

const id = (shape: RegExp, wrong: string, meaning: string, allowed: string, example: string) =>
    z.string().regex(shape, wrong).register(notes, { meaning, allowed, example });

const guid = (whose: string, example: string) =>
    id(
        /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
        `not the ID of a ${whose}`,
        `The ID of the ${whose}, as in a link to the channel.`,
        "an ID such as 01234567-89ab-cdef-0123-456789abcdef",
        example,
    );

export const slackChannels = () =>
    list(
        z.strictObject({
            workspace: id(
                /^[TE][0-9A-Z]{5,}$/,
                "not the ID of a workspace",
                "The ID of the workspace.",
                "an ID that begins with T, as in the workspace's URL",
                "T0123ABCD",
            ),
            channel: id(
                /^[CG][0-9A-Z]{5,}$/,
                "not the ID of a channel, which is not its name",
                "The ID of the channel.",
                "an ID that begins with C, as at the end of the channel's details",
                "C0123ABCD",
            ),
        }),
        { key: (channel) => JSON.stringify(channel) },
    );

export const teamsChannels = () =>
    list(
        z.strictObject({
            tenant: guid("tenant", "01234567-89ab-cdef-0123-456789abcdef"),
            team: guid("team", "01234567-89ab-cdef-0123-456789abcdef"),
            channel: id(
                /^19(?::|%3a)[\w-]+(?:@|%40)thread\.(?:tacv2|skype)$/i,
                "not the ID of a channel",
                "The ID of the channel, as in a link to it.",
                "an ID such as 19:abc@thread.tacv2",
                "19:abc@thread.tacv2",
            ),
        }),
        { key: (channel) => JSON.stringify(channel) },
    );
