import type { Report, Result } from "../../proof/report";
import { lookOf } from "../results";
import { cellText, matrixOf } from "../summary";
import { type Markup, markup } from "./markup";
import { anchorOf } from "./result-section";

/** Region by Region and service by service: where it holds, with a link to the first result that counts. */
export function matrixSection(report: Report): Markup {
    const { services, rows } = matrixOf(report);
    return markup`<section aria-labelledby="matrix">
<h2 id="matrix">Regions and services</h2>
<div class="scroll" role="region" aria-labelledby="matrix" tabindex="0"><table class="matrix">
<thead><tr><th scope="col">Region</th>${services.map((service) => markup`<th scope="col">${service}</th>`)}</tr></thead>
<tbody>${rows.map(
        ({
            region,
            cells,
        }) => markup`<tr><th scope="row">${region === report.home ? `${region} (home)` : region}</th>${cells.map(cellShape)}</tr>
`,
    )}</tbody></table></div>
<p class="legend">How many results are as they should be; each number leads to the first one that is not.</p>
</section>
`;
}

function cellShape(cell: readonly [Result, ...Result[]] | undefined): Markup {
    if (cell === undefined) return markup`<td class="muted">–</td>`;
    const { kind } = lookOf(...cell);
    const shown = cell.find((result) => lookOf(result).kind === kind) ?? cell[0];
    return markup`<td><a class="${kind}" href="#${anchorOf(shown.id)}">${cellText(cell)}</a></td>`;
}
