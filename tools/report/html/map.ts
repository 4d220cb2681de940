import type { Report } from "../../proof/report";
import { count } from "../../cli/lists";
import { layoutOf, nameRow, namesInARow, relayOf, type Box, type Layout } from "./layout";
import { markup, type Markup } from "./markup";
import { curve, labelShape, lineShape, placeShape, type Line, type Place } from "./shapes";
import type { Edge } from "./edges";
import { wayOf, type Origin, type Way } from "./way";

/** The way of every finding as a picture: where it holds, and where it breaks. */
export function mapOf(report: Report): Markup {
    const way = wayOf(report);
    const layout = layoutOf(way);
    // Broken ones last, so that no other line covers them.
    const lines = [...linesOf(way, layout)].sort(
        (one, other) => Number(isBroken(one.edge)) - Number(isBroken(other.edge)),
    );
    return markup`<svg class="map" viewBox="0 -2 ${layout.width} ${layout.height}" role="img" aria-labelledby="map-title">
<title id="map-title">From each region over its relay to the findings bus, an alert rule, the alert topic and the
mailboxes; and from each region into the findings archive.</title>
${lines.map(lineShape)}${placesOf(way, layout, report.home)}${lines.map(labelShape)}</svg>`;
}

function linesOf(way: Way, layout: Layout): readonly Line[] {
    const { regions, bus, replay, rules, alarms, suppressed, topic, mailboxes, exporter, archive } = layout;
    const busFoot = { x: bus.x + bus.width / 2, y: (bus.y + bus.height + replay.y) / 2 };
    return [
        ...pairs(way.origins, regions).map(([{ toExport }, box]) => around(box, exporter, toExport)),
        ...pairs(way.origins, regions).map(([{ toRelay }, region]) => curve(region, relayOf(region), toRelay)),
        ...pairs(way.origins, regions).map(([{ toBus }, region]) => curve(relayOf(region), bus, toBus)),
        { edge: way.toReplay, path: `M${busFoot.x} ${bus.y + bus.height} V${replay.y}`, ...busFoot },
        ...pairs(way.rules, rules).map(([{ fromBus }, rule]) => curve(bus, rule, fromBus)),
        ...(alarms ? [curve(alarms, topic, way.alarms)] : []),
        ...(suppressed ? [curve(bus, suppressed, { state: "unused", broken: [] })] : []),
        ...pairs(way.rules, rules).map(([{ toTopic }, rule]) => curve(rule, topic, toTopic)),
        ...pairs(way.mailboxes, mailboxes).map(([{ fromTopic }, mailbox]) => curve(topic, mailbox, fromTopic)),
        curve(exporter, archive, way.toArchive),
    ];
}

function placesOf(way: Way, layout: Layout, home: string): readonly Markup[] {
    const { regions, bus, replay, rules, alarms, suppressed, topic, mailboxes, exporter, archive } = layout;
    return [
        ...pairs(way.origins, regions).map(([origin, box]) => placeShape(box, originPlace(origin, box, home))),
        ...regions.map((region) => placeShape(relayOf(region), { name: "Relay" })),
        placeShape(bus, { name: "Findings bus", note: "at home" }),
        placeShape(replay, { name: "Replay", note: "event archive", kind: broken(way.toReplay) }),
        ...pairs(way.rules, rules).map(([{ name, note, fromBus, toTopic }, box]) =>
            placeShape(box, { name, note, title: `Alert rule for ${name}, ${note}`, kind: broken(fromBus, toTopic) }),
        ),
        ...(alarms ? [placeShape(alarms, { name: "Alarms", note: "at home, direct", kind: broken(way.alarms) })] : []),
        ...(suppressed
            ? [placeShape(suppressed, { name: "Suppressed", note: count(way.suppressed, "event"), kind: "muted" })]
            : []),
        placeShape(topic, { name: "Alert topic", note: "own key" }),
        ...pairs(way.mailboxes, mailboxes).map(([{ name, title, fromTopic }, box]) =>
            placeShape(box, { name, title, note: "mailbox", kind: broken(fromTopic) }),
        ),
        placeShape(exporter, { name: "Export" }),
        placeShape(archive, { name: "Findings archive", note: "bucket, own key", kind: broken(way.toArchive) }),
    ];
}

function originPlace({ regions, toRelay, toBus, toExport }: Origin, { x, y }: Box, home: string): Place {
    const kind = broken(toRelay, toBus, toExport);
    const [only = ""] = regions;
    if (regions.length === 1) return { name: only, kind, note: only === home ? "home region" : "region" };
    const details = regions.map((region, index) => {
        const [column, row] = [index % namesInARow, Math.floor(index / namesInARow)];
        return markup`<text class="note ${region === home ? "home" : ""}" x="${x + 14 + column * 96}" y="${y + 50 + row * nameRow}">${region}</text>`;
    });
    return { name: count(regions.length, "region"), title: regions.join(", "), kind, details };
}

/** Down on the left of all regions, so that it crosses nothing. */
function around(region: Box, exporter: Box, edge: Edge): Line {
    const [top, bottom] = [region.y + region.height / 2, exporter.y + exporter.height / 2];
    const path = `M${region.x} ${top} H24 Q12 ${top} 12 ${top + 12} V${bottom - 12} Q12 ${bottom} 24 ${bottom} H${exporter.x}`;
    return { edge, path, x: region.x + region.width / 2, y: bottom };
}

function broken(...edges: readonly Edge[]): Place["kind"] {
    return edges.some(isBroken) ? "broken" : undefined;
}

function isBroken({ state }: Edge): boolean {
    return state === "broken";
}

/** What is drawn, with the box it is drawn in; both lists are of one length. */
function pairs<One, Other>(ones: readonly One[], others: readonly Other[]): [One, Other][] {
    return ones.flatMap((one, index) => {
        const other = others[index];
        return other === undefined ? [] : [[one, other]];
    });
}
