import { z } from "zod";
import { notes } from "./notes";
import { set } from "./pulumi-commands";
import { endpoints } from "./receivers-schema";
import { minimumSeverity, severityWords } from "./severity-schema";
import { conflict, decoded, list } from "./value-types";

/** A standard topic delivers to no FIFO queue (SNS Developer Guide, sns-fifo-topics). */
const queue = z.string().regex(/^arn:aws:sqs:[a-z\d-]+:\d{12}:[\w-]{1,80}$/, "not the ARN of a standard queue");

const lambda = z
    .string()
    .regex(/^arn:aws:lambda:[a-z\d-]+:\d{12}:function:[\w-]{1,64}$/, "not the ARN of a function without a version");

export const events = decoded(
    z
        .strictObject({
            minimumSeverity: minimumSeverity({ guardDuty: "LOW", macie: "LOW", inspector: "LOW" }).register(notes, {
                meaning: "The lowest severity that machines get: one word, or a word for each service.",
                allowed: severityWords,
                example: "LOW",
                absent: "LOW",
            }),
            https: endpoints().default([]).register(notes, {
                meaning: "Endpoints that get the events of findings as they are; set them with --secret.",
                allowed: "a list of https:// URLs",
                secret: true,
            }),
            queues: list(queue).default([]).register(notes, {
                meaning: "SQS queues that get them; each must let the topic send.",
                allowed: "a list of ARNs of standard queues at home",
            }),
            functions: list(lambda).default([]).register(notes, {
                meaning: "Lambda functions that get them.",
                allowed: "a list of ARNs of functions at home",
            }),
        })
        .superRefine(({ https, queues, functions }, context) => {
            if (https.length + queues.length + functions.length === 0) {
                conflict(context, {
                    message: "no machine would get anything: it has no receiver",
                    path: [],
                    given: [],
                    givenAllOf: [["alerts", "events"]],
                    allowed: "at least one of https, queues, functions",
                    fix: set(["alerts", "events", "queues", 0], "arn:aws:sqs:eu-west-1:123456789012:findings"),
                });
            }
        }),
)
    .optional()
    .register(notes, {
        meaning: "Machines that get the events of findings as they are.",
        allowed: "a map of minimumSeverity, https, queues, functions",
        group: true,
    });
