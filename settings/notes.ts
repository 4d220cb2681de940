import { z } from "zod";

/** What a person must know of a setting; the messages about problems and the table of settings are made of it. */
export interface Note {
    readonly meaning: string;
    /** The allowed values, in words. */
    readonly allowed: string;
    /** An allowed value, as typed in a shell; without it, the fix is to remove the setting. */
    readonly example?: string;
    /** An allowed entry, where the setting is a list. */
    readonly entry?: string;
    /** It holds only settings that have notes of their own, so the reference has no row for it. */
    readonly group?: true;
    /** The default, in words, where the schema states none. */
    readonly absent?: string;
    /** Whether its value must never be shown. */
    readonly secret?: true;
}

/** The notes of all settings, by schema. */
export const notes = z.registry<Note>();

/** The note of the setting at a path of keys and list positions; an entry of a list or a record has that of the whole. */
export function noteAt(schema: z.ZodType, path: readonly PropertyKey[]): Note | undefined {
    const found = schemaAt(schema, isEntry(schema, path) ? path.slice(0, -1) : path);
    return found && noteOf(found);
}

/** Whether a list or a record is around the setting at a path. */
export function isEntry(schema: z.ZodType, path: readonly PropertyKey[]): boolean {
    const whole = schemaAt(schema, path.slice(0, -1));
    return whole !== undefined && wrappings(whole).some((one) => isList(one) || one instanceof z.ZodRecord);
}

function isList(schema: z.ZodType): schema is z.ZodArray {
    return schema instanceof z.ZodArray;
}

/** The keys that may stand at a path; none where no map may stand. */
export function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
    const found = schemaAt(schema, path);
    return found === undefined ? [] : Object.keys(childrenOf(found));
}

/** The schema at a path of keys and list positions. */
export function schemaAt(schema: z.ZodType, [key, ...rest]: readonly PropertyKey[]): z.ZodType | undefined {
    if (key === undefined) return schema;
    const children = childrenOf(schema);
    const child = typeof key === "number" ? entryOf(schema) : (children[String(key)] ?? children[anyName]);
    return child && schemaAt(child, rest);
}

function entryOf(schema: z.ZodType): z.ZodType | undefined {
    const found = wrappings(schema).find(isList);
    return found?.element as z.ZodType | undefined;
}

/** The note of a setting. */
export function noteOf(schema: z.ZodType): Note | undefined {
    return wrappings(schema)
        .map((wrapping) => notes.get(wrapping))
        .find((note) => note !== undefined);
}

/** What stands for the names that a user gives. */
const anyName = "NAME";

/** The settings in a map; where the user names them, the one that they all are. */
export function childrenOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
    const shapes = wrappings(schema).map((wrapping) => {
        if (wrapping instanceof z.ZodRecord) return { [anyName]: wrapping.valueType };
        return wrapping instanceof z.ZodObject ? wrapping.shape : {};
    });
    return Object.assign({}, ...shapes) as Record<string, z.ZodType>;
}

type Inner = "innerType" | "in" | "out";

/** The schema itself and those it wraps: inside defaults, before and behind transformations, in the branches of a union. */
export function wrappings(schema: z.ZodType): z.ZodType[] {
    const def = schema.def as Partial<Record<Inner, z.ZodType>> & { readonly options?: readonly z.ZodType[] };
    const inner = [def.innerType, def.in, def.out, ...(def.options ?? [])].filter((one) => one !== undefined);
    return [schema, ...inner.flatMap(wrappings)];
}
