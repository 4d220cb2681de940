import type { JsonObject } from "../../tools/evaluators/json";
import { deliveredText, transform } from "../../tools/evaluators/input-transformer";
import { messageFor } from "../../tools/proof/alert-check";
import type { Limits, Message, Settings } from "../../notifier/compose";

export const now = new Date("2026-03-14T02:18:00Z");

export const limits: Limits = { mailsPerBatch: 5, mailsPerHour: 30 };

export const settings: Settings = {
    accountNames: { "444455556666": "production" },
    mute: [],
    routes: [
        {
            ...{ name: "default", regions: [], accounts: [], types: [] },
            minimumSeverity: { guardDuty: "LOW", macie: "LOW", inspector: "MEDIUM" },
        },
    ],
    timeZone: "Europe/Berlin",
};

/** The alert that an event becomes on its way through the alert rules. */
export function alertOf(event: JsonObject): string {
    const message = messageFor(event);
    if (message === undefined) throw new Error("no rule mails this event");
    const { inputPaths: inputPathsMap, inputTemplate } = message;
    const delivery = { event, rule: { name: "", arn: "" }, ingestionTime: "" };
    return deliveredText(transform({ inputPathsMap, inputTemplate, ...delivery })) ?? "";
}

/** Messages of a queue, numbered. */
export function queued(texts: readonly string[]): Message[] {
    return texts.map((text, index) => ({ id: `message-${index}`, text }));
}
