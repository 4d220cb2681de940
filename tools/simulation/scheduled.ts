import type { JsonObject } from "../evaluators/json";
import type { Expectations } from "../proof/expectations";
import type { Trace } from "../proof/prove";
import type { Alarm, EventBus, StackModel } from "./model/stack-model";
import { heartbeatsOf } from "./path/heartbeats";
import { after } from "./path/rules";
import { allPassed } from "./steps";

/** The part of what a stack is held to that is not in the cases. */
export type Asked = Pick<
    Expectations,
    "emails" | "notifier" | "heartbeats" | "routes" | "events" | "weeklyMail" | "replica"
>;

/** What becomes of events and alarms of any kind. */
export interface Ways {
    /** Puts an event on the default bus of a Region, from which a relay carries it. */
    readonly put: (region: string, event: JsonObject, next: (bus: EventBus) => Trace) => Trace;
    readonly alert: (event: JsonObject) => (bus: EventBus) => Trace;
    /** Sets an alarm off. */
    readonly raise: (alarm: Alarm) => Trace;
}

/** What EventBridge Scheduler does at its times. */
export function scheduledOf(stack: StackModel, asked: Pick<Expectations, "heartbeats">, { put, alert, raise }: Ways) {
    const heartbeats = heartbeatsOf(stack, asked.heartbeats);

    /** A heartbeat is for the rule that counts it; whatever else takes it tells somebody of nothing. */
    function heartbeat(region: string, at = counted): Trace {
        const { steps, event } = heartbeats.sent(region);
        return allPassed(steps)
            ? after(
                  steps,
                  put(region, event, (bus) => at(bus, event)),
              )
            : { steps };
    }

    function counted(bus: EventBus, event: JsonObject): Trace {
        const told = alert(event)(bus);
        return told.arrived === undefined ? heartbeats.counted(bus, event) : told;
    }

    /** A Region that sends none any more. */
    function silence(): Trace {
        const { step, alarm } = heartbeats.silence();
        return after([step], alarm === undefined ? { steps: [] } : raise(alarm));
    }

    return { heartbeat, silence };
}
