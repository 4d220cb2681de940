import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { UserError } from "../cli/user-error";
import { type Path, standInFor } from "./encrypted-values";

/** The configuration of a stack as the Pulumi CLI passes it to the program: every value is text. */
export interface StackConfig {
    readonly project: string;
    readonly stack: string;
    readonly config: Readonly<Record<string, string>>;
    /** Keys that hold a secret, in whole or in part. */
    readonly secretKeys: readonly string[];
    /** What the CLI would know and nobody else can read, a sentence each. */
    readonly unread: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Reads `Pulumi.yaml` and `Pulumi.STACK.yaml` as the CLI does, but offline and without passphrase or key: a stand-in
 * takes the place of an encrypted value, and what Pulumi ESC adds is missing.
 *
 * @throws UserError when a file is missing or is not valid YAML
 */
export function readStackConfig(directory: string, stack: string): StackConfig {
    const { name, config: declared } = readProject(directory);
    const file = `Pulumi.${stack}.yaml`;
    const content = readYaml(join(directory, file), `Stacks here: ${stacksOf(directory).join(", ")}.`);
    const defaults = Object.entries(declared).map(([key, value]) => [key, defaultIn(value)] as const);
    const values = [...defaults, ...Object.entries(mapAt(content, "config", file))]
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [key.includes(":") ? key : `${name}:${key}`, value] as const);

    const secretKeys = new Set<string>();
    const unread = environmentIn(content, file);
    const opened = (value: unknown, path: Path): unknown => {
        if (typeof value !== "object" || value === null) return value;
        const standIn = standInFor(value, path);
        if (standIn !== undefined) {
            secretKeys.add(String(path[0]));
            if (standIn.sentence !== undefined) unread.push(`${file}: ${standIn.sentence}`);
            return standIn.value;
        }
        if (Array.isArray(value))
            return value.map((item, index) => opened(item, [...path, index])).filter((item) => item !== undefined);
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, opened(item, [...path, key])]));
    };
    const texts = [...new Map(values)]
        .map(([key, value]) => [key, opened(value, [key])] as const)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)] as const);
    return { project: name, stack, config: Object.fromEntries(texts), secretKeys: [...secretKeys], unread };
}

/** The name of the project, and its configuration for all stacks. */
export function readProject(directory: string): { readonly name: string; readonly config: Values } {
    const project = readYaml(join(directory, "Pulumi.yaml"), "Run this in the folder of the Pulumi program.");
    return { name: String(project.name), config: mapAt(project, "config", "Pulumi.yaml") };
}

/** The stacks that have a file in a folder. */
export function stacksOf(directory: string): string[] {
    return readdirSync(directory)
        .map((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1])
        .filter((stack) => stack !== undefined)
        .sort();
}

/** A key may be declared by a map, or simply have its value. */
function defaultIn(declared: unknown): unknown {
    if (typeof declared !== "object" || declared === null) return declared ?? undefined;
    const { value, default: standard } = declared as Values;
    return value ?? standard ?? undefined;
}

function environmentIn({ environment }: Values, file: string): string[] {
    if (environment === undefined || environment === null) return [];
    return [`${file}: what its environment of Pulumi ESC sets is not read here, and missing in what follows.`];
}

function readYaml(path: string, hint: string): Values {
    if (!existsSync(path)) throw new UserError(`There is no file ${path}. ${hint}`);
    try {
        // Pulumi's parser knows merge keys, too.
        const content: unknown = parse(readFileSync(path, "utf8"), { merge: true, logLevel: "error" });
        // Fails where an alias stands for something that it is in.
        JSON.stringify(content);
        return mapAt({ content }, "content", path);
    } catch (error) {
        const problem = error instanceof UserError ? "it is no map" : (error as Error).message.split("\n", 1).join("");
        throw new UserError(`${path} is not valid YAML: ${problem}`);
    }
}

/** The map at a key; an empty one where there is nothing. */
function mapAt(values: Values, key: string, file: string): Values {
    const value = values[key] ?? {};
    if (typeof value === "object" && !Array.isArray(value)) return value as Values;
    throw new UserError(`${file}: ${key} must be a map.`);
}
