import { grouped } from "../../cli/lists";
import type { Place } from "./place";

export interface Box {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

/** From left to right, with room for a label between two columns. */
const columns: Readonly<Record<Place["column"], Pick<Box, "x" | "width">>> = {
    region: { x: 30, width: 218 },
    relay: { x: 334, width: 78 },
    bus: { x: 510, width: 126 },
    replay: { x: 510, width: 126 },
    rule: { x: 734, width: 144 },
    topic: { x: 974, width: 124 },
    mailbox: { x: 1188, width: 220 },
    export: { x: 334, width: 78 },
    archive: { x: 734, width: 176 },
};
const width = 1410;
const row = 42;
const hub = 60;
const gap = 14;
/** Between topics and notifier, which lead down to each other. */
const hubGap = 44;

/** How many names of a group stand side by side. */
export const namesInARow = 2;
export const nameRow = 17;

/** Where everything on the map stands, by its key. */
export interface Layout {
    readonly boxes: ReadonlyMap<string, Box>;
    readonly width: number;
    readonly height: number;
}

/** The places of a column are stacked in its middle; some stand below the others. */
export function layoutOf(places: readonly Place[]): Layout {
    const standing = places.filter(({ column }) => !isBelow(column));
    const stacks = [...grouped(standing, ({ column }) => column).values()];
    const height = Math.max(230, ...stacks.map(heightOf));
    const below = { replay: (height + hub) / 2 + 36, export: height + 40, archive: height + 40 };
    const boxes = stacks.flatMap((stack) => {
        const [{ column }] = stack;
        const top = (height - heightOf(stack)) / 2;
        return stack.map((place, index) => {
            const y = top + stack.slice(0, index).reduce((sum, one) => sum + slotOf(one) + gapIn(column), 0);
            // The relay stands beside its Region, or group of Regions.
            const tall = column === "relay" ? row : slotOf(place);
            return [place.key, { ...columns[column], y: y + (slotOf(place) - tall) / 2, height: tall }] as const;
        });
    });
    const others = places.flatMap(({ key, column }) =>
        isBelow(column) ? [[key, { ...columns[column], y: below[column], height: row }] as const] : [],
    );
    return { boxes: new Map([...boxes, ...others]), width, height: below.archive + row + 4 };
}

function isBelow(column: Place["column"]): column is "replay" | "export" | "archive" {
    return column === "replay" || column === "export" || column === "archive";
}

function slotOf({ column, regions = [] }: Place): number {
    if (column === "bus" || column === "topic") return hub;
    return regions.length > 1 ? 48 + Math.ceil(regions.length / namesInARow) * nameRow : row;
}

function heightOf(stack: readonly Place[]): number {
    return stack.reduce((sum, place, index) => sum + slotOf(place) + (index > 0 ? gapIn(place.column) : 0), 0);
}

function gapIn(column: Place["column"]): number {
    return column === "topic" ? hubGap : gap;
}
