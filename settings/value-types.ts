import { z } from "zod";

/**
 * The value behind a text of Pulumi's. Pulumi hands over every top-level value as text: maps, lists, booleans and whole
 * numbers as JSON. A list set by hand on the command line is JSON text too, at any depth.
 */
function decode(value: unknown): unknown {
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

/** A list without duplicates; entries with the same `key` are duplicates. */
export function list<Item extends z.core.$ZodType>(item: Item, { minimum = 0, key = (entry: string) => entry } = {}) {
    return decoded(
        z
            .array(item)
            .min(minimum)
            .superRefine((entries, context) => {
                const keys = entries.map((entry) => key(String(entry)));
                entries.forEach((entry, position) => {
                    if (keys.indexOf(key(String(entry))) < position) {
                        context.addIssue({
                            code: "custom",
                            message: "listed twice",
                            path: [position],
                            input: entry,
                            params: { isDuplicate: true },
                        });
                    }
                });
            }, whenFine()),
    );
}

/** `false` for off, `true` or nothing for on with the defaults, or the settings of what is switched on. */
export function switchable<Schema extends z.core.$ZodType>(on: Schema) {
    const decodedSwitch = z.preprocess(
        (value) => (decode(value) === true ? {} : decode(value)),
        z.union([z.literal(false), on]),
    );
    return decodedSwitch.prefault({});
}

/**
 * When a rule between fields can be checked: as soon as the value is a map or list at all and these fields are valid,
 * whatever is wrong with the others. Without this, zod skips the rule when any field fails, and its problem appears only
 * after the others are fixed.
 */
export function whenFine(...fields: readonly string[]) {
    return {
        when: ({ issues }: z.core.ParsePayload) =>
            issues.every(({ code, path: [field] = [] }) =>
                field === undefined ? code === "unrecognized_keys" : !fields.includes(String(field)),
            ),
    };
}
