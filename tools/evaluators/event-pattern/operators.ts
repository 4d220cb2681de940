const OPERATORS = [
    "anything-but",
    "cidr",
    "equals-ignore-case",
    "exactly",
    "exists",
    "html",
    "numeric",
    "prefix",
    "suffix",
    "wildcard",
];

const COMPARISONS = ["=", "<", "<=", ">", ">="];

// Event Ruler keeps these names free for operators that may come.
const FUTURE_OPERATORS = [
    "date-after",
    "date-before",
    "date-on-or-after",
    "date-on-or-before",
    "in-date-range",
    "ip-address-in-range",
    "ip-address-not-in-range",
    "not-equals-ignore-case",
    "not-wildcard",
    "regex",
];

const RESERVED = new Set([...OPERATORS, ...COMPARISONS, ...FUTURE_OPERATORS]);

/**
 * Whether a field of an event cannot have this name inside `$or`, where it could be taken for an operator.
 *
 * AWS: Event Ruler's README, "Or Matching" (the matcher behind EventBridge).
 */
export function isReservedInOr(name: string): boolean {
    return RESERVED.has(name);
}
