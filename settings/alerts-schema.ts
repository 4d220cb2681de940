import { z } from "zod";
import { coverageServices } from "../findings/coverage";
import type { Service } from "../findings/services";
import { severities, severitiesOf, type Severity } from "../findings/severity";
import { set } from "./pulumi-commands";
import { conflict, decoded, list } from "./value-types";
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
        allowed: "a map of minimumSeverity, coverage, emails, https",
        example: '{"emails":["security@example.com"]}',
        group: true,
    });
