import { labelOf } from "../../proof/report";
import type { Box } from "./layout";
import { markup, type Markup } from "./markup";
import type { Edge } from "./edges";

export interface Place {
    readonly name: string;
    readonly note?: string;
    /** Shown on hovering, and to screen readers. */
    readonly title?: string;
    readonly kind?: "broken" | "muted" | undefined;
    /** In a large box, below name and note. */
    readonly details?: readonly Markup[];
}

/** A edge as it is drawn, with the point around which its label stands. */
export interface Line {
    readonly edge: Edge;
    readonly path: string;
    readonly x: number;
    readonly y: number;
}

/** A box with a name, and a smaller note below. */
export function placeShape({ x, y, width, height }: Box, { name, note, title, kind, details }: Place): Markup {
    const top = y + (details ? 26 : height / 2 + (note === undefined ? 5 : -3));
    return markup`<g class="place ${kind ?? ""}"><title>${title ?? name}</title>
<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="9"/>
<text class="name" x="${x + 14}" y="${top}">${shortened(name, (width - 20) / 8)}</text>
${note === undefined ? undefined : markup`<text class="note" x="${x + 14}" y="${top + 16}">${note}</text>`}${details}</g>
`;
}

/** From the right edge of one box to the left edge of another. */
export function curve(from: Box, to: Box, edge: Edge): Line {
    const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
    const x = (x1 + x2) / 2;
    return { edge, path: `M${x1} ${y1} C${x} ${y1} ${x} ${y2} ${x2} ${y2}`, x, y: (y1 + y2) / 2 };
}

export function lineShape({ edge, path }: Line): Markup {
    return markup`<path class="edge ${edge.state}" d="${path}"/>
`;
}

/** Where a line is broken, a label says at which hop: colour alone does not tell everybody. */
export function labelShape({ edge, x, y }: Line): Markup | undefined {
    if (edge.state !== "broken") return undefined;
    const hops = [...new Set(edge.broken.map(({ hop }) => hop))].join(", ");
    const width = hops.length * 6.2 + 30;
    return markup`<g class="label"><title>${edge.broken.map(({ resource, reason }) => `${labelOf(resource)}: ${reason}`).join("\n")}</title>
<rect x="${x - width / 2}" y="${y - 11}" width="${width}" height="22" rx="11"/>
<text x="${x}" y="${y + 4}">✘ ${hops}</text></g>
`;
}

function shortened(text: string, most: number): string {
    return text.length > most ? `${text.slice(0, Math.floor(most) - 1)}…` : text;
}
