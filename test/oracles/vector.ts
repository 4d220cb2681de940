import { z } from "zod";

const common = {
    id: z.string(),
    group: z.string().optional(),
    /** `quirk`: an accident of the implementation that was asked. */
    tier: z.string().optional(),
    /** `likely`: documentation leaves the answer open. */
    certainty: z.string().optional(),
};

const jsonObject = z.record(z.string(), z.json());
const policy = z.union([z.string(), jsonObject]);
const contextValue = z.union([z.string(), z.number(), z.boolean()]);

const eventPattern = z.object({
    ...common,
    pattern: z.string(),
    event: z.string(),
    valid: z.boolean(),
    match: z.boolean().nullable(),
});

const patternOnEvents = z.object({
    ...common,
    pattern: z.string(),
    matches: z.array(z.string()),
});

const accessQuestion = z.object({
    ...common,
    policies: z.object({ resourcePolicy: policy.optional(), identityPolicies: z.array(policy).optional() }),
    request: z.object({
        principal: z.string(),
        action: z.string(),
        resource: z.string(),
        resourceAccount: z.string(),
        context: z.record(z.string(), z.union([contextValue, z.array(contextValue)])),
    }),
    expected: z.enum(["Allowed", "ImplicitlyDenied", "ExplicitlyDenied"]),
});

const transformation = z.object({
    ...common,
    inputPathsMap: z.record(z.string(), z.string()).nullish(),
    inputTemplate: z.string(),
    event: jsonObject,
    rule: z.object({ name: z.string(), arn: z.string() }),
    ingestionTime: z.string(),
    expected: z.object({
        kind: z.enum(["text", "json", "refused", "undelivered"]),
        value: z.json().optional(),
    }),
});

const vector = z.union([eventPattern, patternOnEvents, accessQuestion, transformation]);

export type EventPatternVector = z.infer<typeof eventPattern>;
export type PatternOnEventsVector = z.infer<typeof patternOnEvents>;
export type AccessVector = z.infer<typeof accessQuestion>;
export type TransformationVector = z.infer<typeof transformation>;

/** A question to one of the evaluators with the answer of an independent authority. */
export type Vector = z.infer<typeof vector>;

/** Recognises a vector by its shape; undefined when it has none of the four. */
export function asVector(value: unknown): Vector | undefined {
    return vector.safeParse(value).data;
}

/** Whether the evaluators have to give this answer: quirks and answers that are only likely are reported apart. */
export function isBinding({ tier, certainty }: Vector): boolean {
    return tier !== "quirk" && certainty !== "likely";
}
