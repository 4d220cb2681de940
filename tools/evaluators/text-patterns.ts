/** A text in which `*` stands for any characters and `?` for any one, unless a backslash is before them. */
export type WildcardPattern = string;

/** The pattern for a text whose backslashes mean nothing, but whose wildcards do: policies have no escapes. */
export function escapeBackslashes(text: string): WildcardPattern {
    return text.replaceAll("\\", "\\\\");
}

/** The pattern that matches only this text. */
export function escapeAll(text: string): WildcardPattern {
    return text.replace(/[\\*?]/g, "\\$&");
}

/** The text that a pattern is where wildcards mean nothing. */
export function literalOf(pattern: WildcardPattern): string {
    return pattern.replace(/\\([^])/g, "$1");
}

/**
 * Whether a whole text matches a pattern.
 *
 * Only the last `*` is ever tried again, so the time grows with the product of both lengths at most: patterns and texts
 * come from whoever wrote the policy or raised the event.
 */
export function matchesPattern(pattern: WildcardPattern, text: string): boolean {
    if (!/[*?]/.test(pattern)) return literalOf(pattern) === text;
    const tokens = pattern.match(/\\[^]|[^]/gu) ?? [];
    const characters = Array.from(text);
    let token = 0;
    let star: { readonly token: number; readonly end: number } | undefined;
    for (let index = 0; index < characters.length;) {
        const wanted = tokens[token];
        if (wanted === "*") {
            star = { token, end: index };
            token++;
        } else if (wanted !== undefined && (wanted === "?" || literalOf(wanted) === characters[index])) {
            token++;
            index++;
        } else if (star !== undefined) {
            star = { token: star.token, end: star.end + 1 };
            token = star.token + 1;
            index = star.end;
        } else {
            return false;
        }
    }
    return tokens.slice(token).every((rest) => rest === "*");
}

/** Whether an ARN matches a pattern: part by part, so that a wildcard ends at a colon, except in the last part. */
export function matchesArn(pattern: WildcardPattern, arn: string): boolean {
    const patterns = splitArn(pattern, 6);
    const parts = splitArn(arn, patterns.length);
    return (
        parts.length === patterns.length && patterns.every((part, index) => matchesPattern(part, parts[index] ?? ""))
    );
}

/** At most so many parts; the last one keeps the remaining colons. */
function splitArn(arn: string, most: number): string[] {
    const parts = arn.split(":");
    return parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(":")];
}

/** The source of a regular expression in which every letter may have either case, even a longer one (`ß` and `SS`). */
export function ignoringCase(text: string): string {
    const letters = Array.from(text, (letter) => {
        const forms = new Set([letter, letter.toLowerCase(), letter.toUpperCase()]);
        return `(?:${[...forms].map(escapeRegExp).join("|")})`;
    });
    return letters.join("");
}

function escapeRegExp(text: string): string {
    return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
