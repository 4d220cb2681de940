import { z } from "zod";
import { coverageServices } from "../findings/coverage";
import { events } from "./events-schema";
import { notes } from "./notes";
import { endpoints, mailboxes } from "./receivers-schema";
import { routes, typePatterns } from "./routes-schema";
import { minimumSeverity, severityWords } from "./severity-schema";
import { decoded, flag, list, onOrOff, switchable, wholeNumber } from "./value-types";

const timeZone = z.string().refine(isTimeZone, "not a time zone of the IANA list");

function isTimeZone(name: string): boolean {
    try {
        return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
    } catch {
        return false;
    }
}

const notifier = switchable(
    z.strictObject({
        mailsPerBatch: wholeNumber(0, 20).default(5).register(notes, {
            meaning: "Alerts of a batch, some ten seconds, that get a mail of their own; the others share a digest.",
            allowed: "0 to 20",
            example: "5",
        }),
        mailsPerHour: wholeNumber(1, 1000).default(30).register(notes, {
            meaning: "Mails of an hour after which there are only digests.",
            allowed: "1 to 1000",
            example: "30",
        }),
        timeZone: timeZone.default("UTC").register(notes, {
            meaning: "Time zone of the times in mails, beside UTC.",
            allowed: "a name of the IANA list, such as Europe/Berlin",
            example: "Europe/Berlin",
        }),
    }),
).register(notes, {
    meaning: "Writes the mails, and bounds how many there are; false: mailboxes get every alert as a line of JSON.",
    allowed: "false, a map of mailsPerBatch, mailsPerHour, timeZone",
    example: "true",
    absent: "on",
});

const days = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"] as const;

/** When the weekly mail comes, unless the stack says otherwise. */
export const weeklyDefaults = { day: "MON", hour: 8 } as const;

const weeklyMail = onOrOff(
    z.strictObject({
        day: z
            .enum(days)
            .default(weeklyDefaults.day)
            .register(notes, {
                meaning: "The day of the weekly mail.",
                allowed: days.join(", "),
                example: weeklyDefaults.day,
            }),
        hour: wholeNumber(0, 23)
            .default(weeklyDefaults.hour)
            .register(notes, {
                meaning: "Its hour, in the notifier's time zone.",
                allowed: "0 to 23",
                example: String(weeklyDefaults.hour),
            }),
    }),
)
    .optional()
    .register(notes, {
        meaning: "One mail a week of what happened, so that its absence is noticed.",
        allowed: "true, false, a map of day, hour",
        example: "true",
        absent: "on with the notifier",
    });

export const alerts = decoded(
    z.strictObject({
        minimumSeverity: minimumSeverity({ guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" }).register(notes, {
            meaning: "The lowest severity that is mailed: one word for all services, or a word for each.",
            allowed: severityWords,
            example: "HIGH",
            absent: "a word for each",
        }),
        coverage: decoded(z.union([z.boolean(), list(z.enum(coverageServices))]))
            .default(true)
            .transform((of) => coverageServices.filter((one) => (typeof of === "boolean" ? of : of.includes(one))))
            .register(notes, {
                meaning:
                    "Whose lost coverage is mailed: agents that fall silent, resources that are not scanned any more.",
                allowed: `true, false, a list of ${coverageServices.join(", ")}`,
                example: "true",
            }),
        emails: mailboxes().default([]).register(notes, {
            meaning: "Mail addresses that are told; each must confirm once.",
            allowed: "a list of mail addresses; at least one, unless https or events has one",
            example: '["security@example.com"]',
            entry: "security@example.com",
        }),
        https: endpoints().default([]).register(notes, {
            meaning: "Endpoints that are told and confirm by themselves; set them with --secret.",
            allowed: "a list of https:// URLs",
            secret: true,
        }),
        mute: typePatterns().default([]).register(notes, {
            meaning: "Finding types that no mail and no chat tells of, with * for any text.",
            allowed: "a list of finding types, such as Recon:EC2/*",
            example: "[]",
            entry: "Recon:EC2/*",
        }),
        routes,
        events,
        userNotifications: flag().default(false).register(notes, {
            meaning: "Whether AWS User Notifications mails what is HIGH or above, too, on a way of its own.",
            allowed: "true, false",
            example: "false",
        }),
        weeklyMail,
        notifier,
    }),
)
    .prefault({})
    .register(notes, {
        meaning: "Who is told of what.",
        allowed:
            "a map of minimumSeverity, coverage, emails, https, mute, routes, events, userNotifications, weeklyMail, notifier",
        example: '{"emails":["security@example.com"]}',
        group: true,
    });
