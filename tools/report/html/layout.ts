import { count } from "../../cli/lists";
import { type Edge, type Path, unused } from "./path";

export interface Box {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
}

type Placed<Item> = Item & { readonly box: Box };

/** What stands between bus and topic: an alert rule, the alarms, or what was suppressed. */
interface Stop {
    readonly name: string;
    readonly note: string;
    readonly title?: string;
    readonly kind?: "muted";
    readonly toRule?: Edge;
    readonly toTopic?: Edge;
}

/** From left to right, with room for a label between two columns. */
const columns = {
    region: { x: 30, width: 212 },
    relay: { x: 334, width: 78 },
    bus: { x: 510, width: 126 },
    rule: { x: 734, width: 144 },
    topic: { x: 978, width: 112 },
    mailbox: { x: 1188, width: 220 },
} as const;
const width = 1410;
const row = 42;
const hub = 60;
const gap = 14;

/** How many names of a group stand side by side. */
export const namesInARow = 2;
export const nameRow = 17;

/** Where everything on the map stands. */
export type Layout = ReturnType<typeof layoutOf>;

export function layoutOf(path: Path) {
    const { origins, mailboxes } = path;
    const stops = stopsOf(path);
    const heights = origins.map(({ regions }) => (regions.length === 1 ? row : groupHeight(regions.length)));
    const height = Math.max(230, ...[heights, stops.map(() => row), mailboxes.map(() => row)].map(total));
    const hubRow = { y: (height - hub) / 2, height: hub };
    const archiveRow = { y: height + 40, height: row };
    return {
        origins: stacked(origins, columns.region, height, heights),
        bus: { ...columns.bus, ...hubRow },
        replay: { ...columns.bus, y: hubRow.y + hub + 36, height: row },
        stops: stacked(stops, columns.rule, height),
        topic: { ...columns.topic, ...hubRow },
        mailboxes: stacked(mailboxes, columns.mailbox, height),
        exporter: { ...columns.relay, ...archiveRow },
        archive: { ...columns.rule, ...archiveRow, width: 176 },
        width,
        height: archiveRow.y + row + 4,
    };
}

function stopsOf({ rules, alarmToTopic, suppressed }: Path): readonly Stop[] {
    return [
        ...rules.map((rule) => ({ ...rule, title: `Alert rule for ${rule.name}, ${rule.note}` })),
        ...(alarmToTopic.state === "unused"
            ? []
            : [{ name: "Alarms", note: "at home, direct", toTopic: alarmToTopic }]),
        ...(suppressed === 0
            ? []
            : [{ name: "Suppressed", note: count(suppressed, "event"), kind: "muted" as const, toRule: unused }]),
    ];
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

/** Gives each item a box in a column, which is centred. */
function stacked<Item>(
    items: readonly Item[],
    column: Pick<Box, "x" | "width">,
    height: number,
    heights: readonly number[] = items.map(() => row),
): readonly Placed<Item>[] {
    const top = (height - total(heights)) / 2;
    return items.map((item, index) => {
        const y = top + total([...heights.slice(0, index), 0]);
        return { ...item, box: { ...column, y, height: heights[index] ?? row } };
    });
}
