import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { parseSettings, readSettings } from "../../settings";
import { least } from "./configs";

describe("settings: reading", () => {
    const { warn } = pulumi.log;
    afterEach(() => {
        pulumi.runtime.setAllConfig({});
        Object.assign(pulumi.log, { warn });
    });

    it("reads the stack's configuration when asked, and not before", () => {
        pulumi.runtime.setAllConfig({ ...least });
        assert.deepEqual(readSettings(), parseSettings(least));
        pulumi.runtime.setAllConfig({ ...least, "vigil:replayDays": "7" });
        assert.equal(readSettings().replayDays, 7);
    });

    it("throws what Pulumi prints without a stack trace", () => {
        assert.throws(readSettings, (error) => pulumi.RunError.isInstance(error));
    });

    it("asks Pulumi which values are secret", () => {
        const config = { ...least, "vigil:replayDays": "T0KEN" };
        pulumi.runtime.setAllConfig(config);
        assert.throws(readSettings, /T0KEN/);
        pulumi.runtime.setAllConfig(config, ["vigil:replayDays"]);
        assert.throws(readSettings, (error: Error) => !error.message.includes("T0KEN"));
    });

    it("logs its warnings", () => {
        const warnings: string[] = [];
        Object.assign(pulumi.log, { warn: (text: string) => Promise.resolve(warnings.push(text)) });
        pulumi.runtime.setAllConfig({ ...least, "aws:region": "ap-east-2", "vigil:skipUnavailable": "true" });
        readSettings();
        assert.deepEqual(warnings, [
            "Left out, because AWS does not offer it (settings/regions.ts, as of 2026-08): Macie in ap-east-2.",
        ]);
    });
});
