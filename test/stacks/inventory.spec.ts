import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordStack } from "../support/stacks";

/** `UPDATE_INVENTORIES=1 npm test` writes the inventories anew; the difference then shows in the review. */
const update = process.env.UPDATE_INVENTORIES === "1";

async function inventoryOf(...stack: Parameters<typeof recordStack>): Promise<string[]> {
    const { resources } = await recordStack(...stack);
    return resources.map(({ type, name }) => `${type} ${name}`).sort();
}

function assertKnown(lines: readonly string[], inventory: string) {
    const file = join(__dirname, `${inventory}.inventory.txt`);
    if (update) writeFileSync(file, `${lines.join("\n")}\n`);
    assert.deepEqual(lines, readFileSync(file, "utf8").trimEnd().split("\n"));
}

describe("the inventory", () => {
    for (const stack of ["dev", "prod"]) {
        it(`of the ${stack} stack holds every resource by type and name, and no other`, async () => {
            assertKnown(await inventoryOf(stack), stack);
        });
    }

    const standalone = () => inventoryOf("dev");
    const inRole = (organization: object, changes: Readonly<Record<string, string>>) =>
        inventoryOf("dev", { ...changes, "vigil:organization": JSON.stringify(organization) });
    const silent = { "vigil:alerts": "{}" };
    const management = { role: "management", administrator: "222222222222" };

    for (const [inventory, organization] of [
        ["management", management],
        ["watched-management", { ...management, watchManagementAccount: true }],
        ["member", { role: "member" }],
    ] as const) {
        it(`of the dev stack as ${inventory}, with nobody to tell, is this and no more`, async () => {
            assertKnown(await inRole(organization, silent), `dev-${inventory}`);
        });
    }

    const members = { "333333333333": "shop@example.com", "444444444444": "web@example.com" };

    for (const [inventory, organization] of [
        ["administrator", { role: "administrator", members }],
        ["telling-member", { role: "member" }],
    ] as const) {
        it(`of the dev stack as ${inventory} differs from that as standalone in this and no more`, async () => {
            const [own, inOrganization] = [await standalone(), await inRole(organization, {})];
            const more = inOrganization.filter((line) => !own.includes(line)).map((line) => `+ ${line}`);
            const less = own.filter((line) => !inOrganization.includes(line)).map((line) => `- ${line}`);
            assertKnown([...more, ...less], `dev-${inventory}`);
        });
    }
});
