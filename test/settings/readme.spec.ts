import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingPaths } from "../../settings";

describe("settings: the README", () => {
    it("has a row for every setting, in order, and no other", () => {
        const readme = readFileSync(join(__dirname, "../../README.md"), "utf8");
        const rows = readme.split("\n").filter((line) => /^\| `(vigil|aws):/.test(line));
        assert.deepEqual(
            rows,
            settingPaths().map(
                ({ path, meaning, default: standard, legal }) =>
                    `| \`${path}\` | ${meaning} | ${standard} | ${legal} |`,
            ),
        );
    });
});
