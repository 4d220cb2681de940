/** The Condition element: operator, key, values. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** A statement of an identity policy. */
export interface Statement {
    /** Letters and digits, as IAM wants it; where the resource is "*", it says why. */
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: string | readonly string[];
    readonly Condition?: Conditions;
}

/** An identity policy. */
export interface Policy {
    readonly Version: "2012-10-17";
    readonly Statement: readonly Statement[];
}

/** What a statement allows. */
interface Permission {
    readonly sid: string;
    readonly actions: readonly string[];
    /** @default - "*", for actions that take no resource */
    readonly resources?: readonly string[] | undefined;
    readonly conditions?: Conditions | undefined;
    /** Where it holds; `undefined` for what answers in no Region that a condition could name. */
    readonly regions: readonly string[] | undefined;
}

/** The statement that allows something; none if there is nothing that it could be done to. */
export function allow({ sid, actions, resources = ["*"], conditions = {}, regions }: Permission): Statement[] {
    if (resources.length === 0) return [];
    const inRegions: Conditions = regions === undefined ? {} : { StringEquals: { "aws:RequestedRegion": regions } };
    const condition = merged(conditions, inRegions);
    return [
        {
            Sid: sid,
            Effect: "Allow",
            Action: [...actions].sort(),
            Resource: resources.length === 1 ? resources.join("") : resources,
            ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
        },
    ];
}

/** Both conditions at once; no operator has the same key in both. */
export function merged(one: Conditions, other: Conditions): Conditions {
    const operators = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return Object.fromEntries(operators.map((operator) => [operator, { ...one[operator], ...other[operator] }]));
}

/** IAM User Guide, "IAM and AWS STS quotas": characters of a managed policy, white space not counted. */
export const managedPolicyLimit = 6_144;

/** The size of a policy as IAM counts it. */
export function sizeOf(policy: Policy): number {
    return JSON.stringify(policy).replace(/\s/g, "").length;
}

/** Puts statements into as few policies, in their order, as IAM's limit allows. */
export function packed(statements: readonly Statement[]): Policy[] {
    return statements.reduce<Policy[]>((policies, statement) => {
        const last = policies.at(-1);
        const extended = policyOf([...(last?.Statement ?? []), statement]);
        return last !== undefined && sizeOf(extended) <= managedPolicyLimit
            ? [...policies.slice(0, -1), extended]
            : [...policies, policyOf([statement])];
    }, []);
}

function policyOf(statements: readonly Statement[]): Policy {
    return { Version: "2012-10-17", Statement: statements };
}
