import { parse, YAMLParseError } from "yaml";
import type { z } from "zod";
import { UserError } from "../cli/user-error";
import { suggestion } from "../../settings/suggestion";
import type { RegionalDrivers } from "./driver";
import { type Usage, usageSchema } from "./usage";

/**
 * Reads a usage file, in YAML or JSON.
 *
 * @throws UserError naming every problem
 */
export function parseUsage(file: string, text: string, drivers: readonly RegionalDrivers[]): Usage {
    const schema = usageSchema(drivers);
    const parsed = schema.safeParse(parseYaml(file, text) ?? {}, { reportInput: true });
    if (parsed.success) {
        return withoutGaps(parsed.data);
    }
    const problems = parsed.error.issues.flatMap((issue) => describe(issue, schema));
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    throw new UserError([`The usage file ${file} has ${count}.`, ...problems, mend].join("\n\n"));
}

const mend = "`npm run cost -- --stack NAME --print-usage` prints a file with every key of that stack.";

function parseYaml(file: string, text: string): unknown {
    try {
        return parse(text);
    } catch (error) {
        if (!(error instanceof YAMLParseError)) {
            throw error;
        }
        throw new UserError(`The usage file ${file} is no YAML: ${error.message.split("\n", 1).join("")}`);
    }
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType): string[] {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
        const legal = keysAt(schema, path);
        return issue.keys.map((key) => problem([...path, key], unknownKey(key, legal), undefined, legal.join(", ")));
    }
    const legal = keysAt(schema, path);
    const wanted = legal.length > 0 ? `a map of ${legal.join(", ")}` : "a number, 0 or more";
    const wrong = issue.code === "too_small" ? "less than 0" : `must be ${legal.length > 0 ? "a map" : "a number"}`;
    return [problem(path, wrong, JSON.stringify(issue.input), wanted)];
}

function unknownKey(key: string, legal: readonly string[]): string {
    const meant = suggestion(key, legal);
    return `this stack bills by no such thing${meant === undefined ? "" : `. Did you mean ${meant}?`}`;
}

function problem(path: readonly string[], wrong: string, got: string | undefined, legal: string): string {
    return [
        `  ${path.join(".") || "(the whole file)"}: ${wrong}`,
        ...(got === undefined ? [] : [`      got:   ${got}`]),
        `      legal: ${legal}`,
    ].join("\n");
}

/** The keys of the map that the schema wants at a path; none where it wants a number. */
function keysAt(schema: z.ZodType, path: readonly string[]): string[] {
    const { shape } = ("unwrap" in schema ? (schema as z.ZodOptional).unwrap() : schema) as { shape?: Shape };
    if (shape === undefined) {
        return [];
    }
    const [first, ...rest] = path;
    const inner = first === undefined ? undefined : shape[first];
    if (first === undefined) {
        return Object.keys(shape);
    }
    return inner === undefined ? [] : keysAt(inner, rest);
}

type Shape = Readonly<Record<string, z.ZodType>>;

/** The same without keys that hold nothing, as in a template whose every line is a comment. */
function withoutGaps(usage: z.infer<ReturnType<typeof usageSchema>>): Usage {
    return JSON.parse(JSON.stringify(usage)) as Usage;
}
