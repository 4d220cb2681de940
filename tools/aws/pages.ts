/** All items of all pages, as an SDK's `paginate…` function or `pagesOf` gives the pages. */
export async function itemsOf<Page, Item>(
    pages: AsyncIterable<Page>,
    items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
    const all: Item[] = [];
    for await (const page of pages) all.push(...(items(page) ?? []));
    return all;
}

/** The pages of a list for which the SDK has no paginator; on the last, AWS leaves the token out, or empty. */
export async function* pagesOf<Page extends { readonly NextToken?: string | undefined }>(
    ask: (token: string | undefined) => Promise<Page>,
): AsyncGenerator<Page> {
    let token: string | undefined;
    do {
        const page = await ask(token);
        yield page;
        token = page.NextToken;
    } while (token !== undefined && token !== "");
}

/** Lists of at most so many, for calls that take no more at once. */
export function inChunks<T>(items: readonly T[], size: number): T[][] {
    return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
        items.slice(index * size, (index + 1) * size),
    );
}
