import assert from "node:assert/strict";
import { plainTable } from "../../../tools/cli/table";

const table = (width: number, cell = "ec2 and ecr are scanned") =>
    plainTable(
        [
            { heading: "Region", width: 20 },
            { heading: "Detector", width: 12 },
            { heading: "Inspector", width },
        ],
        [["✔ eu-west-1 (home)", "enabled", cell]],
    );

describe("a table", () => {
    it("continues a long text below", () => {
        assert.equal(
            table(16),
            `
  Region              Detector    Inspector
  ✔ eu-west-1 (home)  enabled     ec2 and ecr
                                  are scanned`.slice(1),
        );
    });

    it("becomes a list where a column is narrower than one of its words", () => {
        const list = `
  ✔ eu-west-1 (home)
    Detector: enabled
    Inspector: ec2 and ecr are scanned`.slice(1);
        assert.equal(table(10), list);
        assert.equal(table(12, "CONTINUOUS_SCAN"), list.replace("ec2 and ecr are scanned", "CONTINUOUS_SCAN"));
    });

    it("leaves out of the list what is empty, and breaks its lines between words", () => {
        const columns = [
            { heading: "Region", width: 4 },
            { heading: "What", width: 22 },
        ];
        assert.equal(plainTable(columns, [["", "one two three four five"]]), "    What: one two three four\n    five");
    });
});
