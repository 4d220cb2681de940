import { labelOf, type Report } from "../../proof/report";
import { looks } from "../results";
import { type Markup, markup } from "./markup";
import { type Place, placesOf } from "./places";

/** From left to right; on a narrow screen, from top to bottom. */
const columns = {
    region: "Regions, each with its relay",
    home: "Home",
    rule: "Alert rules and alarms",
    topic: "Topics",
    receiver: "Receivers",
} as const satisfies Record<Place["column"], string>;

/** The path of every finding as a picture: where it holds, and where it breaks. */
export function mapOf(report: Report): Markup {
    const places = placesOf(report);
    return markup`<ol class="map">${Object.entries(columns).map(
        ([column, title]) => markup`<li><h3>${title}</h3>
${places.filter((place) => place.column === column).map((place) => placeShape(place, report.home))}</li>
`,
    )}</ol>`;
}

/** A box with a name, and a smaller note below; a group of Regions has all their names in it. */
function placeShape({ name, note, title, regions = [], state, broken }: Place, home: string): Markup {
    // Not everybody can tell by the colour.
    const hops = [...new Set(broken.map(({ hop }) => hop))].join(", ");
    const reasons = broken.map(({ resource, reason }) => `${labelOf(resource)}: ${reason}`).join("\n");
    const names = regions.map((region) => markup`<span class="${region === home ? "home" : ""}">${region}</span>`);
    return markup`<div class="place ${state}" title="${title ?? name}"><b>${name}</b>${note && markup`<span>${note}</span>`}
${regions.length > 1 ? markup`<div class="names">${names}</div>` : undefined}${hops && markup`<em title="${reasons}">${(state === "broken" ? looks.failed : looks.unproven).sign} ${hops}</em>`}</div>
`;
}
