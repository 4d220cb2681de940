import { z } from "zod";
import { childrenOf, noteOf, type Note, wrappings } from "../../settings/notes";
import { pathText } from "../../settings/pulumi-commands";
import { schema } from "../../settings/schema";

/** A setting of the reference: one that holds a value of its own, not only further settings. */
interface SettingPath extends Note {
    /** As in `pulumi config set --path`: `vigil:archive.retentionDays`. */
    readonly path: string;
    readonly default: string;
}

/** Every setting there is, in the schema's order. */
export function settingPaths(within: z.ZodType = schema, around: readonly string[] = []): SettingPath[] {
    return Object.entries(childrenOf(within)).flatMap(([key, child]) => {
        const path = [...around, key];
        const note = noteOf(child);
        const row = note && { path: pathText(path), default: note.absent ?? defaultOf(child), ...note };
        return [...(row === undefined || row.group === true ? [] : [row]), ...settingPaths(child, path)];
    });
}

function defaultOf(setting: z.ZodType): string {
    const given = wrappings(setting).find((wrapping) => wrapping instanceof z.ZodDefault);
    return given === undefined ? "" : JSON.stringify(given.parse(undefined)).replaceAll('"', "").replaceAll(",", ", ");
}
