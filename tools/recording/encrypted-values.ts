import { createHash } from "node:crypto";

export type Path = readonly (string | number)[];

/** What takes the place of a value that only Pulumi can decrypt. */
interface StandIn {
    /** `undefined`: the setting is left out, and its default applies. */
    readonly value: unknown;
    /** What the user must know of it; nothing where one value proves as much as another. */
    readonly sentence?: string;
}

const domain = "encrypted.invalid";

/** Whether a mail address is a stand-in. */
export function isStandIn(address: string): boolean {
    return address.endsWith(`@${domain}`);
}

/**
 * The stand-in for a value of a stack file, if it is encrypted. It derives from the ciphertext, so that two receivers stay
 * two and two runs agree.
 */
export function standInFor(value: object, path: Path): StandIn | undefined {
    const { secure } = value as { readonly secure?: unknown };
    if (typeof secure !== "string" || Object.keys(value).length !== 1) return undefined;
    const digest = createHash("sha256").update(secure).digest("hex").slice(0, 8);
    const mailbox = `${digest}@${domain}`;
    const setting = path.reduce<string>((text, key) => text + (typeof key === "number" ? `[${key}]` : `.${key}`), "");
    const sentence = (what: string) => `${setting.slice(1)} is secret, and nothing is decrypted here: ${what} instead.`;
    const [, name, entry] = /^\.vigil:alerts(?:\.(emails|https)(\[\d+\])?)?$/.exec(setting) ?? [];
    if (name === "https") return { value: inList(`https://${digest}.${domain}/`, entry) };
    if (name === "emails")
        return { value: inList(mailbox, entry), sentence: sentence(`the mailbox ${mailbox} is taken`) };
    return setting === ".vigil:alerts"
        ? { value: { emails: [mailbox] }, sentence: sentence(`the mailbox ${mailbox} and all defaults are taken`) }
        : { value: undefined, sentence: sentence("its default is taken") };
}

/** A whole list may be secret, as one text. */
function inList(standIn: string, entry: string | undefined): string | string[] {
    return entry === undefined ? [standIn] : standIn;
}
