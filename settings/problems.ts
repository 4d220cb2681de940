import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { keysAt, noteAt, type Note } from "./notes";
import { look, pathText, remove, set, setSecret } from "./pulumi-commands";
import { schema } from "./schema";
import { suggestion } from "./suggestion";

/** One thing wrong with the settings, and all that is needed to fix it. */
export interface Problem {
    /** As in `pulumi config set --path`. */
    readonly path: string;
    readonly wrong: string;
    /** The value found, unless there is none or it must not be seen. */
    readonly got: string | undefined;
    readonly allowed: string | undefined;
    /** A command for the shell. */
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
        `      fix:     ${fix}`,
    ].join("\n");
}

type Issue = z.core.$ZodIssue;

/** What our own rules add to an issue, as its `params`. */
interface Hints {
    readonly fix?: string;
    readonly allowed?: string;
    /** The values that the wrong one may be a typing error for. */
    readonly known?: readonly string[];
    readonly isDuplicate?: boolean;
}

/** The problems behind one of zod's issues. `isSecret`: whether the value of a top-level key must not be shown. */
export function problemsOf(issue: Issue, isSecret: (key: string) => boolean): Problem[] {
    return atFault(issue).flatMap((fault) => {
        const hidden = isSecret(pathText(fault.path.slice(0, 1)));
        return fault.code === "unrecognized_keys"
            ? fault.keys.map((key) => unknownKey(fault.path, key, hidden))
            : [wrongValue(fault, hidden)];
    });
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

function unknownKey(parent: readonly PropertyKey[], key: string, hidden: boolean): Problem {
    const known = keysAt(schema, parent).filter((name) => !name.includes(":"));
    const meant = suggestion(key, known);
    // In a secret map even a key may be the secret, put in the wrong place; a misspelt known key is not.
    const shown = meant !== undefined || (!hidden && showable(key));
    return {
        path: pathText(shown ? [...parent, key] : parent),
        wrong: shown ? `no such setting${question(meant)}` : "one of its keys is not a setting",
        got: shown ? undefined : notShown,
        allowed: known.join(", "),
        fix: shown ? remove([...parent, key]) : look(parent),
    };
}

function wrongValue(issue: Issue, hidden: boolean): Problem {
    const { path, input } = issue;
    const note = noteAt(schema, path);
    const secret = hidden || note?.secret === true;
    const hints: Hints = issue.code === "custom" ? (issue.params ?? {}) : {};
    const known = hints.known ?? allowedWords(issue);
    const meant = !secret && typeof input === "string" ? suggestion(input, known) : undefined;
    const keys = keysAt(schema, path);
    return {
        path: pathText(path),
        wrong: sentence(issue) + question(meant),
        got: issue.code === "custom" && typeof input === "object" ? undefined : show(input, secret),
        allowed: hints.allowed ?? note?.allowed ?? `a map of ${keys.join(", ")}`,
        fix: hints.fix ?? (hints.isDuplicate === true ? remove(path) : fixOf(path, note, meant)),
    };
}

function fixOf(path: readonly PropertyKey[], note: Note | undefined, meant: string | undefined): string {
    const inList = typeof path.at(-1) === "number";
    if (note?.secret === true) return setSecret(inList ? path : [...path, 0]);
    const value = meant ?? (inList ? note?.entry : note?.example);
    return value === undefined ? remove(path) : set(path, value);
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
};

function question(meant: string | undefined): string {
    return meant === undefined ? "" : `. Did you mean ${meant}?`;
}

const notShown = "(not shown: it may be a secret)";

/** The value found, in short. */
function show(value: unknown, secret: boolean): string | undefined {
    if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "a map";
    if (value === undefined) return undefined;
    return secret || (typeof value === "string" && !showable(value)) ? notShown : JSON.stringify(value);
}

/** Only URLs have slashes in them, and a URL is a secret even where it was put by mistake. */
function showable(text: string): boolean {
    return text.length <= 60 && !text.includes("/");
}
