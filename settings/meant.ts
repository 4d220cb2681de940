import type { z } from "zod";
import { childrenOf, noteOf } from "./notes";
import { suggestion } from "./suggestion";

const off: readonly string[] = ["off", "no", "none", "never", "false", "disable", "disabled", "0"];
const on: readonly string[] = ["on", "yes", "true", "enable", "enabled", "1"];

/**
 * What was most probably meant by a wrong value: always one that the schema accepts.
 *
 * @param known the words that it may be a slip of
 */
export function meantBy(input: unknown, schema: z.ZodType, known: readonly string[]): unknown {
    const accepted = (value: unknown) => schema.safeParse(value).success;
    const word = String(input).trim().toLowerCase();
    const flag = off.includes(word) ? false : on.includes(word) ? true : undefined;
    if (flag !== undefined && accepted(flag)) return flag;
    if (typeof input !== "string") return undefined;
    const guess = suggestion(input, known.filter(accepted));
    if (guess !== undefined) return guess;
    const listed = entriesIn(input);
    return accepted(listed) ? listed : mapAround(listed, schema);
}

/** A list written as one text. */
export function entriesIn(text: string): string[] {
    return text.split(/[\s,;]+/).filter((entry) => entry !== "");
}

/** The list in the map in which it belongs, unless that is secret: then it is not to be shown. */
function mapAround(list: readonly string[], schema: z.ZodType): unknown {
    const [key] = Object.entries(childrenOf(schema))
        .filter(([, child]) => noteOf(child)?.secret !== true && child.safeParse(list).success)
        .map(([name]) => name);
    return key === undefined || list.length === 0 ? undefined : { [key]: list };
}
