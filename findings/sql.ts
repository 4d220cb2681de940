/** A text as SQL has it: Trino knows no escape but the doubled quote. */
export function sqlText(text: string): string {
    return `'${text.replaceAll("'", "''")}'`;
}

/** Whether a column is one of some texts, of which there is at least one. */
export function isOneOf(column: string, texts: readonly string[]): string {
    return `${column} IN (${texts.map(sqlText).join(", ")})`;
}

/** Whether a column fits one of some patterns, in which `*` is any text; there is at least one, and letter case counts. */
export function fitsOneOf(column: string, patterns: readonly string[]): string {
    // In LIKE, `_` and `%` are any letter and any text, and a name may hold both.
    const like = (pattern: string) => sqlText(pattern.replace(/[\\_%]/g, "\\$&").replaceAll("*", "%"));
    return `(${patterns.map((pattern) => `${column} LIKE ${like(pattern)} ESCAPE '\\'`).join(" OR ")})`;
}
