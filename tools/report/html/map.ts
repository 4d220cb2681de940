import { count, grouped } from "../../cli/lists";
import { labelOf, type Report } from "../../proof/report";
import { looks } from "../results";
import { type Box, type Layout, layoutOf, nameRow, namesInARow, relayOf } from "./layout";
import { type Markup, markup } from "./markup";
import { type Edge, type Origin, type Path, pathOf } from "./path";

interface Place {
    readonly name: string;
    readonly note?: string;
    /** Shown on hovering, and to screen readers. */
    readonly title?: string;
    readonly kind?: "broken" | "unproven" | "muted" | undefined;
    /** In a large box, below name and note. */
    readonly details?: readonly Markup[];
}

/** An edge as it is drawn, with the point around which its label stands. */
interface Line {
    readonly edge: Edge;
    readonly curve: string;
    readonly x: number;
    readonly y: number;
}

/** The path of every finding as a picture: where it holds, and where it breaks. */
export function mapOf(report: Report): Markup {
    const path = pathOf(report);
    const layout = layoutOf(path);
    // Broken ones last, so that no other line covers them.
    const rank = ({ edge }: Line) => (edge.broken.length > 0 ? 1 : 0);
    const lines = [...linesOf(path, layout)].sort((one, other) => rank(one) - rank(other));
    const { x, y, width } = layout.topic;
    const labels = [...lines, { edge: path.topic, curve: "", x: x + width / 2, y: y - 18 }];
    // Lines that meet, as those of all exports do, have one label.
    const places = grouped(
        labels.filter(({ edge }) => edge.broken.length > 0),
        (line) => `${line.x} ${line.y}`,
    );
    return markup`<svg class="map" viewBox="0 -2 ${layout.width} ${layout.height}" role="img" aria-labelledby="map-title">
<title id="map-title">From each Region through its relay to the findings bus, an alert rule, the alert topic and the
mailboxes; and from each Region into the findings archive.</title>
${lines.map(lineShape)}${placesOf(path, layout, report.home)}${[...places.values()].map(labelShape)}</svg>`;
}

function linesOf(path: Path, layout: Layout): readonly Line[] {
    const { origins, bus, replay, stops, topic, mailboxes, exporter, archive } = layout;
    const busFoot = { x: bus.x + bus.width / 2, y: (bus.y + bus.height + replay.y) / 2 };
    return [
        ...origins.flatMap(({ box, toRelay, toBus, toExport }) => [
            around(box, exporter, toExport),
            between(box, relayOf(box), toRelay),
            between(relayOf(box), bus, toBus),
        ]),
        { edge: path.toReplay, curve: `M${busFoot.x} ${bus.y + bus.height} V${replay.y}`, ...busFoot },
        ...stops.flatMap(({ box, toRule, toTopic }) => [
            ...(toRule ? [between(bus, box, toRule)] : []),
            ...(toTopic ? [between(box, topic, toTopic)] : []),
        ]),
        ...mailboxes.map(({ box, toMailbox }) => between(topic, box, toMailbox)),
        between(exporter, archive, path.toArchive),
    ];
}

function placesOf({ toReplay, toArchive, topic: toTake }: Path, layout: Layout, home: string): readonly Markup[] {
    const { origins, bus, replay, stops, topic, mailboxes, exporter, archive } = layout;
    return [
        ...origins.map((origin) => placeShape(origin.box, originPlace(origin, origin.box, home))),
        ...origins.map(({ box }) => placeShape(relayOf(box), { name: "Relay" })),
        placeShape(bus, { name: "Findings bus", note: "at home" }),
        placeShape(replay, { name: "Replay", note: "event archive", kind: broken(toReplay) }),
        ...stops.map(({ box, toRule, toTopic, ...place }) =>
            placeShape(box, { kind: broken(toRule, toTopic), ...place }),
        ),
        placeShape(topic, { name: "Alert topic", note: "own key", kind: broken(toTake) }),
        ...mailboxes.map(({ box, name, title, toMailbox }) =>
            placeShape(box, { name, title, note: "mailbox", kind: broken(toMailbox) }),
        ),
        placeShape(exporter, { name: "Export" }),
        placeShape(archive, { name: "Findings archive", note: "bucket, own key", kind: broken(toArchive) }),
    ];
}

function originPlace({ regions, toRelay, toBus, toExport }: Origin, { x, y }: Box, home: string): Place {
    const kind = broken(toRelay, toBus, toExport);
    const [only = ""] = regions;
    if (regions.length === 1) return { name: only, kind, note: only === home ? "home Region" : "Region" };
    const details = regions.map((region, index) => {
        const [column, row] = [index % namesInARow, Math.floor(index / namesInARow)];
        return markup`<text class="note ${region === home ? "home" : ""}" x="${x + 14 + column * 96}" y="${y + 50 + row * nameRow}">${region}</text>`;
    });
    return { name: count(regions.length, "Region"), title: regions.join(", "), kind, details };
}

/** Down on the left of all Regions, where it crosses no other line. */
function around(region: Box, exporter: Box, edge: Edge): Line {
    const [top, bottom] = [region.y + region.height / 2, exporter.y + exporter.height / 2];
    const curve = `M${region.x} ${top} H24 Q12 ${top} 12 ${top + 12} V${bottom - 12} Q12 ${bottom} 24 ${bottom} H${exporter.x}`;
    return { edge, curve, x: region.x + region.width / 2, y: bottom };
}

function broken(...edges: readonly (Edge | undefined)[]): Place["kind"] {
    return (["broken", "unproven"] as const).find((kind) => edges.some((edge) => edge?.state === kind));
}

/** A box with a name, and a smaller note below. */
function placeShape({ x, y, width, height }: Box, { name, note, title, kind, details }: Place): Markup {
    const top = y + (details ? 26 : height / 2 + (note === undefined ? 5 : -3));
    return markup`<g class="place ${kind ?? ""}"><title>${title ?? name}</title>
<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="9"/>
<text class="name" x="${x + 14}" y="${top}">${shortened(name, (width - 18) / 8.5)}</text>
${note === undefined ? undefined : markup`<text class="note" x="${x + 14}" y="${top + 16}">${note}</text>`}${details}</g>
`;
}

/** From the right edge of one box to the left edge of another. */
function between(from: Box, to: Box, edge: Edge): Line {
    const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
    const x = (x1 + x2) / 2;
    return { edge, curve: `M${x1} ${y1} C${x} ${y1} ${x} ${y2} ${x2} ${y2}`, x, y: (y1 + y2) / 2 };
}

function lineShape({ edge, curve }: Line): Markup {
    return markup`<path class="edge ${edge.state}" d="${curve}"/>
`;
}

/** Names the hop at which a line is broken: not everybody can tell by the colour. */
function labelShape(lines: readonly [Line, ...Line[]]): Markup {
    const [{ x, y }] = lines;
    const steps = lines.flatMap(({ edge }) => edge.broken);
    const hops = [...new Set(steps.map(({ hop }) => hop))].join(", ");
    const width = hops.length * 6.2 + 30;
    const isBroken = lines.some(({ edge }) => edge.state === "broken");
    return markup`<g class="label ${isBroken ? "" : "unproven"}"><title>${steps.map(({ resource, reason }) => `${labelOf(resource)}: ${reason}`).join("\n")}</title>
<rect x="${x - width / 2}" y="${y - 11}" width="${width}" height="22" rx="11"/>
<text x="${x}" y="${y + 4}">${(isBroken ? looks.failed : looks.unproven).sign} ${hops}</text></g>
`;
}

function shortened(text: string, most: number): string {
    return text.length > most ? `${text.slice(0, Math.floor(most) - 1)}…` : text;
}
