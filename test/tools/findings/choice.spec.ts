import assert from "node:assert/strict";
import { periodOf, wordOf } from "../../../tools/findings/choice";
import { UserError } from "../../../tools/cli/user-error";

const now = Date.parse("2026-11-27T14:00:00Z");
const texts = (since: string, until?: string) => {
    const period = periodOf(since, until, now);
    return [period.since, period.until].map((moment) => new Date(moment).toISOString().slice(0, 16));
};

describe("the period", () => {
    it("is a span before now, or from the start of a day to the end of another", () => {
        assert.deepEqual(texts("24h"), ["2026-11-26T14:00", "2026-11-27T14:00"]);
        assert.deepEqual(texts("7d"), ["2026-11-20T14:00", "2026-11-27T14:00"]);
        assert.deepEqual(texts("2w", "24h"), ["2026-11-13T14:00", "2026-11-26T14:00"]);
        assert.deepEqual(texts("2026-11-01", "2026-11-10"), ["2026-11-01T00:00", "2026-11-11T00:00"]);
        assert.deepEqual(texts("2026-11-27"), ["2026-11-27T00:00", "2026-11-27T14:00"]);
        assert.deepEqual(texts("2026-11-27", "2026-11-27"), ["2026-11-27T00:00", "2026-11-27T14:00"]);
    });

    const syntax = "Write 24h, 7d or 2w, or a day (UTC) as 2026-11-27.";
    for (const [since, until, sentence] of [
        ["2026-11-28", undefined, "--since 2026-11-28: that day is in the future."],
        ["7d", "2027-01-01", "--until 2027-01-01: that day is in the future."],
        ["2026-02-30", undefined, `--since 2026-02-30: that is no period. ${syntax}`],
        ["2026-13-01", undefined, `--since 2026-13-01: that is no period. ${syntax}`],
        ["0d", undefined, `--since 0d: that is no period. ${syntax}`],
        ["7", undefined, `--since 7: that is no period. ${syntax}`],
        ["-7d", undefined, `--since -7d: that is no period. ${syntax}`],
        ["1.5d", undefined, `--since 1.5d: that is no period. ${syntax}`],
        ["7d", "last week", `--until last week: that is no period. ${syntax}`],
        ["999999w", undefined, `--since 999999w: that is more than ten years. ${syntax}`],
        ["24h", "7d", "--since 24h is not before --until 7d, so there is nothing between."],
        ["24h", "24h", "--since 24h is not before --until 24h, so there is nothing between."],
    ] as const) {
        it(`is not ${since} to ${until ?? "now"}`, () => {
            assert.throws(() => periodOf(since, until, now), new UserError(sentence));
        });
    }
});

describe("a word of a list", () => {
    it("is found in capitals or not, and nothing else is", () => {
        assert.equal(wordOf("--x", "MACIE", ["guardDuty", "macie"]), "macie");
        assert.throws(
            () => wordOf("--x", "guard", ["guardDuty", "macie"]),
            new UserError("--x guard: there is no such word. Did you mean guardDuty? Choose from guardDuty, macie."),
        );
        assert.throws(
            () => wordOf("--x", "detective", ["guardDuty", "macie"]),
            new UserError("--x detective: there is no such word. Choose from guardDuty, macie."),
        );
    });
});
