import * as pulumi from "@pulumi/pulumi";

/** What every fixed name begins with, for example `vigil-dev`. */
export function namePrefix(): string {
    return `${pulumi.getProject()}-${pulumi.getStack()}`;
}

/**
 * A physical name that a policy or an event pattern must know before AWS has made the resource. Everything else gets
 * Pulumi's own suffix.
 */
export function fixedName(name: string): string {
    return `${namePrefix()}-${name}`;
}
