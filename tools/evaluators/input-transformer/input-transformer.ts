import type { JsonObject } from "../json";

// AWS: EventBridge API reference, "InputTransformer".
export const MAX_PATHS = 100;
export const MAX_NAME_LENGTH = 256;
export const MAX_PATH_LENGTH = 256;
export const MAX_TEMPLATE_LENGTH = 8192;

/** The input transformer of a target, as PutTargets takes it. */
export interface InputTransformer {
    /** The names of variables to the paths of their values in the event. */
    readonly inputPathsMap?: Readonly<Record<string, string>> | null;
    readonly inputTemplate: string;
}

/** An event that reaches a target through a rule. */
export interface Delivery {
    readonly event: JsonObject;
    readonly rule: { readonly name: string; readonly arn: string };
    /** When EventBridge got the event, such as `2026-01-02T03:04:05Z`. */
    readonly ingestionTime: string;
}
