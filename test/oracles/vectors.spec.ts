import assert from "node:assert/strict";
import { join } from "node:path";

import type { Result } from "./check-vector";
import { runVectors } from "./run-vectors";

const files = runVectors(join(__dirname, "vectors"));

/** Vectors of tier `quirk` that are known to fail. */
const knownQuirks = ["ep-s0586"];

const failuresOf = (results: readonly Result[]): string[] =>
    results
        .filter(({ id, passed }) => !passed && !knownQuirks.includes(id))
        .map(({ id, expected, got }) => `${id}: expected ${expected}, got ${got}`);

describe("the evaluators", () => {
    it("are asked all vectors", () => {
        assert.deepEqual(
            files.map(({ name, results }) => [name, results.length]),
            [
                ["event-patterns.jsonl", 831],
                ["iam-policies.jsonl", 340],
                ["input-transformers.jsonl", 52],
                ["patterns-on-events.jsonl", 17],
            ],
        );
    });

    it("fail no other quirk than those known", () => {
        const failed = files.flatMap(({ results }) => results.filter(({ passed, binding }) => !passed && !binding));
        assert.deepEqual(
            failed.map(({ id }) => id),
            knownQuirks,
        );
    });

    for (const { name, results } of files) {
        describe(name, () => {
            for (const group of new Set(results.map((result) => result.group))) {
                const members = results.filter((result) => result.group === group);
                it(`gives the answers of the ${members.length} vectors of ${group}`, () => {
                    assert.deepEqual(failuresOf(members), []);
                });
            }
        });
    }
});
