import { z } from "zod";
import { coverageServices } from "../findings/coverage";
import type { Service } from "../findings/services";
import { severities, severitiesOf, type Severity } from "../findings/severity";
import { set } from "./pulumi-commands";
import { conflict, decoded, list, switchable, wholeNumber } from "./value-types";
import { notes } from "./notes";
import { webhookOf } from "./webhooks";

const severityOf = (service: Service, standard: Severity) =>
    z
        .enum(severities)
        .refine(
            (word) => severitiesOf[service].includes(word),
            "the service never goes so high: nothing would be mailed",
        )
        .default(standard)
        .register(notes, {
            meaning: "The word for this service.",
            allowed: severities.filter((word) => severitiesOf[service].includes(word)).join(", "),
            example: standard,
        });

const minimumSeverity = decoded(
    z.union([
        z.enum(severities),
        z.strictObject({
            guardDuty: severityOf("guardDuty", "HIGH"),
            macie: severityOf("macie", "HIGH"),
            inspector: severityOf("inspector", "CRITICAL"),
        } satisfies Record<Service, z.ZodType>),
    ]),
)
    .prefault({})
    .register(notes, {
        meaning: "The lowest severity that is mailed: one word for all services, or a word for each.",
        allowed: `${severities.join(", ")}, { guardDuty: ..., macie: ..., inspector: ... }`,
        example: "HIGH",
        absent: "a word for each",
    });

/** The plain shape alone: which addresses exist is for SNS to say. */
const mailAddress = z
    .string()
    .regex(/^[^\s\p{C}@,;<>]+@(?:[^\s\p{C}@,;<>.]+\.)+[^\s\p{C}@,;<>.]{2,}$/u, "not a mail address");

const endpoint = z
    .url({ protocol: /^https$/, error: "not an https:// URL" })
    .refine((url) => webhookOf(url) === undefined, {
        error: ({ input }) =>
            `${webhookOf(input as string) ?? ""} confirms no subscription of SNS, so nothing would arrive: name the channel's ` +
            "mail address in vigil:alerts.emails, or an endpoint that confirms by itself, such as PagerDuty's",
    });

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

export const alerts = decoded(
    z
        .strictObject({
            minimumSeverity,
            coverage: decoded(z.union([z.boolean(), list(z.enum(coverageServices))]))
                .default(true)
                .register(notes, {
                    meaning:
                        "Whose lost coverage is mailed: agents that fall silent, resources that are not scanned any more.",
                    allowed: `true, false, a list of ${coverageServices.join(", ")}`,
                    example: "true",
                }),
            emails: list(mailAddress, { key: (address) => address.toLowerCase() })
                .default([])
                .register(notes, {
                    meaning: "Mail addresses that are told; each must confirm once.",
                    allowed: "a list of mail addresses; at least one, unless https has one",
                    example: '["security@example.com"]',
                    entry: "security@example.com",
                }),
            https: list(endpoint).default([]).register(notes, {
                meaning: "Endpoints that are told and confirm by themselves; set them with --secret.",
                allowed: "a list of https:// URLs",
                secret: true,
            }),
            notifier,
        })
        .superRefine(({ emails, https }, context) => {
            if (emails.length + https.length === 0) {
                conflict(context, {
                    message:
                        "nobody would hear of a finding: name a mail address here or an endpoint in vigil:alerts.https",
                    path: ["emails"],
                    given: [],
                    givenAllOf: [
                        ["alerts", "emails"],
                        ["alerts", "https"],
                    ],
                    fix: set(["alerts", "emails", 0], "security@example.com"),
                });
            }
        }),
)
    .prefault({})
    .register(notes, {
        meaning: "Who is told of what.",
        allowed: "a map of minimumSeverity, coverage, emails, https, notifier",
        example: '{"emails":["security@example.com"]}',
        group: true,
    });
