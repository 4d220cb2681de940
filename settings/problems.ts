import * as pulumi from "@pulumi/pulumi";
import type { Issue } from "./check";
import { entriesIn, meantBy } from "./meant";
import { isEntry, keysAt, noteAt, schemaAt, type Note } from "./notes";
import { type Fix, inOrder, look, pathText, remove, set, setSecret, type Target } from "./pulumi-commands";
import { schema } from "./schema";
import { suggestion } from "./suggestion";
import { type Conflict, decode } from "./value-types";

/** One thing wrong with the settings, and all that is needed to fix it. */
export interface Problem {
    /** As in `pulumi config set --path`. */
    readonly path: string;
    readonly wrong: string;
    /** The value found, unless there is none or it must not be seen. */
    readonly got?: string | undefined;
    readonly allowed?: string | undefined;
    /** Commands for the shell, a line each. */
    readonly fix: string;
}

/** All problems as one error, which Pulumi prints without a stack trace. */
export function settingsError(problems: readonly Problem[]): pulumi.RunError {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    return new pulumi.RunError(
        [`The settings of this stack have ${count}; nothing was registered.`, ...problems.map(describe)].join("\n\n"),
    );
}

function describe({ path, wrong, got, allowed, fix }: Problem): string {
    return [
        `  ${path}: ${wrong}`,
        ...(got === undefined ? [] : [`      got:     ${got}`]),
        ...(allowed === undefined ? [] : [`      allowed: ${allowed}`]),
        `      fix:     ${fix.replaceAll("\n", "\n               ")}`,
    ].join("\n");
}

/** What the configuration says at the top, and what is known of it. */
export interface Origin {
    readonly input: Readonly<Record<string, unknown>>;
    readonly stack: string | undefined;
    /** Whether the value of a top-level key must not be shown. */
    readonly isSecret: (key: string) => boolean;
}

/** What our own rules add to an issue, as its `params`. */
interface Hints extends Partial<Pick<Conflict, "fix" | "allowed">> {
    /** The values that the wrong one may be a typing error for. */
    readonly known?: readonly string[];
    readonly isDuplicate?: boolean;
}

/** The problems behind an issue. */
export function problemsOf(issue: Issue, origin: Origin): Problem[] {
    const isSecret = origin.isSecret(pathText(issue.path.slice(0, 1)));
    const target = { stack: origin.stack, isSecret };
    if (issue.code !== "unrecognized_keys") return [wrongValue(issue, origin, target)];
    return issue.keys.map((key) => {
        const flat = issue.path.length === 0 ? pathIn(key) : [];
        if (flat.length < 2) return unknownKey(issue.path, key, target);
        return flatKey(key, flat, { ...target, isSecret: origin.isSecret(`vigil:${key}`) }, origin.input[key]);
    });
}

function unknownKey(parent: readonly PropertyKey[], key: string, target: Target): Problem {
    const known = keysAt(schema, parent).filter((name) => !name.includes(":"));
    const meant = suggestion(key, known);
    // In a secret map even a key may be the secret, put in the wrong place; a misspelt known key is not.
    const shown = meant !== undefined || (target.isSecret !== true && showable(key));
    return {
        path: pathText(shown ? [...parent, key] : parent),
        wrong: shown ? `no such setting${question(meant)}` : "one of its keys is not a setting",
        got: shown ? undefined : notShown,
        allowed: known.join(", "),
        fix: (shown ? remove([...parent, key]) : look(parent))(target),
    };
}

/** A key such as `alerts.emails[0]`, which only `--path` takes for a setting inside another. */
function pathIn(key: string): PropertyKey[] {
    const path = key.split(/[.[\]"]+/).filter((part) => part !== "");
    return path[0] !== undefined && keysAt(schema, []).includes(path[0])
        ? path.map((part) => (/^\d+$/.test(part) ? Number(part) : part))
        : [];
}

function flatKey(key: string, path: readonly PropertyKey[], target: Target, value: unknown): Problem {
    const setting = schemaAt(schema, path);
    const note = noteAt(schema, path);
    const inList = setting !== undefined && typeof path.at(-1) !== "number" && schemaAt(setting, [0]) !== undefined;
    const isHidden = target.isSecret === true || note?.secret === true;
    const whole = inList && typeof value === "string" && !isHidden ? entriesIn(value) : value;
    const again = isHidden ? setSecret(inList ? [...path, 0] : path) : set(path, whole);
    return {
        path: `vigil:${key}`,
        wrong: `no such setting: what is inside ${pathText(path.slice(0, 1))} is set with --path`,
        allowed: setting === undefined ? keysAt(schema, path.slice(0, -1)).join(", ") || undefined : note?.allowed,
        fix: (setting === undefined ? remove([key]) : inOrder(remove([key]), again))(target),
    };
}

function wrongValue(issue: Issue, { input: all }: Origin, target: Target): Problem {
    const { path, input } = issue;
    const note = noteAt(schema, path);
    const isHidden = target.isSecret === true || note?.secret === true;
    const hints: Hints = issue.code === "custom" ? (issue.params ?? {}) : {};
    const setting = schemaAt(schema, path);
    const meant =
        isHidden || setting === undefined ? undefined : meantBy(input, setting, hints.known ?? allowedWords(issue));
    const keys = keysAt(schema, path);
    const isTooMuch = hints.isDuplicate === true || issue.code === "invalid_key";
    const fix = hints.fix ?? (isTooMuch ? remove(path) : splitEntry(issue, all, isHidden));
    return {
        path: pathText(path),
        wrong: sentence(issue) + question(meant),
        got: issue.code === "custom" && typeof input === "object" ? undefined : show(input, isHidden),
        allowed: hints.allowed ?? note?.allowed ?? `a map of ${keys.join(", ")}`,
        fix: (fix ?? fixOf(issue, note, meant))(target),
    };
}

function fixOf({ path, input }: Issue, note: Note | undefined, meant: unknown): Fix {
    const inList = typeof path.at(-1) === "number";
    if (note?.secret === true) {
        // Pulumi sets no entry of what is a text.
        const first = setSecret(inList ? path : [...path, 0]);
        return inList || input === undefined ? first : inOrder(remove(path), first);
    }
    const example = schemaAt(schema, path) === undefined ? undefined : note?.example;
    const value = meant ?? (isEntry(schema, path) ? note?.entry : example);
    return value === undefined ? remove(path) : set(path, value);
}

/** Several entries written as one: the list with each on its own. */
function splitEntry({ path, input }: Issue, all: unknown, isHidden: boolean): Fix | undefined {
    const [around, entries] = [path.slice(0, -1), typeof input === "string" ? entriesIn(input) : []];
    if (isHidden || typeof path.at(-1) !== "number" || entries.length < 2) return undefined;
    const list = around.reduce((value, key) => (decode(value) as Record<PropertyKey, unknown>)[key], all);
    const split = (decode(list) as unknown[]).flatMap((entry) =>
        typeof entry === "string" ? entriesIn(entry) : [entry],
    );
    return schemaAt(schema, around)?.safeParse(split).success ? set(around, split) : undefined;
}

function allowedWords(issue: Issue): string[] {
    const nested = issue.code === "invalid_union" ? issue.errors.flat() : [issue];
    return nested.flatMap((each) => (each.code === "invalid_value" ? each.values.map(String) : []));
}

function sentence(issue: Issue): string {
    switch (issue.code) {
        case "custom":
        case "invalid_format":
            return issue.message;
        case "invalid_key":
            return issue.issues.map(({ message }) => message).join("; ");
        case "invalid_type":
            return issue.input === undefined ? "not set" : `must be ${kinds[issue.expected] ?? issue.expected}`;
        case "too_small":
            return issue.origin === "array" ? "the list is empty" : `less than ${issue.minimum}`;
        case "too_big":
            return `more than ${issue.maximum}`;
        default:
            return "not an allowed value";
    }
}

const kinds: Readonly<Record<string, string>> = {
    int: "a whole number",
    number: "a whole number",
    boolean: "true or false",
    string: "text",
    array: "a list",
    object: "a map of settings",
    record: "a map",
};

function question(meant: unknown): string {
    return typeof meant === "string" || typeof meant === "boolean" ? `. Did you mean ${String(meant)}?` : "";
}

const notShown = "(not shown: it may be a secret)";

/** The value found, in short. */
function show(value: unknown, secret: boolean): string | undefined {
    if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "a map";
    if (value === undefined) return undefined;
    return secret || (typeof value === "string" && !showable(value)) ? notShown : JSON.stringify(value);
}

/** Only URLs, finding types and ARNs have slashes in them, and a URL is a secret even where it was put by mistake. */
function showable(text: string): boolean {
    return (
        text.length <= 60 && (!text.includes("/") || /^arn:aws:iam:|^[a-z*]+:[a-z*][a-z\d*]*\/[\w.!&*]*$/i.test(text))
    );
}
