/** A value of a condition key; numbers and booleans are taken for what they print. */
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
export function valuesOfKey(request: AccessRequest, key: string): readonly string[] {
    const wanted = key.toLowerCase();
    const found = Object.entries(request.context).find(([name]) => name.toLowerCase() === wanted);
    return found === undefined ? [] : [found[1]].flat().map(String);
}
