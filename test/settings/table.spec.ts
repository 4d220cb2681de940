import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingPaths } from "../support/setting-paths";
import { root } from "../support/stacks";

describe("docs/settings.md", () => {
    it("has a row for every setting, in order, and no other", () => {
        const page = readFileSync(join(root, "docs/settings.md"), "utf8");
        const rows = page.split("\n").filter((line) => line.startsWith("| `"));
        assert.deepEqual(
            rows,
            settingPaths().map(
                ({ path, meaning, default: standard, allowed }) =>
                    `| \`${path}\` | ${meaning} | ${standard} | ${allowed} |`,
            ),
        );
    });
});
