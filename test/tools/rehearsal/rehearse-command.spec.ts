import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runScript } from "../../support/run-script";
import { fixtures, root } from "../../support/stacks";
import { rehearseCommand, type CommandContext } from "../../../tools/rehearsal/rehearse-command";
import type { Report } from "../../../tools/proof/report";
import type { Origin } from "../../../tools/report/origin";
import { UserError } from "../../../tools/cli/user-error";
import { falseAlert, lostAt, reportOf, unprovenAt } from "../report/reports";

const green = reportOf(["eu-west-1"]);
const lost = reportOf(["eu-west-1"], (result) =>
    result.source === "alarm" ? lostAt(result, "alert key", "No statement.") : undefined,
);
const unproven = reportOf(["eu-west-1"], (result) =>
    result.source === "alarm" ? unprovenAt(result, "alert key", "A key of another kind.") : undefined,
);
const noisy = reportOf(["eu-west-1"], (result) => (result.id.endsWith("macie/LOW") ? falseAlert(result) : undefined));
const resources = { version: 3, deployment: { resources: [] } };

/** Runs the command in a context that only records. */
async function run(args: readonly string[], report: Report = green, more: Partial<CommandContext> = {}) {
    const seen = { out: "", err: "", files: new Map<string, string>(), rehearsed: [] as unknown[] };
    const rehearsed = (...what: unknown[]) => {
        seen.rehearsed = what;
        return Promise.resolve({ report, resources });
    };
    const exitCode = await rehearseCommand(args, {
        rehearseProgram: (stack) => rehearsed("program", stack),
        rehearseState: (state, stack) => rehearsed("state", state, stack),
        read: (file) => `content of ${file}`,
        write: (file, text) => seen.files.set(file, text),
        append: (file, text) => seen.files.set(file, (seen.files.get(file) ?? "") + text),
        directory: root,
        now: () => Date.UTC(2026, 0, 31, 12),
        print: (text) => (seen.out += text),
        printError: (text) => (seen.err += text),
        stdout: {},
        env: {},
        ...more,
    });
    return { exitCode, ...seen };
}

describe("rehearseCommand", () => {
    it("rehearses dev, which is green", async () => {
        const { exitCode, out, err, rehearsed, files } = await run([]);
        assert.deepEqual([exitCode, rehearsed, files.size], [0, ["program", "dev"], 0]);
        assert.equal(err, "Stack dev: none is selected in Pulumi or by --stack.\n");
        assert.match(out, /0 lost, 0 false alerts\n$/);
    });

    it("rehearses the given stack", async () => {
        for (const stack of ["prod", "acme/prod", "acme/vigil/prod"]) {
            const { err, rehearsed } = await run(["--stack", stack]);
            assert.deepEqual([err, rehearsed], ["", ["program", "prod"]]);
        }
    });

    it("takes the selected stack, and says so", async () => {
        const { err, rehearsed } = await run([], green, { env: { PULUMI_STACK: "acme/vigil/prod" } });
        assert.deepEqual(rehearsed, ["program", "prod"]);
        assert.equal(err, "Stack prod: it is selected in Pulumi, and no --stack was given.\n");
    });

    it("names what shows every step with the same stack and state", async () => {
        const shown = async (...args: string[]) =>
            / *(npm run .*--explain) /.exec((await run(args, lost)).out.replace(/\n */g, " "))?.[1];
        assert.equal(await shown(), "npm run rehearse -- --explain");
        assert.equal(
            await shown("--stack", "prod", "--state", "my state.json"),
            "npm run rehearse -- --stack prod --state 'my state.json' --explain",
        );
    });

    it("refuses options that npm has kept", async () => {
        const { exitCode, err, rehearsed } = await run([], green, { env: { npm_config_state: "broken.json" } });
        assert.deepEqual([exitCode, rehearsed], [2, []]);
        assert.match(err, /npm run rehearse -- --state broken\.json\n$/);
    });

    it("rehearses a state, for its own stack or for another", async () => {
        assert.deepEqual((await run(["--state", "s.json"])).rehearsed, ["state", "content of s.json", undefined]);
        assert.deepEqual((await run(["--state", "s.json", "--stack", "prod"])).rehearsed, [
            "state",
            "content of s.json",
            "prod",
        ]);
    });

    it("exits with 1 on a lost or a false alert, however the report is printed", async () => {
        for (const report of [lost, noisy]) {
            for (const args of [[], ["--json"], ["--explain", "list"], ["--mails"]])
                assert.equal((await run(args, report)).exitCode, 1, args.join());
        }
    });

    it("exits with 3 where an alert is unproven, and says so", async () => {
        const { exitCode, out } = await run([], unproven);
        assert.equal(exitCode, 3);
        assert.match(out, /^\? 1\. Unproven at the alert key: /m);
        assert.match(out, /\? dev: .* 0 lost, 0 false alerts, 1 unproven\n$/);
        assert.match((await run(["--explain", "eu-west-1/alarm"], unproven)).out, /\? UNPROVEN/);
    });

    it("prints only JSON with --json", async () => {
        const { out } = await run(["--json"], lost);
        assert.equal((JSON.parse(out) as { green: boolean }).green, false);
    });

    it("explains with --explain", async () => {
        assert.match((await run(["--explain", "eu-west-1/macie/HIGH"])).out, /^eu-west-1\/macie\/HIGH: .*✔ arrives\n/);
    });

    it("prints every mail with --mails", async () => {
        const mails = async (...args: string[]) => (await run(args)).out.match(/^Mail: /gm)?.length;
        assert.deepEqual([await mails(), await mails("--mails")], [3, 6]);
    });

    it("writes the requested files, and prints as well", async () => {
        const args = ["--junit", "junit.xml", "--html", "page.html", "--resources", "resources.json"];
        const { files, out } = await run(args);
        assert.deepEqual([...files.keys()], ["junit.xml", "page.html", "resources.json"]);
        assert.match(files.get("junit.xml")!, /^<\?xml[^]*<testsuites/);
        assert.match(files.get("page.html")!, /^<!doctype html>/);
        assert.deepEqual(JSON.parse(files.get("resources.json")!), resources);
        assert.match(out, /^ {2}Region/);
    });

    it("adds a summary where a build collects them, and says in every form what the report is of", async () => {
        const env = { GITHUB_STEP_SUMMARY: "summary.md" };
        const args = ["--state", "prod.json", "--junit", "junit.xml", "--html", "page.html"];
        const { files } = await run(args, lost, { env });
        assert.match(files.get("summary.md") ?? "", /^## ✘ dev: .*\n[^]* · Of: the state in prod\.json · .*\n$/);
        for (const text of files.values()) assert.ok(text.includes("2026-01-31 12:00:00 UTC"), text);
        const { origin } = JSON.parse((await run(["--json"])).out) as { origin: Origin };
        assert.deepEqual([origin.made, origin.subject], ["2026-01-31T12:00:00.000Z", "the program"]);
    });

    it("prints before it writes, so that nothing is lost where a file cannot be written", async () => {
        const write = () => {
            throw new UserError("The file cannot be written.");
        };
        const { exitCode, out, err } = await run(["--stack", "dev", "--html", "page.html"], lost, { write });
        assert.deepEqual([exitCode, err], [2, "The file cannot be written.\n"]);
        assert.match(out, /1 lost, 0 false alerts\n$/);
    });

    it("uses colour on a terminal, unless --no-color is given", async () => {
        const terminal = { stdout: { isTTY: true }, env: {} };
        const escape = "\u001b[";
        assert.ok((await run([], green, terminal)).out.includes(escape));
        assert.ok(!(await run(["--no-color"], green, terminal)).out.includes(escape));
        assert.ok(!(await run([])).out.includes(escape));
    });

    it("reports a user error in one sentence", async () => {
        const rehearseProgram = () => Promise.reject(new UserError("There is no file Pulumi.nope.yaml."));
        const { exitCode, out, err } = await run(["--stack", "nope"], green, { rehearseProgram });
        assert.deepEqual([exitCode, out, err], [2, "", "There is no file Pulumi.nope.yaml.\n"]);
    });

    it("exits with 2 on an unknown result, option or argument", async () => {
        assert.deepEqual((await run(["--explain", "mars"])).exitCode, 2);
        const { exitCode, err } = await run(["--jsn"]);
        assert.deepEqual([exitCode, err], [2, "error: unknown option '--jsn'\n(Did you mean --json?)\n"]);
        assert.equal((await run(["prod"])).exitCode, 2);
    });

    it("prints help with examples and exit codes", async () => {
        const { exitCode, out } = await run(["--help"]);
        assert.equal(exitCode, 0);
        assert.match(out, /^Usage: npm run rehearse -- \[options\]\n\nSends sample findings through the stack/);
        assert.deepEqual(
            out.match(/^ {2}(?:npm|pulumi) .*?(?= {2}|$)/gm)?.map((example) => example.trim()),
            [
                "npm run rehearse",
                "npm run rehearse -- --stack prod --html report.html",
                "npm run rehearse -- --explain list",
                "npm run rehearse -- --explain eu-west-1/guardDuty/HIGH",
                "pulumi stack export --stack prod > state.json",
                "npm run rehearse -- --state state.json",
            ],
        );
        assert.match(out, /Exit code: 0 .* 1 .* 2 .*\n3 /);
    });
});

describe("npm run rehearse", () => {
    const rehearse = (...args: string[]) => runScript("tools/rehearsal/rehearse-command.ts", ...args);

    it("proves the dev stack, without colour in a pipe", () => {
        const { status, stdout, stderr } = rehearse();
        assert.deepEqual([status, stderr], [0, "Stack dev: none is selected in Pulumi or by --stack.\n"]);
        assert.match(stdout, /\n✔ dev: 2 Regions, \d+ results: \d+ arrive, \d+ suppressed, 0 lost, 0 false alerts\n$/);
    });

    it("ends quietly, with what it found out, when its reader stops reading", () => {
        const script = "tools/rehearsal/rehearse-command.ts";
        const command = `"${process.execPath}" --import tsx "${join(root, script)}" --stack dev --json | head -1; exit \${PIPESTATUS[0]}`;
        // Coverage of a process that another compiler runs would be counted against the wrong lines.
        const env = { ...process.env, NODE_V8_COVERAGE: "" };
        const { status, stdout, stderr } = spawnSync("bash", ["-c", command], { cwd: fixtures, encoding: "utf8", env });
        assert.deepEqual([status, stdout, stderr], [0, "{\n", ""]);
    });

    it("writes out what a terminal would obey and what reorders a line, wherever a state has it", () => {
        const folder = mkdtempSync(join(tmpdir(), "hostile-"));
        const [state, page, junit] = ["state.json", "page.html", "junit.xml"].map((name) => join(folder, name));
        try {
            rehearse("--resources", state!);
            const evil = String.raw`\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eevil\u2066\n✔ all is well`;
            const content = readFileSync(state!, "utf8");
            writeFileSync(
                state!,
                content
                    .replaceAll(/(?<=::|")alert-topic(?=")/g, `alert-topic${evil}`)
                    .replaceAll("sns:Publish", "sns:Unpublish"),
            );
            const { status, stdout, stderr } = rehearse("--state", state!, "--html", page!, "--junit", junit!);
            assert.deepEqual([status, stderr], [1, ""]);
            const written = String.raw`alert-topic\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{202e}evil\u{2066}\u{a}✔ all is well`;
            for (const text of [stdout, readFileSync(page!, "utf8"), readFileSync(junit!, "utf8")]) {
                assert.ok(text.replace(/\s+/g, " ").includes(written), text);
                assert.doesNotMatch(text, /[^\P{C}\n\t]/u);
            }
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it("writes it out in its errors, too", () => {
        const { status, stderr } = rehearse("--stack", "\u001b[2J\u202eprod");
        assert.equal(status, 2);
        assert.match(stderr, /\\u\{1b\}\[2J\\u\{202e\}prod/);
        assert.doesNotMatch(stderr, /[^\P{C}\n]/u);
    });

    it("names the file that it cannot read", () => {
        const { status, stdout, stderr } = rehearse("--state", "nowhere.json");
        assert.deepEqual([status, stdout], [2, ""]);
        assert.match(stderr, /^The file nowhere\.json cannot be read: ENOENT.*\n$/);
    });
});
