import type { EventPattern } from "./event-pattern";

/** What each Region puts on its default bus to show that the way home is open. */
export const heartbeat = { source: "vigil.heartbeat", detailType: "Vigil Heartbeat", perHour: 4 } as const;

/** The heartbeats of one stack: two may watch the same account. */
export function heartbeatPattern(stack: string): EventPattern {
    return { source: [heartbeat.source], "detail-type": [heartbeat.detailType], detail: { stack: [stack] } };
}
