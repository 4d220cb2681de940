import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The checked-in inventory of a stack, as the changes that make it. */
export function creationOf(stack: string): string[] {
    const inventory = readFileSync(join(__dirname, `../../stacks/${stack}.inventory.txt`), "utf8");
    return inventory
        .trimEnd()
        .split("\n")
        .map((line) => `create ${line}`)
        .sort();
}
