import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, YAMLParseError } from "yaml";
import { UserError } from "../cli/user-error";
import { holdsSecret, replaceSecrets } from "./secrets";

/** The configuration of a stack as the Pulumi CLI passes it to the program: every value is text. */
export interface StackConfig {
    readonly project: string;
    readonly stack: string;
    readonly config: Readonly<Record<string, string>>;
    /** Keys that hold a secret, in whole or in part. */
    readonly secretKeys: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Reads `Pulumi.yaml` and `Pulumi.STACK.yaml` as the CLI does, but without passphrase or key: a stand-in URL takes the
 * place of an encrypted value, since endpoints are the only settings worth encrypting.
 *
 * @throws UserError when a file is missing or is not valid YAML
 */
export function readStackConfig(directory: string, stack: string): StackConfig {
    const project = readYaml(join(directory, "Pulumi.yaml"), "Run this in the folder of the Pulumi program.");
    const name = String(project.name);
    const defaults = Object.entries((project.config ?? {}) as Record<string, Values | null>).flatMap(
        ([key, declared]) => {
            const value = declared?.value ?? declared?.default;
            return value === undefined || value === null ? [] : [[qualified(name, key), value] as const];
        },
    );
    const file = readYaml(join(directory, `Pulumi.${stack}.yaml`), `Stacks here: ${stacksOf(directory).join(", ")}.`);
    const own = Object.entries((file.config ?? {}) as Values).map(
        ([key, value]) => [qualified(name, key), value] as const,
    );

    const values = [...new Map([...defaults, ...own])];
    return {
        project: name,
        stack,
        config: Object.fromEntries(
            values.map(([key, value]) => [key, asText(replaceSecrets(value, isEncrypted, standIn))]),
        ),
        secretKeys: values.filter(([, value]) => holdsSecret(value, isEncrypted)).map(([key]) => key),
    };
}

/** The stacks that have a file in a folder. */
export function stacksOf(directory: string): string[] {
    return readdirSync(directory)
        .map((file) => /^Pulumi\.(.+)\.ya?ml$/.exec(file)?.[1])
        .filter((stack) => stack !== undefined)
        .sort();
}

function readYaml(path: string, hint: string): Values {
    if (!existsSync(path)) throw new UserError(`There is no file ${path}. ${hint}`);
    try {
        const content: unknown = parse(readFileSync(path, "utf8"));
        return (content ?? {}) as Values;
    } catch (error) {
        if (error instanceof YAMLParseError)
            throw new UserError(`${path} is not valid YAML: ${error.message.split("\n", 1).join("")}`);
        throw error;
    }
}

function qualified(project: string, key: string): string {
    return key.includes(":") ? key : `${project}:${key}`;
}

function asText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

/** How the CLI writes an encrypted value. */
interface EncryptedValue {
    readonly secure: string;
}

function isEncrypted(value: object): value is EncryptedValue {
    return "secure" in value;
}

/** Derived from the ciphertext, so that two endpoints stay two and two runs agree. */
function standIn({ secure }: EncryptedValue): string {
    return `https://${createHash("sha256").update(secure).digest("hex").slice(0, 8)}.encrypted.invalid/`;
}
