import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";

/** A secret on Pulumi's wire and in its state: an object with a signature (pulumi/pulumi, `sdk/nodejs/runtime/rpc.ts`). */
export interface PulumiSecret {
    readonly [specialSigKey]: typeof specialSecretSig;
    /** On the wire. */
    readonly value?: unknown;
    /** In a state, as JSON, with `--show-secrets`. */
    readonly plaintext?: string;
    /** In a state, without. */
    readonly ciphertext?: string;
}

export function isPulumiSecret(value: object): value is PulumiSecret {
    return (value as Partial<PulumiSecret>)[specialSigKey] === specialSecretSig;
}

/** A secret as an export without `--show-secrets` has it, but with nothing in it. */
export const emptySecret: PulumiSecret = { [specialSigKey]: specialSecretSig, ciphertext: "" };

/** Whether there is a secret anywhere in a value. */
export function holdsSecret(value: unknown, isSecret: (value: object) => boolean): boolean {
    if (typeof value !== "object" || value === null) return false;
    return isSecret(value) || Object.values(value).some((item) => holdsSecret(item, isSecret));
}

/** A value with every secret in it, at any depth, replaced by what it opens to. */
export function replaceSecrets<Secret extends object>(
    value: unknown,
    isSecret: (value: object) => value is Secret,
    open: (secret: Secret) => unknown,
): unknown {
    if (typeof value !== "object" || value === null) return value;
    if (isSecret(value)) return open(value);
    const replaced = (item: unknown) => replaceSecrets(item, isSecret, open);
    return Array.isArray(value)
        ? value.map(replaced)
        : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item)]));
}
