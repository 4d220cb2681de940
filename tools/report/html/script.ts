/** The filter over the results; without it the page is as readable, only longer. */
export const script = `
const form = document.getElementById("filter");
const words = document.getElementById("words");
const outcome = document.getElementById("outcome");
const found = document.getElementById("found");
const regions = [...document.querySelectorAll("details.region")].map((details) => ({ details, open: details.open }));
const rows = [...document.querySelectorAll("tr[data-outcome]")].map((row) => ({ row, text: row.textContent.toLowerCase() }));

function filter() {
    const wanted = words.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const filtering = wanted.length > 0 || outcome.value !== "";
    for (const { row, text } of rows)
        row.hidden =
            (outcome.value !== "" && row.dataset.outcome !== outcome.value) || !wanted.every((word) => text.includes(word));
    for (const { details, open } of regions) {
        const hit = details.querySelector("tr[data-outcome]:not([hidden])") !== null;
        details.hidden = !hit;
        details.open = filtering ? hit : open;
    }
    const shown = rows.filter(({ row }) => !row.hidden).length;
    found.textContent = filtering ? shown + " of " + rows.length + " results" : rows.length + " results";
}

form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
`;
