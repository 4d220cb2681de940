import { z } from "zod";
import type { Service } from "../findings/services";
import { severities, severitiesOf, type Severity } from "../findings/severity";
import { set } from "./commands";
import { decoded, flag, list, wholeNumber, whenFine } from "./kinds";
import { notes } from "./notes";

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
            legal: severities.filter((word) => severitiesOf[service].includes(word)).join(", "),
            example: standard,
        });

const minimumSeverity = decoded(
    z.union([
        z.enum(severities),
        z.strictObject({
            guardDuty: severityOf("guardDuty", "HIGH"),
            macie: severityOf("macie", "HIGH"),
            inspector: severityOf("inspector", "CRITICAL"),
        }),
    ]),
)
    .prefault({})
    .register(notes, {
        meaning: "The lowest severity that is mailed: one word for all services, or a word for each.",
        legal: `${severities.join(", ")}, { guardDuty: ..., macie: ..., inspector: ... }`,
        example: "HIGH",
        absent: "a word for each",
    });

export const alerts = decoded(
    z
        .strictObject({
            minimumSeverity,
            emails: list(z.email("not a mail address"), { key: (address) => address.toLowerCase() })
                .default([])
                .register(notes, {
                    meaning: "Mail addresses that are told; each must confirm once.",
                    legal: "a list of mail addresses; at least one, unless https has one",
                    example: '["security@example.com"]',
                    entry: "security@example.com",
                }),
            https: list(z.url({ protocol: /^https$/, error: "not an https:// URL" }))
                .default([])
                .register(notes, {
                    meaning: "Endpoints that are told and confirm by themselves; set them with --secret.",
                    legal: "a list of https:// URLs",
                    secret: true,
                }),
        })
        .superRefine(
            ({ emails, https }, context) => {
                if (emails.length + https.length === 0) {
                    context.addIssue({
                        code: "custom",
                        message:
                            "nobody would hear of a finding: name a mail address here or an endpoint in vigil:alerts.https",
                        path: ["emails"],
                        params: { mend: set(["alerts", "emails", 0], "security@example.com") },
                    });
                }
            },
            whenFine("emails", "https"),
        ),
)
    .prefault({})
    .register(notes, {
        meaning: "Who is told of what.",
        legal: "a map of minimumSeverity, emails, https",
        example: '{"emails":["security@example.com"]}',
        group: true,
    });

export const archive = decoded(
    z
        .strictObject({
            retentionDays: wholeNumber(1, 36500).default(365).register(notes, {
                meaning: "Days after which an archived finding is deleted.",
                legal: "1 to 36500, above transitionDays",
                example: "365",
            }),
            transitionDays: wholeNumber(0, 36499)
                .refine((days) => days <= 0 || days >= 30, "S3 moves nothing to cheaper storage before 30 days")
                .default(90)
                .register(notes, {
                    meaning: "Days after which an archived finding moves to cheaper storage; 0: never.",
                    legal: "0, 30 to 36499",
                    example: "90",
                }),
            nonCurrentDays: wholeNumber(1, 36500).default(30).register(notes, {
                meaning: "Days for which an overwritten or deleted finding can be brought back.",
                legal: "1 to 36500",
                example: "30",
            }),
            keyDeletionDays: wholeNumber(7, 30).default(30).register(notes, {
                meaning: "Days in which the deletion of the archive's key can be called off.",
                legal: "7 to 30",
                example: "30",
            }),
            retain: flag().default(true).register(notes, {
                meaning: "Whether archive and key are protected from `pulumi destroy`.",
                legal: "true, false",
                example: "true",
            }),
        })
        .superRefine(
            ({ retentionDays, transitionDays }, context) => {
                if (transitionDays >= retentionDays) {
                    context.addIssue({
                        code: "custom",
                        message: `a finding would be deleted on day ${retentionDays}, before it moves on day ${transitionDays}`,
                        path: ["retentionDays"],
                        params: { mend: set(["archive", "retentionDays"], String(Math.max(365, transitionDays + 1))) },
                    });
                }
            },
            whenFine("retentionDays", "transitionDays"),
        ),
).prefault({});
