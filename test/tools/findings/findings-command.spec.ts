import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListObjectsV2Command } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mockClient } from "aws-sdk-client-mock";
import { textFiles } from "../../../tools/cli/command-line";
import { UserError } from "../../../tools/cli/user-error";
import type { JsonObject } from "../../../tools/evaluators/json";
import type { Answer } from "../../../tools/findings/answer";
import { findingsCommand } from "../../../tools/findings/findings-command";
import { account, bucket, FakeArchive } from "../archive/fake-archive";
import { outputs } from "../drill/support/stack";

const now = Date.parse("2026-03-15T12:00:00Z");
const folder = "findings/dt=2026/03/14/";

function eventOf(name: string, changes: JsonObject = {}): JsonObject {
    const event = JSON.parse(readFileSync(join(__dirname, `../../events/${name}.json`), "utf8")) as JsonObject;
    return { ...event, ...changes };
}

describe("npm run findings", () => {
    let archive: FakeArchive;
    const sts = mockClient(STSClient);
    let directory: string;
    let [out, err] = ["", ""];
    let files: Record<string, string>;

    beforeEach(() => {
        archive = new FakeArchive();
        sts.reset();
        sts.on(GetCallerIdentityCommand).resolves({ Account: account });
        [out, err, files] = ["", "", {}];
        directory = mkdtempSync(join(tmpdir(), "vigil-findings-"));
        writeFileSync(join(directory, "Pulumi.yaml"), "name: vigil\n");
        writeFileSync(join(directory, "Pulumi.dev.yaml"), "config: {}\n");
        writeOutputs({ ...outputs, findingsBucket: bucket, findingsStream: { name: "vigil-dev-findings-stream" } });
        archive.put(
            `${folder}a.gz`,
            eventOf("guardduty-high-bucket"),
            eventOf("guardduty-archived", { time: "2026-03-14T02:20:00Z" }),
            eventOf("macie-low"),
            eventOf("inspector-critical-image", { time: "2026-03-14T09:00:00Z", region: "us-east-1" }),
            eventOf("coverage-inspector-lost"),
        );
        archive.put(
            `${folder}b.gz`,
            eventOf("inspector-critical-image", { time: "2026-03-14T08:00:00Z" }),
            eventOf("inspector-critical-instance"),
            eventOf("inspector-untriaged"),
            eventOf("inspector-closed"),
        );
    });
    afterEach(() => {
        archive.s3.restore();
        rmSync(directory, { recursive: true });
    });
    after(() => {
        sts.restore();
    });

    function writeOutputs(value: object) {
        writeFileSync(join(directory, "outputs.json"), JSON.stringify(value));
    }

    function command(...args: string[]): Promise<number> {
        const own = ["--stack", "dev", "--outputs", join(directory, "outputs.json")];
        return findingsCommand([...own, ...args], {
            directory,
            read: textFiles.read,
            write: (file, text) => (files[file] = text),
            checkWritable: (file) => {
                if (file.startsWith("no/")) throw new UserError(`The file ${file} cannot be written.`);
            },
            print: (text) => (out += text),
            printError: (text) => (err += text),
            stdout: {},
            stderr: { write: (text: string) => (err += text) } as never,
            env: {},
            now: () => now,
        });
    }

    const answer = () => JSON.parse(out) as Answer & { readonly schemaVersion: number };

    it("prints each finding once, the most severe and of these the newest first", async () => {
        assert.equal(await command(), 0, err);
        assert.deepEqual({ out, err }, { out: text, err: "" });
    });

    it("prints JSON: of each finding the alert of its latest event, whatever its state", async () => {
        assert.equal(await command("--json"), 0, err);
        const { findings, ...rest } = answer();
        const bytes = [...archive.objects.values()].reduce((sum, { length }) => sum + length, 0);
        assert.deepEqual(rest, {
            schemaVersion: 1,
            stack: "dev",
            since: "2026-03-08T12:00:00.000Z",
            until: "2026-03-15T12:00:00.000Z",
            filter: {},
            objects: 2,
            bytes,
            unreadable: [],
            otherEvents: 1,
        });
        assert.deepEqual(
            findings.map(({ service, severity, active, events, object, alert }) =>
                [service, severity, active, events, object.at(-4), alert.alert as string].join(),
            ),
            [
                "inspector,CRITICAL,true,2,a,CRITICAL Inspector finding in us-east-1, account 444455556666",
                "inspector,CRITICAL,true,1,b,CRITICAL Inspector finding in eu-west-1, account 444455556666",
                "guardDuty,HIGH,false,1,a,HIGH GuardDuty finding in eu-west-1, account 444455556666",
                "guardDuty,HIGH,true,1,a,HIGH GuardDuty finding in us-east-1, account 444455556666",
                "inspector,MEDIUM,false,1,b,MEDIUM Inspector finding in eu-west-1, account 444455556666",
                "macie,LOW,true,1,a,LOW Macie finding in eu-west-1, account 444455556666",
                "inspector,UNTRIAGED,true,1,b,UNTRIAGED Inspector finding in eu-west-1, account 444455556666",
            ],
        );
        assert.deepEqual(findings.find(({ service }) => service === "macie")?.alert, {
            alert: "LOW Macie finding in eu-west-1, account 444455556666",
            service: "Macie",
            severity: "LOW",
            score: 1,
            sample: false,
            type: "Policy:IAMUser/S3BucketEncryptionDisabled",
            title: "The bucket lost its default encryption",
            description: "Default encryption of the bucket is back to Amazon S3 managed keys.",
            account: "444455556666",
            region: "eu-west-1",
            resource: { bucket: "invoices-444455556666" },
            firstSeen: "2026-03-14T02:11:07Z",
            lastSeen: "2026-03-14T02:16:30Z",
            count: 1,
            findingId: "20c7a0de0000000000000000000000b1",
            time: "2026-03-14T02:17:45Z",
            console: "https://eu-west-1.console.aws.amazon.com/macie/home?region=eu-west-1#findings",
        });
    });

    for (const [args, amounts, filter] of [
        [["--severity", "high"], [2, 2], "Only HIGH and above."],
        [["--service", "guardduty"], [2], "Only of GuardDuty."],
        [["--resource", "invoices-444455556666"], [1], "Only about invoices-444455556666."],
        [["--resource", "web", "--service", "inspector"], [1], "Only of Inspector, about web."],
        [["--resource", "invoices"], [], "Only about invoices."],
    ] as const) {
        it(`shows with ${args.join(" ")} what was asked for, and says so`, async () => {
            assert.equal(await command("--json", ...args), 0, err);
            const services = answer().findings.map(({ service }) => service);
            const counts = [...new Set(services)].map((one) => services.filter((service) => service === one).length);
            assert.deepEqual(counts, amounts);
            out = "";
            assert.equal(await command(...args), 0, err);
            assert.equal(out.split("\n\n")[1], filter);
        });
    }

    it("reads no more than the period", async () => {
        assert.equal(await command("--json", "--since", "2026-03-14", "--until", "2026-03-14"), 0, err);
        assert.equal(answer().findings.length, 7);
        assert.deepEqual(
            archive.folders,
            ["13", "14", "15"].map((day) => `findings/dt=2026/03/${day}/`),
        );
        out = "";
        assert.equal(await command("--since", "24h"), 0, err);
        assert.equal(
            out,
            "dev: no findings from 2026-03-14 12:00 to 2026-03-15 12:00 UTC\n\n2 objects of the archive read, 3 kB.\n",
        );
    });

    it("shows a screenful, and says how many more there are", async () => {
        const many = Array.from({ length: 30 }, (_, index) => {
            const event = eventOf("macie-high");
            return {
                ...event,
                detail: { ...(event.detail as JsonObject), id: `f${index}`, accountId: `${index % 2}` },
            };
        });
        archive.objects.clear();
        archive.put(`${folder}a.gz`, ...many);
        assert.equal(await command(), 0, err);
        assert.match(out, /\n\n {2}and 5 more: --json has all\n\n/);
        assert.equal(out.match(/\n {2}HIGH /g)?.length, 25);
        // Two accounts, so each is told.
        assert.match(out, /Macie {6}eu-west-1 [01] /);
    });

    it("names what it cannot read, and shows the rest", async () => {
        archive.objects.set(`${folder}c.gz`, Buffer.from("no gzip"));
        archive.put(`${folder}d.gz`, eventOf("macie-high"), "{ broken", ...Array.from({ length: 30 }, () => "7"));
        assert.equal(await command("--html", "a.html"), 0);
        assert.match(out, /^dev: 8 findings/);
        assert.match(
            out,
            /4 objects of the archive read, 4 kB; 1 event about no finding, such as lost coverage; 32 could not be read in full\.\n$/,
        );
        const [title, gzip, json, line, ...rest] = err.split("\n");
        assert.equal(title, "Not read, so findings may be missing:");
        assert.equal(gzip, `  - ${folder}c.gz is no whole gzip (incorrect header check)`);
        assert.match(json ?? "", /^ {2}- findings\/dt=2026\/03\/14\/d\.gz, line 2 is not valid JSON: /);
        assert.equal(line, `  - ${folder}d.gz, line 3 is no event of EventBridge`);
        assert.deepEqual(rest.slice(-2), ["  and 7 more: --json has all", ""]);
        assert.match(files["a.html"] ?? "", /<li><code>findings\/dt=2026\/03\/14\/d\.gz<\/code>, line 32 is no event/);
        assert.match(files["a.html"] ?? "", /<li><code>findings\/dt=2026\/03\/14\/c\.gz<\/code> is no whole gzip/);
    });

    it("writes a page with a bar a day, the counts and every finding, and no text of others as markup", async () => {
        const evil = eventOf("macie-high");
        const detail = { ...(evil.detail as JsonObject), id: "<b>", title: "<script>alert(1)</script>\u202e" };
        archive.put(`${folder}e.gz`, { ...evil, detail });
        assert.equal(await command("--html", "a.html", "--service", "macie"), 0, err);
        const page = files["a.html"] ?? "";
        const body = page.slice(page.indexOf("<body>"), page.indexOf("</body>"));
        assert.match(page, /<title>dev: 2 findings from 2026-03-08 12:00 to 2026-03-15 12:00 UTC<\/title>/);
        assert.match(
            body,
            /<p class="aside">from 2026-03-08 12:00 to 2026-03-15 12:00 UTC\. Only of Macie\. 3 objects of the archive read, 4 kB; 1 event about no/,
        );
        assert.match(body, /&#60;script&#62;alert\(1\)&#60;\/script&#62;\\u\{202e\}<code>/);
        assert.doesNotMatch(body, /<script|<b>|\bsrc=|url\(/);
        assert.deepEqual(
            [
                ...body.matchAll(
                    /<rect class="(\w+)" x="(\d+)" y="([\d.]+)" width="8" height="([\d.]+)"><title>(.*?)</g,
                ),
            ].map((one) => one.slice(1)),
            [
                ["HIGH", "61", "80.00", "80.00", "2026-03-14: 1 HIGH"],
                ["LOW", "61", "0.00", "80.00", "2026-03-14: 1 LOW"],
            ],
        );
        assert.match(body, /<span>2026-03-08<\/span><span>most on a day: 2<\/span><span>2026-03-15<\/span>/);
        assert.match(body, /<tr><th scope="row">2026-03-14<\/th><td>1<\/td><td>1<\/td><\/tr>/);
        assert.match(body, /<tr><th scope="row">Macie<\/th><td>1<\/td><td>1<\/td><td>2<\/td><\/tr>/);
        const row = /<tr><th scope="row">The bucket lost[^]*?<\/tr>/.exec(body)?.[0];
        assert.equal(row, pageRow);
    });

    it("writes what the page has of findings that repeat or are over", async () => {
        assert.equal(await command("--html", "a.html"), 0, err);
        const page = files["a.html"] ?? "";
        assert.match(page, /CRITICAL<\/span><\/td>[^]*?<td>2026-03-14 09:00<span class="aside">2 events, <a href=/);
        assert.equal(page.match(/<span class="aside">not active<\/span>/g)?.length, 2);
    });

    for (const [args, sentence] of [
        [["--since", "2026-03-16"], "--since 2026-03-16: that day is in the future."],
        [["--severity", "hihg"], "--severity hihg: there is no such word. Did you mean HIGH? Choose from LOW, MEDIUM,"],
        [["--service", "inspektor"], "--service inspektor: there is no such word. Did you mean inspector? Choose from"],
        [["--html", "no/a.html"], "The file no/a.html cannot be written."],
        [["--stack", "none"], /There is no file .*Pulumi\.none\.yaml/],
        [["--outputs", "none.json"], /none\.json cannot be read/],
    ] as const) {
        it(`ends with 2 for ${args.join(" ")}, before it asks AWS`, async () => {
            assert.equal(await command(...args), 2);
            assert.ok(typeof sentence === "string" ? err.startsWith(sentence) : sentence.test(err), err);
            assert.equal(err.split("\n").length, 2, err);
            assert.deepEqual([archive.folders, sts.calls().length], [[], 0]);
        });
    }

    it("ends with 2 for a stack that is not deployed, or has no bucket", async () => {
        writeOutputs({});
        assert.equal(await command(), 2);
        assert.match(err, /outputs\.json holds no outputs: the stack is not deployed\. Run `pulumi up` first\.\n$/);
        const { findingsBucket, ...rest } = outputs;
        writeOutputs(rest);
        err = "";
        assert.equal(await command(), 2, findingsBucket);
        assert.match(err, /^.*outputs\.json lacks findingsBucket: the deployed program is older than these tools, or/);
    });

    it("ends with 2 for a stack that is older than the stream", async () => {
        writeOutputs({ ...outputs, findingsBucket: bucket });
        assert.equal(await command(), 2);
        assert.match(err, /^The stack "dev" has no findings stream: what is deployed is older\. Run `pulumi up`;/);
        assert.equal(sts.calls().length, 0);
    });

    it("ends with 2 in another account, and reads nothing there", async () => {
        sts.on(GetCallerIdentityCommand).resolves({ Account: "210987654321", Arn: "arn:x" });
        assert.equal(await command(), 2);
        assert.match(
            err,
            /^The stack is in the account 123456789012, but the credentials are of 210987654321 \(arn:x\)\./,
        );
        assert.deepEqual(archive.folders, []);
    });

    it("ends with 2 where the bucket is gone", async () => {
        const gone = Object.assign(new Error("no"), { name: "NoSuchBucket", $metadata: {} });
        archive.s3.on(ListObjectsV2Command).rejects(gone);
        assert.equal(await command(), 2);
        assert.equal(err, `The bucket ${bucket}, which the stack names as its archive, does not exist.\n`);
    });
});

const text = `dev: 7 findings from 2026-03-08 12:00 to 2026-03-15 12:00 UTC

  Service    CRITICAL  HIGH  MEDIUM  LOW  UNTRIAGED
  GuardDuty         0     2       0    0          0
  Macie             0     0       0    1          0
  Inspector         2     0       1    0          1

  Severity   Last event  Service    Region          Resource              Finding
  CRITICAL   2026-03-14  Inspector  us-east-1       repository/shop/web…  CVE-2026-40002 -
             09:00                                                        tinytls, tinytls-dev
  CRITICAL   2026-03-14  Inspector  eu-west-1       i-0f1e2d3c4b5a69788   CVE-2026-40001 -
             02:17                                                        libexample
  HIGH       2026-03-14  GuardDuty  eu-west-1       i-0f1e2d3c4b5a69788   [not active] EC2
             02:20                                                        instance i-0f1e2d3c4b5…
  HIGH       2026-03-14  GuardDuty  us-east-1       CORP\\jane "the        CORP\\jane read S3
             02:17                                  admin"                objects in an unusual…
  MEDIUM     2026-03-14  Inspector  eu-west-1       i-0f1e2d3c4b5a69788   [not active] Port 22 is
             02:17                                                        reachable from …
  LOW        2026-03-14  Macie      eu-west-1       invoices-4444555566…  The bucket lost its
             02:17                                                        default encryption
  UNTRIAGED  2026-03-14  Inspector  eu-west-1       i-0f1e2d3c4b5a69788   CVE-2026-40003 -
             02:17                                                        libother

2 objects of the archive read, 3 kB; 1 event about no finding, such as lost coverage.
`;

const pageRow = `<tr><th scope="row">The bucket lost its default encryption<code>Policy:IAMUser/S3BucketEncryptionDisabled</code></th>
<td><span class="key"><i class="LOW"></i>LOW</span></td>
<td><code>invoices-444455556666</code> <span class="aside">eu-west-1, 444455556666</span></td>
<td>2026-03-14 02:17<span class="aside"><a href="https://eu-west-1.console.aws.amazon.com/macie/home?region=eu-west-1#findings" rel="noreferrer">Macie</a></span></td></tr>`;
