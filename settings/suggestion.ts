/** The known word that `word` begins, or is most probably a slip of: at most a third of its letters differ. */
export function suggestion(word: string, known: readonly string[]): string | undefined {
    const plain = (text: string) => text.toLowerCase().replace(/[-_ ]/g, "");
    const begun = word.length > 1 ? known.find((candidate) => plain(candidate).startsWith(plain(word))) : undefined;
    const [nearest] = known
        .map((candidate) => ({ candidate, distance: editDistance(plain(word), plain(candidate)) }))
        .filter(({ candidate, distance }) => distance <= Math.max(1, plain(candidate).length / 3))
        .sort((a, b) => a.distance - b.distance);
    return begun ?? nearest?.candidate;
}

/** How many letters must be inserted, removed, replaced or swapped with their neighbour to make `a` into `b`. */
function editDistance(a: string, b: string): number {
    const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = cell(rows, i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
            const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? cell(rows, i - 2, j - 2) + 1 : Infinity;
            row.push(Math.min(cell(rows, i - 1, j) + 1, (row[j - 1] ?? Infinity) + 1, replaced, swapped));
        }
        rows.push(row);
    }
    return cell(rows, a.length, b.length);
}

function cell(rows: readonly (readonly number[])[], row: number, column: number): number {
    return rows[row]?.[column] ?? Infinity;
}
