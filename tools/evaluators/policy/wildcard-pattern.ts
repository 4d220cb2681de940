import { escapeRegExp } from "../escape-regexp";

/**
 * A text in which `*` stands for any characters and `?` for any one, unless a backslash is before them. Policies know
 * no such escape; it comes from `escapeAll` and `escapeBackslashes`, so that the value of a variable is no wildcard.
 */
export type WildcardPattern = string;

/** The pattern for a text of a policy, whose wildcards count. */
export function escapeBackslashes(text: string): WildcardPattern {
    return text.replaceAll("\\", "\\\\");
}

/** The pattern that matches only this text. */
export function escapeAll(text: string): WildcardPattern {
    return text.replace(/[\\*?]/g, "\\$&");
}

/** The text that a pattern is, for operators that know no wildcards. */
export function literalOf(pattern: WildcardPattern): string {
    return pattern.replace(/\\([^])/g, "$1");
}

/** Whether a whole text matches a pattern. */
export function matchesPattern(pattern: WildcardPattern, text: string): boolean {
    const source = pattern.replace(/\\[^]|[^]/g, (token) => {
        if (token === "*") {
            return "[^]*";
        }
        return token === "?" ? "[^]" : escapeRegExp(token.replace(/^\\(?=[^])/, ""));
    });
    return new RegExp(`^${source}$`, "u").test(text);
}

/** Whether an ARN matches a pattern: part by part, so that a wildcard ends at a colon, except in the last part. */
export function matchesArn(pattern: WildcardPattern, arn: string): boolean {
    const patterns = splitArn(pattern, 6);
    const parts = splitArn(arn, patterns.length);
    return (
        parts.length === patterns.length && patterns.every((part, index) => matchesPattern(part, parts[index] ?? ""))
    );
}

/** At most so many parts; the last one has the colons that are left. */
function splitArn(arn: string, most: number): string[] {
    const parts = arn.split(":");
    return parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(":")];
}
