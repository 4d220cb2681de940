import assert from "node:assert/strict";
import type { Count } from "../../../tools/cli/progress";
import type { AccountReader } from "../../../tools/doctor/account-reader";
import { doctorCommand, type CommandContext } from "../../../tools/doctor/doctor-command";
import { detectorType, programOf } from "./programs";
import {
    account,
    awsError,
    denied,
    deniedByOrganization,
    detector,
    fakeReader,
    refusing,
    settings,
    tooSlow,
} from "./fixtures";

interface Ended {
    readonly exitCode: number;
    readonly printed: string;
    readonly complained: string;
    readonly written: Readonly<Record<string, string>>;
    /** The numbers of Regions on the progress bar. */
    readonly shown: readonly Count[];
}

interface Changes extends Partial<CommandContext> {
    readonly reader?: AccountReader;
}

async function run(args: readonly string[], { reader = fakeReader(), ...changes }: Changes = {}): Promise<Ended> {
    const written: Record<string, string> = {};
    const shown: Count[] = [];
    let [printed, complained] = ["", ""];
    const exitCode = await doctorCommand(args, {
        readStack: (stack) => Promise.resolve({ settings: settings(), program: programOf(stack), config: {} }),
        readerOf: () => reader,
        progress: { show: (counts) => shown.push(...counts.values()), stop: () => undefined },
        providerVersion: "7.48.0",
        read: () => "{}",
        write: (file, text) => (written[file] = text),
        print: (text) => (printed += text),
        printError: (text) => (complained += text),
        stdout: {},
        env: {},
        ...changes,
    });
    return { exitCode, printed, complained, written, shown };
}

const withDetector = { reader: fakeReader({ detector: () => Promise.resolve(detector) }) };

describe("npm run doctor", () => {
    it("says of an empty account that nothing is in the way", async () => {
        const { exitCode, printed, shown } = await run([]);
        assert.equal(
            printed,
            [
                `dev: account ${account}, 1 Region`,
                "Without --state, what this stack has made itself looks like somebody else's here.",
                "",
                "  Region                    GuardDuty                   Macie    Inspector",
                "  ✔ eu-west-1 (home)        -                           -        -",
                "",
                "✔ Nothing is in the way of `pulumi up`.",
                "",
            ].join("\n"),
        );
        assert.equal(exitCode, 0);
        assert.deepEqual(shown, [
            { done: 0, total: 1 },
            { done: 1, total: 1 },
        ]);
    });

    it("says what is in the way, and which commands take it over", async () => {
        const { exitCode, printed } = await run(["--stack", "prod"], withDetector);
        assert.equal(
            printed,
            [
                `prod: account ${account}, 1 Region`,
                "Without --state, what this stack has made itself looks like somebody else's here.",
                "",
                "  Region                    GuardDuty                   Macie    Inspector",
                "  ! eu-west-1 (home)        on, FIFTEEN_MINUTES         -        -",
                "",
                "In the way: to be imported first",
                "  ! GuardDuty in eu-west-1: A detector exists, and is not part of this stack.",
                "      pulumi up: Fails: a Region has one detector. Import it; its id and its findings stay.",
                "",
                "! Import what exists, and read what would change, before `pulumi up`:",
                "  pulumi stack export --stack prod > state.json",
                "  npm run doctor -- --stack prod --state state.json --write-import import.json",
                "  pulumi import --stack prod --file import.json --generate-code=false --protect=false",
                "  pulumi preview --stack prod --diff",
                "",
            ].join("\n"),
        );
        assert.equal(exitCode, 1);
    });

    it("looks for what the archive's settings need", async () => {
        const archive = { "vigil:archive": { accessLogs: "our-logs" } };
        const readStack = (stack: string) =>
            Promise.resolve({ settings: settings(archive), program: programOf(stack), config: {} });
        const { exitCode, printed } = await run([], { readStack });
        assert.match(
            printed,
            /✘ S3 in eu-west-1: This account has no bucket our-logs, which archive\.accessLogs names\./,
        );
        assert.equal(exitCode, 2);
    });

    it("tells the same of many regions once, and the rest in the order of what it means", async () => {
        const regions = ["eu-west-1", "us-east-1", "us-east-2"];
        const reader = fakeReader({
            detector: (region) => Promise.resolve(region === "us-east-2" ? undefined : detector),
            inspector: () => Promise.resolve({ scan: ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"] }),
            organization: () => Promise.resolve({ id: "o-1", managementAccountId: "999999999999" }),
        });
        const readStack = (stack: string) =>
            Promise.resolve({
                settings: settings({ "vigil:regions": regions }),
                program: programOf(stack),
                config: {},
            });
        const { printed } = await run([], { reader, readStack });
        assert.equal(
            printed.slice(printed.indexOf("In the way")),
            [
                "In the way: to be imported first",
                "  ! GuardDuty in eu-west-1, us-east-1: A detector exists, and is not part of this stack.",
                "      pulumi up: Fails: a Region has one detector. Import it; its id and its findings stay.",
                "  ! Inspector in all 3 Regions: Inspector scans EC2, ECR, LAMBDA, LAMBDA_CODE, and is not part of",
                "    this stack.",
                "      pulumi up: Adopts it without asking. Import it, and the preview shows first what changes.",
                "",
                "Would be lost",
                "  ! Inspector in all 3 Regions: Inspector scans LAMBDA_CODE, which vigil:inspector.scan does not",
                "    list.",
                "      pulumi up: Switches that OFF: its findings are lost. List it to keep it.",
                "",
                "Good to know",
                "  · Account: It is a member of the organization o-1 (management account 999999999999).",
                "      pulumi up: Service control policies may deny what this account's own permissions allow; only a",
                "      deployment shows it.",
                "",
                "! Import what exists, and read what would change, before `pulumi up`:",
                "  pulumi stack export --stack dev > state.json",
                "  npm run doctor -- --stack dev --state state.json --write-import import.json",
                "  pulumi import --stack dev --file import.json --generate-code=false --protect=false",
                "  pulumi preview --stack dev --diff",
                "",
            ].join("\n"),
        );
    });

    it("lists what AWS did not answer, by what would help", async () => {
        const reader = fakeReader({
            organization: refusing("organizations:DescribeOrganization", denied),
            detector: refusing("guardduty:ListDetectors", denied),
            macie: refusing("macie2:GetMacieSession", deniedByOrganization),
            registryRules: refusing("ecr:GetRegistryScanningConfiguration", tooSlow),
        });
        const { exitCode, printed } = await run([], { reader });
        assert.equal(
            printed.split("\n").slice(3).join("\n"),
            [
                "  Region                    GuardDuty                   Macie    Inspector",
                "  ✘ eu-west-1 (home)        ?                           ?        -",
                "",
                "Missing permissions: allow these actions, and run the doctor again",
                "  organizations:DescribeOrganization",
                "  guardduty:ListDetectors (eu-west-1)",
                "",
                "Denied by a policy of the organization: only its administrator can allow these",
                "  macie2:GetMacieSession (eu-west-1)",
                "",
                "Failed",
                "  ecr:GetRegistryScanningConfiguration (eu-west-1): TimeoutError: too slow.",
                "",
                "✘ `pulumi up` would fail, or cannot be predicted: fix what is blocked first.",
                "",
            ].join("\n"),
        );
        assert.equal(exitCode, 2);
    });

    it("prints everything for machines instead", async () => {
        const { exitCode, printed } = await run(["--json"], withDetector);
        const { account: found, ...rest } = JSON.parse(printed) as Record<string, unknown>;
        assert.deepEqual(rest, {
            schemaVersion: 1,
            stack: "dev",
            home: "eu-west-1",
            managed: "nothing",
            outcome: "resolvable",
            findings: [
                {
                    kind: "collision",
                    region: "eu-west-1",
                    subject: "GuardDuty",
                    is: "A detector exists, and is not part of this stack.",
                    up: "Fails: a Region has one detector. Import it; its id and its findings stay.",
                },
            ],
            unanswered: [],
        });
        assert.deepEqual(Object.keys(found as object), ["accountId", "quotas", "regions"]);
        assert.equal(exitCode, 1);
    });

    it("does not count what the state says is the stack's own", async () => {
        const resources = [
            { urn: "urn:c", type: "vigil:index:ThreatDetection" },
            { urn: "urn:d", type: detectorType, id: detector.id, inputs: { region: "eu-west-1" } },
        ];
        const state = JSON.stringify({ version: 3, deployment: { resources } });
        assert.equal((await run(["--state=s.json"], { ...withDetector, read: () => state })).exitCode, 0);
    });

    it("writes an import file of what is in the way", async () => {
        const { written, complained } = await run(["--write-import", "import.json"], withDetector);
        assert.equal(complained, "import.json imports 1 resource.\n");
        assert.deepEqual(
            Object.entries(written).map(([file, text]) => [file, JSON.parse(text) as unknown]),
            [
                [
                    "import.json",
                    {
                        resources: [
                            { type: "vigil:index:ThreatDetection", name: "detection-eu-west-1", component: true },
                            {
                                type: detectorType,
                                name: "detection-eu-west-1-guarddutyDetector",
                                logicalName: "detection-eu-west-1",
                                parent: "detection-eu-west-1",
                                id: `${detector.id}@eu-west-1`,
                                version: "7.48.0",
                            },
                        ],
                    },
                ],
            ],
        );
    });

    describe("refuses with a sentence and exit code 3", () => {
        const mistakes: [string, readonly string[], Changes, RegExp][] = [
            ["an unknown option", ["--sack", "dev"], {}, /^error: unknown option '--sack'/],
            ["a state that is none", ["--state=a"], {}, /^The state has no deployment in it; /],
            [
                "credentials that AWS rejects",
                [],
                {
                    reader: fakeReader({
                        accountId: refusing("sts:GetCallerIdentity", awsError("ExpiredToken", "Expired.")),
                    }),
                },
                /^The AWS credentials have expired \(Expired\)\. Sign in again, .*\.\n$/,
            ],
            [
                "a network that does not reach AWS",
                [],
                {
                    reader: fakeReader({
                        accountId: refusing(
                            "sts:GetCallerIdentity",
                            Object.assign(awsError("Error", "getaddrinfo ENOTFOUND sts"), { code: "ENOTFOUND" }),
                        ),
                    }),
                },
                /^AWS cannot be reached \(getaddrinfo ENOTFOUND sts\)\. Connect to a network whose name server knows AWS\.\n$/,
            ],
            [
                "an answer that says nothing of the account",
                [],
                {
                    reader: fakeReader({
                        accountId: refusing("sts:GetCallerIdentity", awsError("Throttling", "Later")),
                    }),
                },
                /^AWS does not tell whose account this is \(sts:GetCallerIdentity\): Throttling: Later\.\n$/,
            ],
        ];
        for (const [mistake, args, changes, sentence] of mistakes) {
            it(mistake, async () => {
                const { exitCode, printed, complained } = await run(args, changes);
                assert.match(complained, sentence);
                assert.deepEqual([exitCode, printed], [3, ""]);
            });
        }
    });

    it("explains itself, and its exit codes", async () => {
        const { exitCode, printed } = await run(["--help"]);
        assert.match(
            printed,
            /Exit code: 0 nothing is in the way, 1 something is that an import or a setting resolves/,
        );
        assert.equal(exitCode, 0);
    });

    it("takes its progress bar away, whatever happens", async () => {
        let stopped = 0;
        const progress = { show: () => undefined, stop: () => stopped++ };
        await run([], { progress });
        await run([], { progress, reader: fakeReader({ accountId: refusing("sts:GetCallerIdentity", tooSlow) }) });
        assert.equal(stopped, 2);
    });

    it("ends with 70 on a defect", async () => {
        const mistake = new TypeError("of ours");
        assert.equal((await run([], { readStack: () => Promise.reject(mistake) })).exitCode, 70);
        const reader = fakeReader({ detector: () => Promise.reject(mistake) });
        assert.equal((await run([], { reader })).exitCode, 70);
    });

    it("reads the account as the stack's configuration signs in", async () => {
        const config = { "aws:profile": "prod" };
        const configs: unknown[] = [];
        const readStack = (stack: string) =>
            Promise.resolve({ settings: settings(), program: programOf(stack), config });
        const readerOf = (given: unknown) => {
            configs.push(given);
            return fakeReader();
        };
        await run([], { readStack, readerOf });
        assert.deepEqual(configs, [config]);
    });
});
