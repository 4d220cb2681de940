import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordStack } from "../support/stacks";

/** `UPDATE_INVENTORIES=1 npm test` writes the inventories anew; the difference then shows in the review. */
const update = process.env.UPDATE_INVENTORIES === "1";

describe("the inventory", () => {
    for (const stack of ["dev", "prod"]) {
        it(`of the ${stack} stack holds every resource by type and name, and no other`, async () => {
            const recorded = await recordStack(stack);
            const lines = recorded.resources.map(({ type, name }) => `${type} ${name}`).sort();
            const file = join(__dirname, `${stack}.inventory.txt`);
            if (update) writeFileSync(file, `${lines.join("\n")}\n`);
            assert.deepEqual(lines, readFileSync(file, "utf8").trimEnd().split("\n"));
        });
    }
});
