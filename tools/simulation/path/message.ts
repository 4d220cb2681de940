import { deliveredText, transform, valueAtPath } from "../../evaluators/input-transformer";
import { isJsonObject, type JsonObject } from "../../evaluators/json";
import { sampleTime } from "../../proof/events/event";
import type { Step } from "../../proof/report";
import type { Target } from "../model/stack-model";
import { failed, passed } from "../steps";

export interface Message {
    readonly step: Step;
    /** Exactly what is published to the topic; undefined if nothing is. */
    readonly text?: string;
    /** EventBridge would refuse the target itself, so there is no dead letter either. */
    readonly refused?: true;
}

/** What a target makes of an event. AWS: EventBridge user guide, "Amazon EventBridge input transformation". */
export function messageOf(target: Target, event: JsonObject): Message {
    const { resource, rule, message } = target;
    const { transformer, input, inputPath } = message;
    if (transformer === undefined) {
        const part = inputPath === undefined ? event : valueAtPath(event, inputPath);
        return checked(target, event, input ?? JSON.stringify(part ?? null), "There is no template: the message");
    }
    const transformed = transform({ ...transformer, event, rule, ingestionTime: sampleTime });
    switch (transformed.kind) {
        case "refused":
            return {
                step: failed("message", resource, `EventBridge refuses the template: ${transformed.reason}`),
                refused: true,
            };
        case "undelivered":
            return { step: failed("message", resource, `${transformed.errorCode}: ${transformed.reason}`) };
        default:
            return checked(target, event, deliveredText(transformed) ?? "", "The template's message");
    }
}

function checked({ resource }: Target, event: JsonObject, text: string, subject: string): Message {
    const missing = missingFact(text, event);
    return missing === undefined
        ? {
              step: passed("message", resource, `${subject} has ${text.length} characters and says what it is about.`),
              text,
          }
        : { step: failed("message", resource, `${subject} lacks the ${missing}.`), text };
}

/** A fact that a message lacks. A wrong path is not an error but an empty text, and such a mail is as good as lost. */
function missingFact(text: string, event: JsonObject): string | undefined {
    const detail = isJsonObject(event.detail) ? event.detail : {};
    const facts = {
        account: detail.accountId ?? detail.awsAccountId ?? detail.resourceAccountId ?? event.account,
        Region: event.region,
        type: detail.type,
        title: detail.title,
        description: detail.description,
        "alarm's name": detail.alarmName,
    };
    const isIn = (fact: string) => text.includes(fact) || text.includes(JSON.stringify(fact).slice(1, -1));
    return Object.entries(facts).find(([, fact]) => typeof fact === "string" && !isIn(fact))?.[0];
}
