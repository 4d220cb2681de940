import assert from "node:assert/strict";
import { kindOf, resourceTypes } from "../../../tools/recording/resource-types";
import { asConfig, everyReceiver, everythingOn } from "../../support/everything-on";
import { inOrganization } from "../../support/in-organization";
import { recordStack } from "../../support/stacks";

describe("the list of resource types", () => {
    it("has those that the program registers, and no other, and what it looks up that needs a permission", async () => {
        const settings = [{}, { ...everythingOn, alerts: everyReceiver }, ...Object.values(inOrganization)];
        const recordings = [await recordStack("prod")];
        for (const changes of settings) recordings.push(await recordStack("dev", asConfig(changes)));
        const registered = recordings.flatMap(({ resources }) => resources).filter(({ custom }) => custom);
        const lookedUp = recordings.flatMap(({ calls }) => calls).map(({ token }) => token);
        const without = /getCallerIdentity|getPartition|getParameter/;
        assert.deepEqual(
            [
                ...new Set([
                    ...registered.map(({ type }) => type),
                    ...lookedUp.filter((token) => !without.test(token)),
                ]),
            ].sort(),
            Object.values<string>(resourceTypes).sort(),
        );
    });

    it("knows a type by its kind, and a stranger as none", () => {
        assert.equal(kindOf("aws:kms/key:Key"), "key");
        assert.equal(kindOf("aws:lambda/alias:Alias"), undefined);
    });
});
