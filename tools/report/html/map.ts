import { grouped } from "../../cli/lists";
import { labelOf, type Report } from "../../proof/report";
import { shortened } from "../mail";
import { looks } from "../results";
import { type Box, layoutOf, nameRow, namesInARow } from "./layout";
import { type Markup, markup } from "./markup";
import type { Mark } from "./marks";
import { pathOf } from "./path";
import type { Place } from "./place";

/** A line as it is drawn, with the point around which its label stands. */
interface Line {
    readonly mark: Mark;
    readonly curve: string;
    readonly x: number;
    readonly y: number;
}

/** The path of every finding as a picture: where it holds, and where it breaks. */
export function mapOf(report: Report): Markup {
    const places = pathOf(report);
    const { boxes, width, height } = layoutOf(places);
    const boxOf = (key: string) => boxes.get(key) ?? { x: 0, y: 0, width: 0, height: 0 };
    const lines = places.flatMap(({ key, lines = [] }) =>
        lines.map(({ to, mark }) => ({ mark, ...curveFrom(boxOf(key), boxOf(to), to) })),
    );
    // Broken ones last, so that no other line covers them.
    const rank = ({ mark }: Line) => (mark.broken.length > 0 ? 1 : 0);
    lines.sort((one, other) => rank(one) - rank(other));
    const hubs = places.flatMap(({ key, own }) => {
        const { x, y, width } = boxOf(key);
        return own ? [{ mark: own, curve: "", x: x + width / 2, y: y - 18 }] : [];
    });
    // Lines that meet, as those of all exports do, have one label.
    const labels = grouped(
        [...lines, ...hubs].filter(({ mark }) => mark.broken.length > 0),
        (line) => `${line.x} ${line.y}`,
    );
    return markup`<svg class="map" viewBox="0 -2 ${width} ${height}" role="img" aria-labelledby="map-title">
<title id="map-title">From each Region through its relay to the findings bus, an alert rule, the alert topic and the
mailboxes; and from each Region into the findings archive.</title>
${lines.map(
    ({ mark, curve }) => markup`<path class="edge ${mark.state}" d="${curve}"/>
`,
)}${places.map((place) => placeShape(place, boxOf(place.key), report.home))}${[...labels.values()].map(labelShape)}</svg>`;
}

/** From the right edge of one box to the left edge of another; or straight down. */
function curveFrom(from: Box, to: Box, key: string): Omit<Line, "mark"> {
    if (key === "export") return around(from, to);
    const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
    const [x, y] = [(x1 + x2) / 2, (from.y + from.height + to.y) / 2];
    if (from.x === to.x) return { curve: `M${x} ${from.y + from.height} V${to.y}`, x, y };
    return { curve: `M${x1} ${y1} C${x} ${y1} ${x} ${y2} ${x2} ${y2}`, x, y: (y1 + y2) / 2 };
}

/** Down on the left of all Regions, where it crosses no other line. */
function around(region: Box, exporter: Box): Omit<Line, "mark"> {
    const [top, bottom] = [region.y + region.height / 2, exporter.y + exporter.height / 2];
    const curve = `M${region.x} ${top} H24 Q12 ${top} 12 ${top + 12} V${bottom - 12} Q12 ${bottom} 24 ${bottom} H${exporter.x}`;
    return { curve, x: region.x + region.width / 2, y: bottom };
}

/** A box with a name, and a smaller note below; a group of Regions has all their names in it. */
function placeShape({ name, note, title, column, regions = [], ...place }: Place, box: Box, home: string): Markup {
    const { x, y, width, height } = box;
    const isGroup = column === "region" && regions.length > 1;
    const top = y + (isGroup ? 26 : height / 2 + (note === undefined ? 5 : -3));
    const names = regions.map((region, index) => {
        const [across, down] = [index % namesInARow, Math.floor(index / namesInARow)];
        return markup`<text class="note ${region === home ? "home" : ""}" x="${x + 14 + across * 101}" y="${y + 50 + down * nameRow}">${region}</text>`;
    });
    return markup`<g class="place ${look(place)}"><title>${title ?? name}</title>
<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="9"/>
<text class="name" x="${x + 14}" y="${top}">${shortened(name, (width - 18) / 8.5)}</text>
${note === undefined ? undefined : markup`<text class="note" x="${x + 14}" y="${top + 16}">${note}</text>`}${isGroup ? names : undefined}</g>
`;
}

function look({ key, marks = [] }: Pick<Place, "key" | "marks">): string {
    if (key === "suppressed") return "muted";
    return (["broken", "unproven"] as const).find((state) => marks.some((mark) => mark.state === state)) ?? "";
}

/** Names the hop at which a line is broken: not everybody can tell by the colour. */
function labelShape(lines: readonly [Line, ...Line[]]): Markup {
    const [{ x, y }] = lines;
    const steps = lines.flatMap(({ mark }) => mark.broken);
    const hops = [...new Set(steps.map(({ hop }) => hop))].join(", ");
    const width = hops.length * 6.2 + 30;
    const isBroken = lines.some(({ mark }) => mark.state === "broken");
    return markup`<g class="label ${isBroken ? "" : "unproven"}"><title>${steps.map(({ resource, reason }) => `${labelOf(resource)}: ${reason}`).join("\n")}</title>
<rect x="${x - width / 2}" y="${y - 11}" width="${width}" height="22" rx="11"/>
<text x="${x}" y="${y + 4}">${(isBroken ? looks.failed : looks.unproven).sign} ${hops}</text></g>
`;
}
