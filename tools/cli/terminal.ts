import { createColors } from "picocolors";

export type Colors = ReturnType<typeof createColors>;

/** What the text is written for. */
export interface Terminal {
    readonly colors: Colors;
    readonly columns: number;
}

/** Where the text goes, as far as it matters here; `process.stdout` is one. */
interface Stream {
    readonly isTTY?: boolean;
    readonly columns?: number;
}

/**
 * A pipe gets no colour and 100 columns; `NO_COLOR` and `FORCE_COLOR` overrule what the stream is, and `--no-color`
 * (`colorAllowed` false) overrules both.
 */
export function terminalOf(stream: Stream, env: NodeJS.ProcessEnv, colorAllowed = true): Terminal {
    const tty = stream.isTTY === true;
    const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0";
    const colors = colorAllowed && !env.NO_COLOR && (forced || (tty && env.TERM !== "dumb"));
    return { colors: createColors(colors), columns: Math.max(40, Math.min(tty ? (stream.columns ?? 100) : 100, 140)) };
}

/** Breaks lines between words, and indents them all. */
export function wrapped(text: string, columns: number, indent = ""): string {
    const width = columns - indent.length;
    const lines = text
        .split("\n")
        .flatMap((line) => line.match(new RegExp(`\\S.{0,${width - 1}}(?=\\s|$)|\\S+`, "g")) ?? [""]);
    return lines.map((line) => indent + line).join("\n");
}
