import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";

type Properties = Record<string, unknown>;

/** The value with every secret unwrapped. */
export function plain(value: Properties): Properties {
    return unwrapped(value) as Properties;
}

/** Whether there is a secret anywhere in the value. */
export function holdsSecret(value: unknown): boolean {
    if (typeof value !== "object" || value === null) return false;
    return isSecret(value) || Object.values(value).some(holdsSecret);
}

function unwrapped(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(unwrapped);
    if (typeof value !== "object" || value === null) return value;
    if (isSecret(value)) return unwrapped(value.value);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unwrapped(item)]));
}

/** How Pulumi sends a secret: an object with a signature and the value (pulumi/pulumi, `sdk/nodejs/runtime/rpc.ts`). */
function isSecret(value: object): value is { value: unknown } {
    return (value as Properties)[specialSigKey] === specialSecretSig;
}
