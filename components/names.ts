import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

interface NameRule {
    /** The most characters that AWS takes. */
    readonly limit: number;
    /** Replaces what AWS refuses of the characters that Pulumi takes: letters, digits, `.`, `_` and `-`. */
    readonly clean: (prefix: string) => string;
}

const asItIs = (prefix: string) => prefix;
const withoutDots = (prefix: string) => prefix.replaceAll(".", "-");
/** Separators only one at a time and in the middle, as repositories want them. */
const lowerCase = (prefix: string) =>
    prefix
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "");

/** What the services' API references say of names. */
const nameRules = {
    alarm: { limit: 255, clean: asItIs },
    /** KMS takes 256 together with `alias/`. */
    alias: { limit: 250, clean: withoutDots },
    bucket: { limit: 63, clean: lowerCase },
    chatConfiguration: { limit: 128, clean: withoutDots },
    dashboard: { limit: 255, clean: withoutDots },
    /** Glue's, in which Athena takes `-` for minus: its names carry `_` instead. */
    database: { limit: 255, clean: lowerCase },
    deliveryStream: { limit: 64, clean: asItIs },
    emailContact: { limit: 64, clean: asItIs },
    eventArchive: { limit: 48, clean: asItIs },
    eventBus: { limit: 256, clean: asItIs },
    function: { limit: 64, clean: withoutDots },
    instanceProfile: { limit: 128, clean: asItIs },
    notificationConfiguration: { limit: 64, clean: withoutDots },
    queue: { limit: 80, clean: withoutDots },
    repository: { limit: 256, clean: lowerCase },
    role: { limit: 64, clean: asItIs },
    rolePolicy: { limit: 128, clean: asItIs },
    rule: { limit: 64, clean: asItIs },
    schedule: { limit: 64, clean: asItIs },
    securityGroup: { limit: 255, clean: asItIs },
    statement: { limit: 100, clean: withoutDots },
    topic: { limit: 256, clean: withoutDots },
    workgroup: { limit: 128, clean: asItIs },
} satisfies Record<string, NameRule>;

export type NamedType = keyof typeof nameRules;

/** What names begin with, for example `vigil-dev`. */
export function namePrefix(): string {
    return `${pulumi.getProject()}-${pulumi.getStack()}`;
}

/**
 * The physical name of a resource: project, stack, and its own name. Where AWS would refuse that, project and stack are
 * cleaned and cut, and a hash tells them from others that then look alike.
 */
export function physicalName(type: NamedType, name: string): string {
    const { limit, clean } = nameRules[type];
    const prefix = namePrefix();
    const legal = clean(prefix);
    const whole = `${prefix}-${name}`;
    if (legal === prefix && whole.length <= limit) return whole;

    const end = `-${fingerprint(`${pulumi.getProject()}/${pulumi.getStack()}`)}-${name}`;
    return legal.slice(0, limit - end.length).replace(/[._-]+$/, "") + end;
}

/** Tells names apart that would look alike, or that nobody may read. */
export function fingerprint(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/**
 * Options of a resource that keeps the physical name it has: those of earlier versions carry one that Pulumi made up,
 * and another name would be another resource. A replacement, for whatever reason, is deleted first, because AWS has no
 * room for two of one name; the provider does so by itself for most types, not for all.
 */
export function keepsName(parent: pulumi.Resource) {
    return { parent, ignoreChanges: ["name"], deleteBeforeReplace: true };
}
