import * as pulumi from "@pulumi/pulumi";

/**
 * A physical name that a policy or an event pattern must know before AWS has made the resource. Everything else gets
 * Pulumi's own suffix.
 */
export function fixedName(...parts: string[]): string {
    return [pulumi.getProject(), pulumi.getStack(), ...parts].join("-");
}
