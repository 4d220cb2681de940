import assert from "node:assert/strict";
import { serviceFacts, serviceKeys } from "../../findings/services";

describe("services", () => {
    it("come in story order", () => {
        assert.deepEqual(serviceKeys, ["guardDuty", "macie", "inspector"]);
    });

    it("send findings under AWS's own names", () => {
        assert.deepEqual(serviceFacts, {
            guardDuty: { name: "GuardDuty", source: "aws.guardduty", detailType: "GuardDuty Finding" },
            macie: { name: "Macie", source: "aws.macie", detailType: "Macie Finding" },
            inspector: { name: "Inspector", source: "aws.inspector2", detailType: "Inspector2 Finding" },
        });
    });
});
