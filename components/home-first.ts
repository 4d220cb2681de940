/**
 * Makes something in each Region: at home first, and then in the others, which are handed the first of its kind to wait
 * for. With an account's first detector, Macie session or Inspector scan, AWS makes a service-linked role for all
 * Regions, and IAM refuses to make one twice at once.
 *
 * @param make returns undefined where a Region has nothing of the kind
 * @returns what was made, in the order of the Regions
 */
export function homeFirst<Region extends { readonly region: string }, Made>(
    home: string,
    regions: readonly Region[],
    make: (region: Region, first?: NonNullable<Made>) => Made,
): ReadonlyMap<Region, Made> {
    const isHome = ({ region }: Region) => region === home;
    const made = new Map<Region, Made>();
    let first: NonNullable<Made> | undefined;
    for (const region of [...regions.filter(isHome), ...regions.filter((one) => !isHome(one))]) {
        const one = make(region, first);
        first ??= one ?? undefined;
        made.set(region, one);
    }
    return new Map([...made].sort(([one], [other]) => regions.indexOf(one) - regions.indexOf(other)));
}
