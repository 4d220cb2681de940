import type { Report } from "../../proof/report";
import { toldHeadings, toldRows } from "../told";
import { type Markup, markup } from "./markup";

/** Who is told of what; nothing where the default route is all there is. */
export function toldSection(report: Report): Markup {
    const rows = toldRows(report);
    if (rows.length === 0) return markup``;
    const cellsOf = ([name = "", ...cells]: readonly string[]) =>
        markup`<tr><th scope="row">${name}</th>${cells.map((cell) => markup`<td>${cell}</td>`)}</tr>
`;
    return markup`<section aria-labelledby="told">
<h2 id="told">Who is told</h2>
<div class="scroll" role="region" aria-labelledby="told" tabindex="0"><table class="matrix told">
<thead><tr>${toldHeadings.map((heading) => markup`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${rows.map(cellsOf)}</tbody></table></div>
<p class="legend">From which severity, and how many of the sample findings that are for a route reached all its receivers.</p>
</section>
`;
}
