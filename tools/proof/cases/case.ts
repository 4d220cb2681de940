import type { JsonObject } from "../../evaluators/json";
import type { Result } from "../report";

/** One event to be sent, and what should become of it. */
export interface Case extends Pick<Result, "id" | "kind" | "region" | "source" | "subject" | "severity" | "expected"> {
    readonly destination: Destination;
    /** As the default bus of the Region gets it. */
    readonly event: JsonObject;
}

/**
 * Where an event should end. To the dead letters go events that the findings bus, or the alert topic, is made to
 * refuse: they must be kept, and an alarm must say so.
 */
export type Destination = "mailboxes" | "bucket" | "event archive" | "relay dead letters" | "alert dead letters";

/** The route in the report. */
export function routeTo(destination: Destination): Result["route"] {
    return destination === "bucket" || destination === "event archive" ? "archive" : "alerts";
}
