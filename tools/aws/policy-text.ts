import type { ResourceRef } from "../proof/report";
import type { JsonObject } from "../evaluators/json";
import type { Policy } from "../simulation/model/stack-model";

/** A policy as an API gives it, which is as text; IAM writes it like a part of a URL. */
export function policyIn(text: string | undefined, resource: ResourceRef): Policy | undefined {
    if (text === undefined || text === "") return undefined;
    return { resource, document: JSON.parse(text.startsWith("%7B") ? decodeURIComponent(text) : text) as JsonObject };
}

/** Gives undefined where AWS says that there is no such thing. */
export async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
        return await answer;
    } catch (error) {
        if (/NotFound|NoSuch|NonExistent|DoesNotExist/.test((error as Error).name)) return undefined;
        throw error;
    }
}
