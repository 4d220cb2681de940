import { deliveredText, transform, valueAtPath } from "../../evaluators/input-transformer";
import type { JsonObject } from "../../evaluators/json";
import { differences } from "../../proof/alert-check";
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

/** Whether a target gets something else than the event as it is. */
export function changesEvents({ message: { transformer, input, inputPath } }: Target): boolean {
    return [transformer, input, inputPath].some((change) => change !== undefined);
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

/** A wrong path is not an error but an empty text, and a wrong word is none either: such a mail is as good as lost. */
function checked({ resource }: Target, event: JsonObject, text: string, subject: string): Message {
    const wrong = differences(text, event);
    const step =
        wrong.length === 0
            ? passed("message", resource, `${subject} has ${text.length} characters, and says what it should.`)
            : failed("message", resource, `${subject} differs from Vigil's: ${wrong.join("; ")}.`);
    return { step, text };
}
