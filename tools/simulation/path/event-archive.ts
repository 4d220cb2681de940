import { explainMismatch } from "../../evaluators/event-pattern";
import type { JsonObject } from "../../evaluators/json";
import type { Trace } from "../../proof/prove";
import type { EventArchive, EventBus, StackModel } from "../model/stack-model";
import { failed, passed } from "../steps";

/** Keeps an event for replay. AWS: EventBridge user guide, "Archiving and replaying events". */
export function archiveEvent({ eventArchives }: StackModel, bus: EventBus, event: JsonObject): Trace {
    const own = eventArchives.filter(({ busArn }) => busArn === bus.arn);
    const reasons = own.map((archive) => ({ archive, refusal: refusalOf(archive, event) }));
    const keeping = reasons.find(({ refusal }) => refusal === undefined)?.archive;
    if (keeping !== undefined) {
        return {
            steps: [
                passed("event archive", keeping.resource, `The archive ${keeping.name} keeps the event for replay.`),
            ],
            arrived: keeping.name,
        };
    }
    const [first] = reasons;
    const [another] = eventArchives;
    const reason =
        first === undefined
            ? `No event archive keeps the events of ${bus.name}, so none can be replayed.${another === undefined ? "" : ` ${another.name} is of ${another.busArn}.`}`
            : `The archive ${first.archive.name} does not keep the event: ${first.refusal ?? ""}.`;
    return { steps: [failed("event archive", (first?.archive ?? another ?? bus).resource, reason)] };
}

function refusalOf({ pattern }: EventArchive, event: JsonObject): string | undefined {
    if (pattern === undefined) return undefined;
    return "refusal" in pattern ? pattern.refusal : explainMismatch(pattern.pattern, event);
}
