/** The source of a regular expression, with or without the flag `u`, that matches the text as it is. */
export function escapeRegExp(text: string): string {
    return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
