import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { drillCommand } from "../../../tools/drill/drill-command";
import type { Report } from "../../../tools/proof/report";
import { FakeAccount } from "./support/fake-account";
import { FakeClock } from "./support/fake-clock";
import { email, home, outputs } from "./support/stack";

describe("npm run drill", () => {
    let clock: FakeClock;
    let account: FakeAccount;
    let directory: string;
    let signals: EventEmitter;
    let out: string;
    let err: string;
    let files: Record<string, string>;

    beforeEach(() => {
        clock = new FakeClock();
        account = new FakeAccount(() => clock.now());
        signals = new EventEmitter();
        [out, err, files] = ["", "", {}];
        directory = mkdtempSync(join(tmpdir(), "vigil-drill-"));
        writeFileSync(join(directory, "Pulumi.yaml"), "name: vigil\n");
        const config = { "aws:region": home, "vigil:alerts": { emails: [email] } };
        writeFileSync(join(directory, "Pulumi.dev.yaml"), JSON.stringify({ config }));
        writeFileSync(join(directory, "outputs.json"), JSON.stringify(outputs));
    });
    afterEach(() => {
        account.restore();
        rmSync(directory, { recursive: true });
    });

    function command(...args: string[]): Promise<number> {
        return drillCommand(["--outputs", join(directory, "outputs.json"), ...args], {
            directory,
            write: (file, text) => (files[file] = text),
            stdin: { isTTY: false } as never,
            stdout: { write: (text: string) => (out += text) } as never,
            stderr: { write: (text: string) => (err += text) } as never,
            env: {},
            clock,
            signals,
        });
    }

    it("prints the report, and writes what it is told to", async () => {
        const before = account.mocks.guardDuty.calls().length;
        assert.equal(await command("--yes", "--junit", "a.xml", "--html", "a.html"), 0, err);
        assert.match(err, /The drill of the stack "dev" in the account 123456789012 will/);
        assert.match(err, /3 of 3 alerts after/);
        assert.match(out, /From the finding to the alert:\n {2}eu-west-1 GuardDuty {2}median/);
        assert.match(out, /Note: Inspector has 0 active findings of CRITICAL in eu-west-1/);
        assert.doesNotMatch(out, /npm run rehearse/);
        assert.match(files["a.xml"]!, /name="drill of dev"/);
        assert.match(files["a.html"]!, /Vigil drill[^]*<svg class="latency"[^]*Notes/);
        assert.ok(account.mocks.guardDuty.calls().length > before);
        assert.equal(signals.listenerCount("SIGTERM"), 0);
    });

    it("prints the report for machines, and ends with 1 when an alert is lost", async () => {
        account.delivers = () => false;
        assert.equal(await command("--yes", "--json", "--timeout", "1"), 1);
        assert.equal((JSON.parse(out) as Report).cloud, "aws");
    });

    it("does nothing where nobody can say yes", async () => {
        assert.equal(await command(), 2);
        assert.match(err, /say --yes/);
        assert.deepEqual(account.findings.asked, []);
    });

    for (const [args, complaint] of [
        [["--regions", "us-east-1"], /the stack is not there/],
        [["--timeout", "never"], /no number above zero/],
        [["--stack", "none"], /no file .*Pulumi\.none\.yaml/],
        [["--outputs", "none.json"], /cannot be read/],
        [["--nonsense"], /unknown option/],
    ] as const) {
        it(`ends with 2 for ${args.join(" ")}`, async () => {
            assert.equal(await command("--yes", ...args), 2);
            assert.match(err, complaint);
        });
    }

    it("ends with 2 for settings that the program would refuse", async () => {
        writeFileSync(join(directory, "Pulumi.dev.yaml"), `config: { aws:region: ${home} }`);
        assert.equal(await command("--yes"), 2);
        assert.match(err, /alerts/);
    });

    it("helps", async () => {
        assert.equal(await command("--help"), 0);
        assert.match(out, /--allow-pending[^]*Exit code: 0/);
    });

    it("cleans up and ends as a shell has it when it is stopped", async () => {
        clock.onSleep = () => signals.emit("SIGTERM");
        assert.equal(await command("--yes"), 143);
        assert.match(err, /Stopping, and cleaning up first/);
        assert.deepEqual(account.drillQueues, []);
    });

    it("tells in a line what AWS answered, and ends with 2", async () => {
        const error = Object.assign(new Error("try later"), { name: "InternalFailure", $metadata: {} });
        account.mocks.cloudWatch.on(GetMetricDataCommand).rejects(error);
        assert.equal(await command("--yes"), 2);
        assert.match(err, /AWS answered InternalFailure: try later/);
    });

    it("does not hide a defect", async () => {
        account.mocks.cloudWatch.on(GetMetricDataCommand).rejects(new TypeError("a defect"));
        await assert.rejects(command("--yes"), /a defect/);
    });

    it("removes what was kept", async () => {
        assert.equal(await command("--yes", "--keep"), 0);
        assert.equal(account.drillQueues.length, 1);
        assert.equal(await command("--clean", "--yes"), 0);
        assert.match(err, /Cleaned up: 1 queue, 1 subscription, 4 sample findings archived/);
    });
});
