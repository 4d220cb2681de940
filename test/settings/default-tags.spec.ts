import assert from "node:assert/strict";
import { tagsOf } from "../../components/tags";
import { parseSettings } from "../../settings";
import { ownTags } from "../../settings/default-tags";
import { record } from "../support/record";
import { least } from "./configs";

const warningsOf = (defaultTags: string) => {
    const warnings: string[] = [];
    parseSettings({ ...least, "aws:defaultTags": defaultTags }, [], (warning) => warnings.push(warning));
    return warnings;
};

describe("settings: default tags", () => {
    it("of the program's own keys are told to have no effect, in whatever capitals", () => {
        assert.deepEqual(warningsOf('{"tags":{"Project":"acme","owner":"soc","stack":"x"}}'), [
            "aws:defaultTags has Project, stack: Vigil sets Project, Stack, Component itself, as the deployer's permissions " +
                "are narrowed by them, so yours do not apply; and IAM refuses keys that differ in capitals alone. Use other keys.",
        ]);
    });

    it("of other keys, or of none, are nobody's business", () => {
        for (const harmless of ['{"tags":{"owner":"soc"}}', '{"tags":"{}"}', "{}", "null", "no JSON", '"text"'])
            assert.deepEqual(warningsOf(harmless), [], harmless);
    });

    it("are compared with the keys that the components really set", async () => {
        const { outputs } = await record(() => ({ keys: Object.keys(tagsOf("AlertTopic")) }));
        assert.deepEqual(outputs.keys, ownTags);
    });
});
