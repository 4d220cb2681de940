import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runScript } from "../support/run-script";
import { oracles } from "./oracles";

const pattern = (id: string, match: boolean, more: object = {}): object => ({
    id,
    pattern: '{"a":[1]}',
    event: '{"a":1}',
    valid: true,
    match,
    ...more,
});

describe("oracles", () => {
    let directory = "";

    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "oracles-"));
    });

    afterEach(() => {
        rmSync(directory, { recursive: true });
    });

    const write = (name: string, ...lines: (object | string)[]): void => {
        const path = join(directory, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
    };

    const run = async (...args: string[]): Promise<[number, ...string[]]> => {
        let printed = "";
        const print = (text: string) => (printed += text);
        const code = await oracles(args, { print, printError: print });
        return [code, ...printed.trimEnd().split("\n")];
    };

    it("counts what passed in every file", async () => {
        write("b.jsonl", pattern("b1", true), "");
        write("a.jsonl", pattern("a1", true), pattern("a2", true));
        assert.deepEqual(await run(directory), [
            0,
            "a.jsonl: 2 passed, 0 failed",
            "b.jsonl: 1 passed, 0 failed",
            "total: 3 passed, 0 failed",
        ]);
    });

    it("fails with what was expected and what it got", async () => {
        write("a.jsonl", pattern("a1", true), pattern("a2", false), pattern("a3", true, { event: '{"a":2}' }));
        assert.deepEqual(await run(directory), [
            1,
            "a.jsonl: 1 passed, 2 failed",
            "  failed a2: expected no match, got match",
            "  failed a3: expected match, got no match (a is 2, wanted 1)",
            "total: 1 passed, 2 failed",
        ]);
    });

    it("reports quirks and likely answers apart, without failing", async () => {
        write("a.jsonl", pattern("a1", false, { tier: "quirk" }), pattern("a2", true, { certainty: "likely" }));
        assert.deepEqual(await run(directory), [
            0,
            "a.jsonl: 0 passed, 0 failed; quirks, apart: 1 passed, 1 failed",
            "  failed, apart a1: expected no match, got match",
            "total: 0 passed, 0 failed; quirks, apart: 1 passed, 1 failed",
        ]);
    });

    it("takes an invalid pattern for an answer", async () => {
        const invalid = { pattern: "{}", valid: false, match: null };
        write("a.jsonl", pattern("a1", true, invalid), pattern("a2", true, { ...invalid, valid: true, match: true }));
        const [code, , failure] = await run(directory);
        assert.equal(code, 1);
        assert.equal(
            failure,
            "  failed a2: expected match, got invalid (The event pattern must not be an empty object.)",
        );
    });

    it("takes an error of an evaluator for a wrong answer", async () => {
        write("a.jsonl", pattern("a1", true, { event: "[]" }));
        const [code, , failure] = await run(directory);
        assert.equal(code, 1);
        assert.equal(failure, "  failed a1: expected an answer, got EventError: The event must be a JSON object.");
    });

    it("is a command that says it in one line and exits with 1", () => {
        const { status, stdout, stderr } = runScript("test/oracles/oracles.ts", directory);
        assert.equal(status, 1);
        assert.equal(stdout, `The directory ${directory} has no vectors: no file in it ends in .jsonl.\n`);
        assert.equal(stderr, "");
    });

    it("asks a pattern about every event", async () => {
        write("events/one.json", { a: 1 });
        write("events/two.json", { a: 2 });
        write("events/index.json", "[]");
        write(
            "a.jsonl",
            { id: "a1", pattern: '{"a":[1]}', matches: ["one.json"] },
            { id: "a2", pattern: '{"a":[3]}', matches: ["two.json"] },
        );
        assert.deepEqual(await run(directory), [
            1,
            "a.jsonl: 1 passed, 1 failed",
            "  failed a2: expected two.json, got no event",
            "total: 1 passed, 1 failed",
        ]);
    });

    it("asks policies and transformers", async () => {
        const request = {
            principal: "events.amazonaws.com",
            action: "sns:Publish",
            resource: "arn:aws:sns:eu-west-1:111122223333:alerts",
            resourceAccount: "111122223333",
            context: {},
        };
        const transformer = {
            inputPathsMap: { a: "$.a" },
            inputTemplate: '"<a>"',
            event: { a: 1 },
            rule: { name: "r", arn: "arn:aws:events:eu-west-1:111122223333:rule/r" },
            ingestionTime: "2026-01-02T03:04:05Z",
        };
        write("p.jsonl", { id: "p1", policies: {}, request, expected: "Allowed" });
        write("q.jsonl", { id: "q1", policies: { resourcePolicy: "{" }, request, expected: "Allowed" });
        write("t.jsonl", { id: "t1", ...transformer, expected: { kind: "text", value: '"2"' } });
        const [code, ...lines] = await run(directory);
        assert.equal(code, 1);
        assert.equal(lines[1], '  failed p1: expected Allowed, got {"outcome":"ImplicitlyDenied","rejections":[]}');
        assert.match(
            lines[3] ?? "",
            /^ {2}failed q1: expected an answer, got PolicyError: The policy is not valid JSON: /,
        );
        assert.equal(
            lines[5],
            String.raw`  failed t1: expected {"kind":"text","value":"\"2\""}, got {"kind":"text","value":"\"1\""}`,
        );
    });

    it("refuses with one sentence when there is nothing to run", async () => {
        assert.deepEqual(await run(), [1, "error: missing required argument 'directory'"]);
        assert.deepEqual(await run(directory, directory), [
            1,
            "error: too many arguments. Expected 1 argument but got 2.",
        ]);
        assert.deepEqual(await run(join(directory, "nowhere")), [1, `There is no directory ${directory}/nowhere.`]);
        assert.deepEqual(await run(directory), [
            1,
            `The directory ${directory} has no vectors: no file in it ends in .jsonl.`,
        ]);
        write("a.jsonl", "");
        assert.deepEqual(await run(directory), [1, "a.jsonl has no vectors: it is empty."]);
    });

    it("says with --help what it is for", async () => {
        const [code, usage, , description] = await run("--help");
        assert.deepEqual(
            [code, usage, description],
            [
                0,
                "Usage: npm run oracles -- [options] <directory>",
                "Holds the evaluators to what independent authorities answered.",
            ],
        );
    });

    it("says in one line that a file cannot be read", async () => {
        symlinkSync(join(directory, "nowhere"), join(directory, "a.jsonl"));
        const [code, ...lines] = await run(directory);
        assert.equal(code, 1);
        assert.deepEqual(lines, [`ENOENT: no such file or directory, stat '${directory}/a.jsonl'`]);
    });

    it("refuses a line that is not a vector", async () => {
        write("a.jsonl", pattern("a1", true), "{");
        const [code, ...lines] = await run(directory);
        assert.equal(code, 1);
        assert.equal(lines.length, 1);
        assert.match(lines[0] ?? "", /^a\.jsonl:2 is not valid JSON: .+\.$/);
        write("a.jsonl", { id: "a1" });
        assert.deepEqual(await run(directory), [1, "a.jsonl:1 is not a vector of any kind that is known here."]);
    });

    it("refuses vectors about events that it has not", async () => {
        write("a.jsonl", { id: "a1", pattern: '{"a":[1]}', matches: [] });
        assert.deepEqual(await run(directory), [1, `There is no directory ${directory}/events.`]);
        write("events/one.json", "{");
        assert.match((await run(directory))[1] ?? "", /^events\/one\.json is not valid JSON: .+\.$/);
    });
});
