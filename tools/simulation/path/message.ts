import { deliveredText, transform, valueAtPath } from "../../evaluators/input-transformer";
import { isJsonObject, type JsonObject } from "../../evaluators/json";
import { sampleTime } from "../../proof/events/event";
import type { Step } from "../../proof/report";
import type { Target } from "../model/stack-model";
import { failed, passed } from "../steps";

export interface Message {
    readonly step: Step;
    /** Exactly what goes to the topic; undefined when nothing does. */
    readonly text?: string;
    /** EventBridge would not even take the target, so there is no dead letter either. */
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
    const unsaid = unsaidBy(text, event);
    return unsaid === undefined
        ? {
              step: passed("message", resource, `${subject} has ${text.length} characters and names what it is about.`),
              text,
          }
        : { step: failed("message", resource, `${subject} does not say the ${unsaid}.`), text };
}

/** A mail that arrives without what it is about is as good as lost: a wrong path gives no error, but an empty text. */
function unsaidBy(text: string, event: JsonObject): string | undefined {
    const detail = isJsonObject(event.detail) ? event.detail : {};
    const facts = {
        account: event.account,
        Region: event.region,
        type: detail.type,
        title: detail.title,
        description: detail.description,
        "alarm's name": detail.alarmName,
    };
    const isSaid = (fact: string) => text.includes(fact) || text.includes(JSON.stringify(fact).slice(1, -1));
    return Object.entries(facts).find(([, fact]) => typeof fact === "string" && !isSaid(fact))?.[0];
}
