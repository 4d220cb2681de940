import { createHash } from "node:crypto";
import type { JsonObject } from "../../evaluators/json";

/** Where an event comes from. */
export interface Origin {
    readonly account: string;
    readonly partition: string;
    readonly region: string;
}

/** When all sample events happen, so that two runs agree. */
export const sampleTime = "2026-03-14T02:17:45Z";

export interface EventFacts {
    readonly source: string;
    readonly detailType: string;
    readonly resources?: string[];
    readonly detail: JsonObject;
}

/** What EventBridge puts around everything. AWS: EventBridge user guide, "Events in Amazon EventBridge". */
export function eventOf({ account, region }: Origin, { source, detailType, resources = [], detail }: EventFacts) {
    const event: JsonObject = {
        version: "0",
        id: uuid(JSON.stringify([region, detailType, detail])),
        "detail-type": detailType,
        source,
        account,
        time: sampleTime,
        region,
        resources,
        detail,
    };
    return event;
}

/** Thirty-two hexadecimal digits, always the same for the same seed. */
export function sampleId(seed: string): string {
    return createHash("sha256").update(seed).digest("hex").slice(0, 32);
}

function uuid(seed: string): string {
    return sampleId(seed).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
