import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { parseSettings } from "../../settings";

export type Config = Readonly<Record<string, string>>;

/** The least a stack must say. */
export const least: Config = {
    "aws:region": "eu-west-1",
    "vigil:alerts": '{"emails":["security@example.com"]}',
};

/** The text with which a configuration is refused. */
export function refusal(
    config: Config,
    secretKeys: readonly string[] = [],
    at: { readonly project?: string; readonly stack?: string } = {},
): string {
    try {
        parseSettings(config, secretKeys, undefined, at);
    } catch (error) {
        assert.ok(pulumi.RunError.isInstance(error), "refusals are RunErrors, which Pulumi prints without a stack");
        return error.message;
    }
    assert.fail("the configuration is accepted");
}

/** The refusal of a configuration with this one problem. */
export function oneProblem(...lines: readonly string[]): string {
    return `The settings of this stack have 1 problem; nothing was registered.\n\n  ${lines.join("\n      ")}`;
}

/** A YAML file of the project's root. */
export function yaml(file: string): Record<string, Record<string, unknown>> {
    return parse(readFileSync(join(__dirname, "../..", file), "utf8")) as Record<string, Record<string, unknown>>;
}
