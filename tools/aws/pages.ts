/** One page of a list, and the token of the next; AWS leaves it out, or empty, on the last. */
export interface Page<T> {
    readonly items: readonly T[] | undefined;
    readonly next: string | undefined;
}

/** All items of all pages. */
export async function allPages<T>(page: (token: string | undefined) => Promise<Page<T>>): Promise<T[]> {
    const all: T[] = [];
    let token: string | undefined;
    do {
        const { items = [], next } = await page(token);
        all.push(...items);
        token = next === "" ? undefined : next;
    } while (token !== undefined);
    return all;
}

/** Lists of at most so many, for calls that take no more at once. */
export function inChunks<T>(items: readonly T[], size: number): T[][] {
    return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
        items.slice(index * size, (index + 1) * size),
    );
}
