import type { z } from "zod";
import { checkedSchema } from "./rules";
import type { Configured } from "./schema";
import { type Conflict, decode } from "./value-types";

/** One of zod's issues. */
export type Issue = z.core.$ZodIssue;

type Path = readonly PropertyKey[];
type Input = Readonly<Record<string, unknown>>;

/** Wrong values are taken out one round after the other, as one may hide another; no input needs more than a few. */
const mostRounds = 10;

/**
 * Checks a configuration against schema and rules, and finds everything wrong with it at once. Zod judges no rule between
 * settings while one of them is wrong. So what is wrong is taken out, and the rest is judged again: what comes to light
 * then is told too, unless it follows from what was taken out.
 */
export function check(input: Input): { readonly configured: Configured } | { readonly issues: readonly Issue[] } {
    let result = parsed(input);
    if (result.success) return { configured: result.data };
    const wrong: Issue[] = [];
    let sound = input;
    for (let round = 0; round < mostRounds; round++) {
        const values = issuesIn(result).filter((issue) => conflictIn(issue) === undefined);
        if (values.length === 0) break;
        wrong.push(...values.filter(({ path }) => !pathsOf(wrong).some((known) => overlap(known, path))));
        sound = withoutAll(sound, pathsOf(values));
        result = parsed(sound);
    }
    return { issues: [...wrong, ...issuesIn(result).filter((issue) => isSure(issue, pathsOf(wrong)))] };
}

function parsed(input: Input): z.ZodSafeParseResult<Configured> {
    return checkedSchema.safeParse(input, { reportInput: true });
}

function issuesIn({ error }: z.ZodSafeParseResult<Configured>): Issue[] {
    return (error?.issues ?? []).flatMap(atFault);
}

/** For a value that may have several shapes, only what is wrong with the shape it was meant to have. */
function atFault(issue: Issue): Issue[] {
    if (issue.code !== "invalid_union") return [issue];
    const meant = issue.errors.filter(
        (issues) => !issues.some(({ code, path }) => path.length === 0 && otherShape(code)),
    );
    return meant.length === 1
        ? meant.flat().flatMap((inner) => atFault({ ...inner, path: [...issue.path, ...inner.path] }))
        : [issue];
}

function otherShape(code: Issue["code"]): boolean {
    return code === "invalid_type" || code === "invalid_value";
}

function conflictIn(issue: Issue): Pick<Conflict, "given" | "givenAllOf"> | undefined {
    return issue.code === "custom" && issue.params !== undefined && "given" in issue.params
        ? (issue.params as unknown as Conflict)
        : undefined;
}

function isSure(issue: Issue, wrong: readonly Path[]): boolean {
    const { given = [], givenAllOf = [] } = conflictIn(issue) ?? {};
    return !wrong.some(
        (path) =>
            [issue.path, ...given].some((value) => isWithin(value, path)) ||
            givenAllOf.some((value) => overlap(value, path)),
    );
}

function pathsOf(issues: readonly Issue[]): Path[] {
    return issues.flatMap((issue) =>
        issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
    );
}

function overlap(one: Path, other: Path): boolean {
    return isWithin(one, other) || isWithin(other, one);
}

function isWithin(path: Path, around: Path): boolean {
    return around.every((key, index) => String(key) === String(path[index]));
}

/** The last entry of a list goes first, so that the others keep their positions. */
function withoutAll(input: Input, paths: readonly Path[]): Input {
    const position = (path: Path) => Number(path.at(-1));
    const ordered = [...paths].sort((a, b) => (position(b) || 0) - (position(a) || 0));
    return ordered.reduce<Input>((rest, path) => without(rest, path) as Input, input);
}

function without(value: unknown, [key, ...rest]: Path): unknown {
    const within = decode(value);
    if (Array.isArray(within)) return within.filter((_, position) => position !== key);
    if (typeof within !== "object" || within === null || key === undefined) return undefined;
    // There is no stack without a home.
    if (key === "aws:region") return { ...within, [key]: "us-east-1" };
    const { [String(key)]: inner, ...others } = within as Input;
    // What is required, and is missing, goes with the map around it.
    const left = rest.length === 0 ? undefined : without(inner, rest);
    return inner === undefined ? undefined : left === undefined ? others : { ...others, [String(key)]: left };
}
