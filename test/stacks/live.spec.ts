import assert from "node:assert/strict";
import { stacksOf } from "../../tools/recording/stack-config";
import { rehearseProgram } from "../../tools/rehearsal/rehearse";
import { root } from "../support/stacks";

/** They are their users' to edit, to name and to add to: that alerts arrive is all that is asked of them. */
describe("the stack files at the top", () => {
    for (const stack of stacksOf(root)) {
        it(`Pulumi.${stack}.yaml parses, and its rehearsal is green`, async () => {
            const { report } = await rehearseProgram({ directory: root, stack });
            assert.deepEqual(
                report.results.filter(({ outcome, expected }) => outcome !== expected).map(({ id }) => id),
                [],
            );
        });
    }
});
