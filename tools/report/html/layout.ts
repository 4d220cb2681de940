import type { Path } from "./path";

export interface Box {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

/** Where everything on the map stands. */
export interface Layout {
    readonly regions: readonly Box[];
    readonly bus: Box;
    readonly replay: Box;
    readonly rules: readonly Box[];
    readonly alarms: Box | undefined;
    readonly suppressed: Box | undefined;
    readonly topic: Box;
    readonly mailboxes: readonly Box[];
    readonly exporter: Box;
    readonly archive: Box;
    readonly width: number;
    readonly height: number;
}

/** From left to right, with room for a label between two columns. */
const columns = {
    region: { x: 30, width: 212 },
    relay: { x: 334, width: 78 },
    bus: { x: 510, width: 126 },
    rule: { x: 734, width: 144 },
    topic: { x: 978, width: 112 },
    mailbox: { x: 1188, width: 188 },
} as const;
const width = 1378;
const row = 42;
const hub = 60;
const gap = 14;

/** How many names of a group stand side by side. */
export const namesInARow = 2;
export const nameRow = 17;

export function layoutOf({ origins, rules, alarmToTopic, suppressed, mailboxes }: Path): Layout {
    const [withAlarms, withSuppressed] = [alarmToTopic.state === "unused" ? 0 : 1, suppressed === 0 ? 0 : 1];
    const heights = {
        regions: origins.map(({ regions }) => (regions.length === 1 ? row : groupHeight(regions.length))),
        rules: Array<number>(rules.length + withAlarms + withSuppressed).fill(row),
        mailboxes: mailboxes.map(() => row),
    };
    const height = Math.max(230, ...Object.values(heights).map(total));
    const regions = stacked(columns.region, heights.regions, height);
    const right = stacked(columns.rule, heights.rules, height);
    const hubRow = { y: (height - hub) / 2, height: hub };
    const archiveRow = { y: height + 40, height: row };
    return {
        regions,
        bus: { ...columns.bus, ...hubRow },
        replay: { ...columns.bus, y: hubRow.y + hub + 36, height: row },
        rules: right.slice(0, rules.length),
        alarms: withAlarms ? right[rules.length] : undefined,
        suppressed: right[rules.length + withAlarms],
        topic: { ...columns.topic, ...hubRow },
        mailboxes: stacked(columns.mailbox, heights.mailboxes, height),
        exporter: { ...columns.relay, ...archiveRow },
        archive: { ...columns.rule, ...archiveRow, width: 176 },
        width,
        height: archiveRow.y + row + 4,
    };
}

/** The relay stands beside its Region, or group of Regions. */
export function relayOf({ y, height }: Box): Box {
    return { ...columns.relay, y: y + (height - row) / 2, height: row };
}

function groupHeight(names: number): number {
    return 48 + Math.ceil(names / namesInARow) * nameRow;
}

function total(heights: readonly number[]): number {
    return heights.reduce((sum, height) => sum + height + gap, -gap);
}

/** Boxes of the given heights in a column, centred. */
function stacked(column: Pick<Box, "x" | "width">, heights: readonly number[], height: number): readonly Box[] {
    const top = (height - total(heights)) / 2;
    return heights.map((own, index) => ({ ...column, y: top + total([...heights.slice(0, index), 0]), height: own }));
}
