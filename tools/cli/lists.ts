/** Items by key, both in the order of their first appearance. */
export function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, [Item, ...Item[]]> {
    const groups = new Map<string, [Item, ...Item[]]>();
    for (const item of items) {
        const group = groups.get(keyOf(item));
        if (group) group.push(item);
        else groups.set(keyOf(item), [item]);
    }
    return groups;
}

/** "1 Region", "17 Regions". */
export function count(amount: number, noun: string): string {
    return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

/** "a, b, c and 4 more": enough to recognise a list by, each name once. */
export function fewOf(names: readonly string[], most = 3): string {
    const distinct = [...new Set(names)];
    const rest = distinct.length - most;
    return rest > 1 ? `${distinct.slice(0, most).join(", ")} and ${rest} more` : distinct.join(", ");
}
