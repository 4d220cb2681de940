import assert from "node:assert/strict";
import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { AssumeRoleCommand, type AssumeRoleCommandInput, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { textFiles } from "../../../tools/cli/command-line";
import { UserError } from "../../../tools/cli/user-error";
import { drillCommand } from "../../../tools/drill/drill-command";
import type { Report } from "../../../tools/proof/report";
import { useFakeAccount } from "./support/drilling";
import { callerOf } from "./support/fake-findings";
import { email, home, outputs } from "./support/stack";

describe("npm run drill", () => {
    const fake = useFakeAccount();
    let directory: string;
    let signals: EventEmitter;
    let out: string;
    let err: string;
    let files: Record<string, string>;

    beforeEach(() => {
        signals = new EventEmitter();
        [out, err, files] = ["", "", {}];
        directory = mkdtempSync(join(tmpdir(), "vigil-drill-"));
        writeFileSync(join(directory, "Pulumi.yaml"), "name: vigil\n");
        const config = { "aws:region": home, "vigil:alerts": { emails: [email], notifier: false } };
        writeFileSync(join(directory, "Pulumi.dev.yaml"), JSON.stringify({ config }));
        writeFileSync(join(directory, "outputs.json"), JSON.stringify(outputs));
    });
    afterEach(() => {
        rmSync(directory, { recursive: true });
    });

    function command(...args: string[]): Promise<number> {
        const outputsFile = args.some((arg) => arg.includes("/vigil/"))
            ? []
            : ["--outputs", join(directory, "outputs.json")];
        return drillCommand([...outputsFile, ...args], {
            directory,
            ...textFiles,
            write: (file, text) => (files[file] = text),
            checkWritable: (file) => {
                if (file.startsWith("no/")) throw new UserError(`The file ${file} cannot be written.`);
            },
            print: (text) => (out += text),
            printError: (text) => (err += text),
            stdin: { isTTY: false } as never,
            stdout: {},
            stderr: { write: (text: string) => (err += text) } as never,
            env: {},
            clock: fake.clock,
            signals,
        });
    }

    it("prints the report, and writes the files that it is asked for", async () => {
        const before = fake.account.mocks.guardDuty.calls().length;
        assert.equal(await command("--yes", "--junit", "a.xml", "--html", "a.html"), 0, err);
        assert.match(err, /^Stack dev: none is selected in Pulumi or by --stack\.\n/);
        assert.match(err, /The drill of the stack "dev" in the account 123456789012 will/);
        assert.match(err, /3 of 3 alerts after/);
        assert.match(out, /From the finding to the alert:\n {2}eu-west-1 GuardDuty {2}median/);
        assert.match(out, /Note: Inspector has 0 active findings of CRITICAL in eu-west-1/);
        assert.doesNotMatch(out, /npm run rehearse/);
        assert.match(files["a.xml"]!, /name="drill of dev"/);
        assert.match(files["a.html"]!, /Vigil drill[^]*From the finding to the alert[^]*Notes/);
        assert.ok(fake.account.mocks.guardDuty.calls().length > before);
        assert.equal(signals.listenerCount("SIGTERM"), 0);
    });

    it("prints the report for machines, and ends with 1 when an alert is lost", async () => {
        fake.account.delivers = () => false;
        const before = fake.clock.now();
        assert.equal(await command("--yes", "--json", "--timeout", "1"), 1);
        const waited = fake.clock.now() - before;
        assert.ok(waited >= 60_000 && waited < 90_000, String(waited));
        assert.equal((JSON.parse(out) as Report).cloud, "aws");
    });

    it("stays for alerts that should not come as many seconds as it is asked to", async () => {
        const before = fake.clock.now();
        assert.equal(await command("--yes", "--settle", "100"), 0);
        const waited = fake.clock.now() - before;
        assert.ok(waited >= 100_000 && waited < 130_000, String(waited));
    });

    it("assumes the role that it is told in each member, beginning with the stack's own sign-in", async () => {
        const organization = { role: "administrator", members: { "333333333333": "shop@example.com" } };
        const config = {
            ...{ "aws:region": home, "vigil:alerts": { emails: [email], notifier: false } },
            ...{
                "vigil:organization": organization,
                "aws:assumeRole": { roleArn: "arn:aws:iam::123456789012:role/ours" },
            },
        };
        writeFileSync(join(directory, "Pulumi.dev.yaml"), JSON.stringify({ config }));
        const { sts } = fake.account.mocks;
        sts.on(AssumeRoleCommand).callsFake(({ RoleArn = "" }: AssumeRoleCommandInput) => ({
            Credentials: { AccessKeyId: RoleArn.split(":")[4], Expiration: new Date(Date.now() + 3_600_000) },
        }));
        sts.on(GetCallerIdentityCommand).callsFake(async (_, of) => ({ Account: await callerOf(of) }));
        fake.account.mocks.guardDuty.on(ListDetectorsCommand).resolves({ DetectorIds: [] });
        // The drill ends before it asks, as the fake account has no detector for the member.
        assert.equal(await command("--member-role", "theirs"), 2);
        assert.match(err, /GuardDuty is not on in the member 333333333333 in eu-west-1/);
        const assumed = sts.commandCalls(AssumeRoleCommand).map(({ args }) => args[0].input);
        assert.deepEqual(
            [...new Set(assumed.map(({ RoleArn, RoleSessionName }) => `${RoleArn} ${RoleSessionName}`))],
            ["arn:aws:iam::123456789012:role/ours vigil", "arn:aws:iam::333333333333:role/theirs vigil-drill"],
        );
    });

    it("does nothing without a terminal and without --yes", async () => {
        assert.equal(await command(), 2);
        assert.match(err, /pass --yes to confirm/);
        assert.deepEqual(fake.account.findings.asked, []);
    });

    for (const [args, complaint] of [
        [["--regions", "us-east-1"], /the stack is not there/],
        [["--timeout", "never"], /not a number above zero/],
        [["--stack", "none"], /no file .*Pulumi\.none\.yaml/],
        [["--outputs", "none.json"], /cannot be read/],
        [["--nonsense"], /unknown option/],
        [["--html", "no/a.html"], /The file no\/a\.html cannot be written/],
        [["--junit", "no/a.xml"], /The file no\/a\.xml cannot be written/],
    ] as const) {
        it(`ends with 2 for ${args.join(" ")}`, async () => {
            assert.equal(await command("--yes", ...args), 2);
            assert.match(err, complaint);
            assert.deepEqual(fake.account.findings.asked, []);
        });
    }

    it("asks Pulumi for the stack as it was called, with its organisation", async () => {
        const pulumi = join(directory, "pulumi");
        writeFileSync(pulumi, '#!/bin/sh\necho "asked for $*" >&2\nexit 1\n', { mode: 0o755 });
        const { PATH } = process.env;
        process.env.PATH = `${directory}${delimiter}${PATH}`;
        try {
            assert.equal(await command("--yes", "--stack", "acme/vigil/dev"), 2);
        } finally {
            process.env.PATH = PATH;
        }
        assert.match(
            err,
            /"acme\/vigil\/dev": asked for stack output --json --stack acme\/vigil\/dev --non-interactive/,
        );
    });

    it("ends with 2 for settings that the program would refuse", async () => {
        writeFileSync(join(directory, "Pulumi.dev.yaml"), `config: { aws:region: ${home} }`);
        assert.equal(await command("--yes"), 2);
        assert.match(err, /alerts/);
    });

    it("says who is subscribed, and ends with 1 when somebody hears nothing", async () => {
        assert.equal(await command("--receivers"), 0);
        assert.match(
            out,
            /^ {2}Receiver +Protocol +Topic +State\n {2}security@example\.com +email +alerts +confirmed\nConfirmed: /,
        );
        out = "";
        fake.account.subscriptions = [{ SubscriptionArn: "PendingConfirmation", Protocol: "email", Endpoint: email }];
        assert.equal(await command("--receivers"), 1);
        assert.match(out, /email +alerts +pending\nPending: SNS waits /);
        assert.deepEqual([fake.account.findings.asked, fake.account.drillQueues], [[], []]);
        fake.account.mocks.sts.on(GetCallerIdentityCommand).resolves({ Account: "999999999999" });
        assert.equal(await command("--receivers"), 2);
        assert.match(err, /the credentials are of 999999999999/);
    });

    it("helps", async () => {
        assert.equal(await command("--help"), 0);
        assert.match(out, /--allow-pending[^]*Exit code: 0/);
    });

    it("cleans up and ends as a shell has it when it is stopped", async () => {
        fake.clock.onSleep = () => signals.emit("SIGTERM");
        assert.equal(await command("--yes"), 143);
        assert.match(err, /Stopping, and cleaning up first/);
        assert.deepEqual(fake.account.drillQueues, []);
    });

    it("says in one line what AWS answered, and ends with 2", async () => {
        const error = Object.assign(new Error("try later"), { name: "InternalFailure", $metadata: {} });
        fake.account.mocks.eventBridge.on(TestEventPatternCommand).rejects(error);
        assert.equal(await command("--yes"), 2);
        assert.match(err, /AWS answered InternalFailure: try later/);
    });

    it("ends with 70 on a defect", async () => {
        fake.account.mocks.eventBridge.on(TestEventPatternCommand).rejects(new TypeError("a defect"));
        assert.equal(await command("--yes"), 70);
        assert.match(err, /\nTypeError: a defect\n/);
    });

    it("removes what was kept", async () => {
        assert.equal(await command("--yes", "--keep"), 0);
        assert.equal(fake.account.drillQueues.length, 1);
        assert.equal(await command("--clean", "--yes"), 0);
        assert.match(err, /Cleaned up: 1 queue, 1 subscription, 4 sample findings archived/);
    });
});
