import { z } from "zod";
import { notes } from "./notes";
import type { Fix } from "./pulumi-commands";

/**
 * The value behind a text of Pulumi's. Pulumi hands over every top-level value as text: maps, lists, booleans and whole
 * numbers as JSON. A list set by hand on the command line is JSON text too, at any depth.
 */
export function decode(value: unknown): unknown {
    if (typeof value !== "string") return value;
    if (/^-?\d{1,15}$/.test(value)) return Number(value);
    try {
        const decoded: unknown = JSON.parse(value);
        return typeof decoded === "object" || typeof decoded === "boolean" ? decoded : value;
    } catch {
        return value;
    }
}

/** Whatever the schema accepts, also as the text that Pulumi makes of it. */
export function decoded<Schema extends z.core.$ZodType>(schema: Schema) {
    return z.preprocess(decode, schema);
}

/** True or false, and nothing that merely looks like it. */
export function flag() {
    return decoded(z.boolean());
}

/** A whole number, both bounds included; "12abc" is refused. */
export function wholeNumber(minimum: number, maximum: number) {
    return decoded(z.int().min(minimum).max(maximum));
}

/** The number of an account. YAML and the command line make a number of one that does not begin with 0. */
export const accountNumber = z.preprocess(
    (value) => (typeof value === "number" ? String(value) : value),
    z.string().regex(/^\d{12}$/, "not the number of an account, which has 12 digits; quote one that begins with 0"),
);

/** A flag with its note. */
export function notedFlag(meaning: string, standard = false) {
    return flag()
        .default(standard)
        .register(notes, { meaning, allowed: "true, false", example: String(standard) });
}

/** A number of days with its note, both bounds included. */
export function notedDays(minimum: number, maximum: number, standard: number, meaning: string) {
    return wholeNumber(minimum, maximum)
        .default(standard)
        .register(notes, { meaning, allowed: `${minimum} to ${maximum}`, example: String(standard) });
}

/** A list without duplicates; entries with the same `key` are duplicates. */
export function list<Item extends z.core.$ZodType>(
    item: Item,
    { minimum = 0, key = (entry: unknown) => String(entry) } = {},
) {
    return decoded(
        z
            .array(item)
            .min(minimum)
            .superRefine((entries, context) => {
                const keys = entries.map(key);
                entries.forEach((entry, position) => {
                    if (keys.indexOf(key(entry)) < position) {
                        context.addIssue({
                            code: "custom",
                            message: "listed twice",
                            path: [position],
                            input: entry,
                            params: { isDuplicate: true },
                        });
                    }
                });
            })
            .readonly(),
    );
}

/** `false` for off, `true` for on with the defaults, or the settings of what is switched on. */
export function onOrOff<Schema extends z.core.$ZodType>(on: Schema) {
    return z.preprocess((value) => (decode(value) === true ? {} : decode(value)), z.union([z.literal(false), on]));
}

/** The same, and nothing is on with the defaults, too. */
export function switchable<Schema extends z.core.$ZodType>(on: Schema) {
    return onOrOff(on).prefault({});
}

/** What settings forbid each other, though each is fine alone. */
export interface Conflict {
    readonly message: string;
    /** The setting to blame, from where the rule stands. */
    readonly path: readonly PropertyKey[];
    /** The whole paths of what it rests on: while one of them is wrong itself, it is not sure, and not told. */
    readonly given: readonly (readonly PropertyKey[])[];
    /** The same, where it is neither sure while anything within is wrong. */
    readonly givenAllOf?: readonly (readonly PropertyKey[])[];
    readonly fix: Fix;
    readonly allowed?: string;
}

/** Reports a conflict. */
export function conflict(context: Pick<z.core.$RefinementCtx, "addIssue">, { message, path, ...params }: Conflict) {
    context.addIssue({ code: "custom", message, path: [...path], params });
}
