import assert from "node:assert/strict";
import { kindOf, resourceTypes } from "../../../tools/recording/resource-types";
import { asConfig, everyReceiver, everythingOn } from "../../support/everything-on";
import { recordStack } from "../../support/stacks";

describe("the list of resource types", () => {
    it("has those that the program registers, and no other", async () => {
        const recordings = [
            await recordStack("dev"),
            await recordStack("prod"),
            await recordStack("dev", asConfig({ ...everythingOn, alerts: everyReceiver })),
        ];
        const registered = recordings.flatMap(({ resources }) => resources).filter(({ custom }) => custom);
        assert.deepEqual(
            [...new Set(registered.map(({ type }) => type))].sort(),
            Object.values<string>(resourceTypes).sort(),
        );
    });

    it("knows a type by its kind, and a stranger as none", () => {
        assert.equal(kindOf("aws:kms/key:Key"), "key");
        assert.equal(kindOf("aws:lambda/alias:Alias"), undefined);
    });
});
