import { decode } from "./value-types";

/** The tags of everything that the program makes; a test holds them to `components/tags.ts`. */
export const ownTags: readonly string[] = ["Project", "Stack", "Component"];

/**
 * Tells of default tags that do not apply, because the tags of a resource go before them. Vigil keeps its own: what the
 * deployer may touch is narrowed by them, and a `Project` that half the account carries would narrow nothing.
 */
export function overriddenTags(defaultTags: string | undefined): string[] {
    const { tags } = (decode(defaultTags) ?? {}) as { readonly tags?: unknown };
    const keys = Object.keys(decode(tags) ?? {});
    const same = keys.filter((key) => ownTags.some((own) => own.toLowerCase() === key.toLowerCase()));
    return same.length === 0
        ? []
        : [
              `aws:defaultTags has ${same.join(", ")}: Vigil sets ${ownTags.join(", ")} itself, as the deployer's permissions ` +
                  "are narrowed by them, so yours do not apply; and IAM refuses keys that differ in capitals alone. Use " +
                  "other keys.",
          ];
}
