import assert from "node:assert/strict";
import { matchesType } from "../../findings/type-pattern";

const type = "UnauthorizedAccess:EC2/TorClient";

describe("A pattern of finding types", () => {
    const fits = [type, "*", "**", "UnauthorizedAccess:*", "*/TorClient", "*:EC2/*", "Un*:*/Tor*Client", `${type}*`];
    for (const pattern of fits) {
        it(`fits: ${pattern}`, () => {
            assert.equal(matchesType(pattern, type), true);
        });
    }

    const misses = [
        "",
        "UnauthorizedAccess",
        "TorClient",
        "unauthorizedaccess:*",
        "*:EC2",
        "EC2/*",
        "*:S3/*",
        // The parts are there, but in the wrong order, or only by sharing a letter.
        "*TorClient*EC2*",
        "UnauthorizedAccess:EC2/TorC*Client",
        "*TorClient*TorClient",
    ];
    for (const pattern of misses) {
        it(`does not fit: ${pattern}`, () => {
            assert.equal(matchesType(pattern, type), false);
        });
    }

    it("is matched at once, whatever the pattern", () => {
        const started = Date.now();
        assert.equal(matchesType(`${"a*".repeat(5_000)}b`, "a".repeat(10_000)), false);
        assert.ok(Date.now() - started < 1_000);
    });
});
