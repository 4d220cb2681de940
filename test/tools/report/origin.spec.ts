import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { originFacts, originOf } from "../../../tools/report/origin";
import { reportOf } from "./reports";

const commit = "0123456789abcdef0123456789abcdef01234567";
const now = Date.UTC(2026, 0, 31, 12, 0, 0, 5);

describe("the origin of a report", () => {
    let directory = "";
    beforeEach(() => {
        directory = mkdtempSync(join(tmpdir(), "origin-"));
    });
    afterEach(() => {
        rmSync(directory, { recursive: true });
    });
    const write = (name: string, text: string) => {
        mkdirSync(dirname(join(directory, name)), { recursive: true });
        writeFileSync(join(directory, name), text);
    };
    const report = reportOf(["eu-west-1"]);
    const origin = () => originOf(report, { directory, now });

    it("is time, version, commit, what it is of, and whose account", () => {
        write("package.json", '{ "version": "1.2.3" }');
        write(".git/HEAD", `${commit}\n`);
        const made = "2026-01-31T12:00:00.005Z";
        const known = { made, version: "1.2.3", commit, subject: "the program", account: "123456789012" };
        assert.deepEqual(origin(), known);
        assert.deepEqual(originFacts(origin()), [
            ["Made", "2026-01-31 12:00:00 UTC"],
            ["Of", "the program"],
            ["Account", "123456789012"],
            ["Vigil", "1.2.3"],
            ["Commit", commit],
        ]);
        const invented = { ...report, accountInvented: true as const };
        assert.deepEqual(originOf(invented, { directory, now, state: "prod.json" }), {
            ...known,
            subject: "the state in prod.json",
            account: "123456789012 (invented: no account was asked)",
        });
        assert.deepEqual(originOf({ ...report, cloud: "aws", account: "" }, { directory, now }), {
            ...known,
            subject: "the deployed stack",
            account: "unknown",
        });
    });

    it("finds the commit of a branch, of one that Git has packed, and of a worktree", () => {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/packed-refs", `# pack-refs with: peeled\n${commit.replace("0", "f")} refs/heads/main\n`);
        assert.equal(origin().commit, commit.replace("0", "f"));
        write(".git/refs/heads/main", `${commit}\n`);
        assert.equal(origin().commit, commit);
        write(".git/worktrees/side/HEAD", "ref: refs/heads/main\n");
        write(".git/worktrees/side/commondir", "../..\n");
        write("side/.git", "gitdir: ../.git/worktrees/side\n");
        assert.equal(originOf(report, { directory: join(directory, "side"), now }).commit, commit);
    });

    it("leaves the commit out where there is none", () => {
        assert.equal(origin().commit, undefined);
        assert.equal(originFacts(origin()).length, 4);
        write(".git/HEAD", "ref: refs/heads/new\n");
        assert.equal(origin().commit, undefined);
    });
});
