/**
 * Whether a finding type fits a pattern, in which `*` is any text, also none. Letter case counts.
 *
 * By parts, for a regular expression made of a user's pattern can take forever: between the first part and the last,
 * each part is best taken where it comes first.
 */
export function matchesType(pattern: string, type: string): boolean {
    const [first = "", ...others] = pattern.split("*");
    const last = others.pop();
    if (last === undefined) return type === pattern;
    if (!type.startsWith(first) || !type.endsWith(last)) return false;
    const end = type.length - last.length;
    let from = first.length;
    for (const part of others) {
        const at = type.indexOf(part, from);
        if (at === -1) return false;
        from = at + part.length;
    }
    return from <= end;
}
