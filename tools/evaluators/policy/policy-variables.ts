import { type AccessRequest, valuesOfKey } from "./request";
import { escapeAll, escapeBackslashes, type WildcardPattern } from "./wildcard-pattern";

const LITERALS = ["*", "?", "$"];

/**
 * The pattern for a text of a policy with the values of the request in place of its variables.
 *
 * `${key}` is the value of a condition key, `${key, 'default'}` has one for requests without it, and `${*}`, `${?}` and
 * `${$}` are the characters themselves. A key with several values has none that could be put in.
 *
 * AWS: IAM user guide, "IAM policy elements: Variables and tags".
 *
 * @returns undefined when the request has no value for a variable: then the text matches nothing
 */
export function resolveVariables(text: string, request: AccessRequest): WildcardPattern | undefined {
    let resolved = "";
    let end = 0;
    for (const variable of text.matchAll(/\$\{([^}]*)\}/g)) {
        const value = valueOf(variable[1] ?? "", request);
        if (value === undefined) {
            return undefined;
        }
        resolved += escapeBackslashes(text.slice(end, variable.index)) + escapeAll(value);
        end = variable.index + variable[0].length;
    }
    return resolved + escapeBackslashes(text.slice(end));
}

function valueOf(variable: string, request: AccessRequest): string | undefined {
    if (LITERALS.includes(variable)) {
        return variable;
    }
    const [, key = "", fallback] = /^\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(variable) ?? [];
    const [value, ...others] = valuesOfKey(request, key);
    return others.length > 0 ? undefined : (value ?? fallback);
}
