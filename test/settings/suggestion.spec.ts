import assert from "node:assert/strict";
import { suggestion } from "../../settings/suggestion";

describe("suggestion", () => {
    const guesses: readonly (readonly [
        why: string,
        word: string,
        known: readonly string[],
        meant: string | undefined,
    ])[] = [
        ["a letter too many", "regionss", ["archive", "regions"], "regions"],
        ["a letter too few", "regons", ["archive", "regions"], "regions"],
        ["another letter", "EC3", ["LAMBDA", "EC2"], "EC2"],
        ["neighbours swapped", "CER", ["EC2", "ECR"], "ECR"],
        ["another case and other dashes", "fifteen-minutes", ["ONE_HOUR", "FIFTEEN_MINUTES"], "FIFTEEN_MINUTES"],
        ["only the beginning", "S3", ["EKS_AUDIT_LOGS", "S3_DATA_EVENTS"], "S3_DATA_EVENTS"],
        ["the nearest of several", "us-west-3", ["us-east-1", "us-west-1"], "us-west-1"],
        ["nothing alike", "atlantis", ["us-east-1", "eu-west-1"], undefined],
        ["a single letter", "e", ["us-east-1", "eu-west-1"], undefined],
    ];
    for (const [why, word, known, meant] of guesses) {
        it(`knows ${word} by ${why}`, () => {
            assert.equal(suggestion(word, known), meant);
        });
    }
});
