import { escapeAll, escapeBackslashes, type WildcardPattern } from "../text-patterns";

/** A value of a condition key; numbers and booleans count as their text. */
export type ContextValue = string | number | boolean;

/** A request to a service of AWS, as far as policies are asked about it. */
export interface AccessRequest {
    /** The ARN of an IAM principal or of a role session, or the name of a service such as `events.amazonaws.com`. */
    readonly principal: string;
    /** Such as `sns:Publish`. */
    readonly action: string;
    /** The ARN of the resource. */
    readonly resource: string;
    /** The account that has the resource. */
    readonly resourceAccount: string;
    /** The values of condition keys; a key that is not in here is absent from the request. */
    readonly context: Readonly<Record<string, ContextValue | readonly ContextValue[]>>;
}

/**
 * The values of a condition key in the request; none when it is absent. The names of keys ignore case.
 *
 * AWS: IAM user guide, "IAM JSON policy elements: Condition", condition keys.
 */
export function valuesOfKey({ context }: AccessRequest, key: string): readonly string[] {
    const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase());
    return found === undefined ? [] : [found[1]].flat().map(String);
}

/**
 * The pattern for a text of a policy, with the values of the request in place of its variables if the policy has any.
 *
 * `${key}` is the value of a condition key, `${key, 'default'}` has one for requests without it, and `${*}`, `${?}` and
 * `${$}` are the characters themselves. A key with several values has none that could be put in.
 *
 * AWS: IAM user guide, "IAM policy elements: Variables and tags".
 *
 * @returns undefined when the request has no value for a variable: then the text matches nothing
 */
export function patternFor(text: string, request: AccessRequest, hasVariables: boolean): WildcardPattern | undefined {
    // Every other part is what a variable has between its braces.
    const parts = hasVariables ? text.split(/\$\{([^}]*)\}/) : [text];
    const patterns = parts.map((part, index) => {
        const value = index % 2 === 0 ? part : valueOfVariable(part, request);
        return index % 2 === 0 ? escapeBackslashes(part) : value === undefined ? undefined : escapeAll(value);
    });
    return patterns.includes(undefined) ? undefined : patterns.join("");
}

function valueOfVariable(variable: string, request: AccessRequest): string | undefined {
    if (["*", "?", "$"].includes(variable)) return variable;
    const [, key = "", fallback] = /^\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?$/.exec(variable) ?? [];
    const [value, ...others] = valuesOfKey(request, key);
    return others.length > 0 ? undefined : (value ?? fallback);
}
