import { z } from "zod";
import { pathText } from "./commands";

/** What a person must know of a setting; problems and the README's table speak from it. */
export interface Note {
    readonly meaning: string;
    /** The legal values, in words. */
    readonly legal: string;
    /** A legal value, as typed in a shell; without it the way to mend is to remove the setting. */
    readonly example?: string;
    /** A legal entry, where the setting is a list. */
    readonly entry?: string;
    /** It holds nothing but settings that have notes of their own: no row of the reference. */
    readonly group?: true;
    /** The default, in words, where the schema states none. */
    readonly absent?: string;
    /** Whether its value must never be shown. */
    readonly secret?: true;
}

/** The notes of all settings, by schema. */
export const notes = z.registry<Note>();

/** A setting of the reference: one that holds a value of its own, not only further settings. */
export interface SettingPath extends Note {
    /** As in `pulumi config set --path`: `vigil:archive.retentionDays`. */
    readonly path: string;
    readonly default: string;
}

/** Every setting below `schema`, in the schema's order. */
export function settingPaths(schema: z.core.$ZodType): SettingPath[] {
    return Object.entries(childrenOf(schema)).flatMap(([key, child]) => pathsFrom([key], child));
}

function pathsFrom(path: readonly string[], schema: z.core.$ZodType): SettingPath[] {
    const note = noteOf(schema);
    const below = Object.entries(childrenOf(schema)).flatMap(([key, child]) => pathsFrom([...path, key], child));
    return note === undefined || note.group === true
        ? below
        : [{ path: pathText(path), default: defaultOf(schema, note), ...note }, ...below];
}

function defaultOf(schema: z.core.$ZodType, note: Note): string {
    const given = wrappings(schema).find((s): s is z.core.$ZodDefault => s._zod.def.type === "default");
    return (
        note.absent ??
        (given === undefined
            ? ""
            : JSON.stringify(given._zod.def.defaultValue).replaceAll('"', "").replaceAll(",", ", "))
    );
}

/** The note of the setting at a path of keys and list positions, or of the nearest list around it. */
export function noteAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): Note | undefined {
    const note = noteOf(schema);
    const [key, ...rest] = path;
    const child = key === undefined ? undefined : childrenOf(schema)[String(key)];
    return child === undefined ? note : noteAt(child, rest);
}

/** The keys that may stand at a path; none if what stands there is no map. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
    const [key, ...rest] = path;
    const children = childrenOf(schema);
    const child = key === undefined ? undefined : children[String(key)];
    return key === undefined ? Object.keys(children) : child === undefined ? [] : keysAt(child, rest);
}

function noteOf(schema: z.core.$ZodType): Note | undefined {
    return wrappings(schema)
        .map((wrapping) => notes.get(wrapping))
        .find((note) => note !== undefined);
}

function childrenOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> {
    const maps = wrappings(schema).filter((s): s is z.core.$ZodObject => s._zod.def.type === "object");
    return Object.assign({}, ...maps.map((map) => map._zod.def.shape)) as Record<string, z.core.$ZodType>;
}

/** The schema itself and those it wraps: inside defaults, behind preprocessing, in the branches of a union. */
function wrappings(schema: z.core.$ZodType): z.core.$ZodType[] {
    const { def } = (schema as z.core.$ZodTypes)._zod;
    switch (def.type) {
        case "default":
        case "prefault":
        case "optional":
            return [schema, ...wrappings(def.innerType)];
        case "pipe":
            return [schema, ...wrappings(def.out)];
        case "union":
            return [schema, ...def.options.flatMap(wrappings)];
        default:
            return [schema];
    }
}
