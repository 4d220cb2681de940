import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStackConfig, stacksOf } from "../../../tools/recording/stack-config";
import { UserError } from "../../../tools/cli/user-error";
import { deployedSettingsOf, settingsOf } from "../../../tools/recording/stack";

describe("readStackConfig", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "vigil-"))));
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });
    const write = (file: string, text: string) => {
        writeFileSync(join(folder, file), text);
    };
    const refused = (message: RegExp) => (error: unknown) => error instanceof UserError && message.test(error.message);

    it("hands values over as the CLI does: the project's defaults, overridden by the stack, all as text", () => {
        write(
            "Pulumi.yaml",
            "name: vigil\nconfig:\n  replayDays: { type: integer, default: 30 }\n  bare: { type: string }\n  aws:region: { value: eu-west-1 }\n  retain: { type: boolean, default: true }\n",
        );
        write("Pulumi.dev.yaml", "config:\n  vigil:replayDays: 7\n  vigil:regions: [eu-west-1, us-east-1]\n");
        assert.deepEqual(readStackConfig(folder, "dev"), {
            project: "vigil",
            stack: "dev",
            config: {
                "vigil:replayDays": "7",
                "aws:region": "eu-west-1",
                "vigil:retain": "true",
                "vigil:regions": '["eu-west-1","us-east-1"]',
            },
            secretKeys: [],
            unread: [],
        });
    });

    it("puts a URL in the place of each encrypted value, the same in every run, and names the key as secret", () => {
        write("Pulumi.yaml", "name: vigil\n");
        write(
            "Pulumi.dev.yaml",
            "config:\n  vigil:alerts:\n    https:\n      - secure: v1:one\n      - secure: v1:two\n",
        );
        const { config, secretKeys, unread } = readStackConfig(folder, "dev");
        assert.deepEqual([secretKeys, unread], [["vigil:alerts"], []]);
        const { https } = JSON.parse(config["vigil:alerts"] ?? "") as { https: string[] };
        assert.deepEqual(https, ["https://1b2dcecf.encrypted.invalid/", "https://bfa524b8.encrypted.invalid/"]);
    });

    it("puts a mailbox in the place of a secret address, and says so", () => {
        write("Pulumi.yaml", "name: vigil\n");
        write("Pulumi.dev.yaml", "config:\n  vigil:alerts:\n    emails: [a@example.com, { secure: v1:one }]\n");
        const read = readStackConfig(folder, "dev");
        assert.deepEqual(read.config, { "vigil:alerts": '{"emails":["a@example.com","1b2dcecf@encrypted.invalid"]}' });
        assert.deepEqual(read.unread, [
            "Pulumi.dev.yaml: vigil:alerts.emails[1] is secret, and nothing is decrypted here: the mailbox " +
                "1b2dcecf@encrypted.invalid is taken instead.",
        ]);
        assert.deepEqual(
            settingsOf({ ...read, config: { ...read.config, "aws:region": "eu-west-1" } }).alerts!.emails,
            ["a@example.com", "1b2dcecf@encrypted.invalid"],
        );
        assert.deepEqual(
            deployedSettingsOf({ ...read, config: { ...read.config, "aws:region": "eu-west-1" } }).alerts.emails,
            ["a@example.com"],
        );
    });

    for (const [what, yaml, config, sentence] of [
        [
            "a list of addresses",
            "vigil:alerts: { emails: { secure: v1:one } }",
            { "vigil:alerts": '{"emails":["1b2dcecf@encrypted.invalid"]}' },
            "vigil:alerts.emails is secret, and nothing is decrypted here: the mailbox 1b2dcecf@encrypted.invalid is taken instead.",
        ],
        [
            "all of the alerts",
            "vigil:alerts: { secure: v1:one }",
            { "vigil:alerts": '{"emails":["1b2dcecf@encrypted.invalid"]}' },
            "vigil:alerts is secret, and nothing is decrypted here: the mailbox 1b2dcecf@encrypted.invalid and all defaults are taken instead.",
        ],
        [
            "any other setting",
            "vigil:replayDays: { secure: v1:one }",
            {},
            "vigil:replayDays is secret, and nothing is decrypted here: its default is taken instead.",
        ],
        [
            "an entry of another list",
            "vigil:regions: [eu-west-1, { secure: v1:one }]",
            { "vigil:regions": '["eu-west-1"]' },
            "vigil:regions[1] is secret, and nothing is decrypted here: its default is taken instead.",
        ],
    ] as const) {
        it(`stands in for ${what}`, () => {
            write("Pulumi.yaml", "name: vigil\n");
            write("Pulumi.dev.yaml", `config: { ${yaml} }`);
            const read = readStackConfig(folder, "dev");
            assert.deepEqual([read.config, read.unread], [config, [`Pulumi.dev.yaml: ${sentence}`]]);
        });
    }

    it("takes for a secret only what Pulumi does", () => {
        write("Pulumi.yaml", "name: vigil\n");
        write(
            "Pulumi.dev.yaml",
            "config: { vigil:macie: { secure: null }, vigil:archive: { secure: a, retain: true } }",
        );
        assert.deepEqual(readStackConfig(folder, "dev").config, {
            "vigil:macie": '{"secure":null}',
            "vigil:archive": '{"secure":"a","retain":true}',
        });
    });

    it("says that it reads no environment of Pulumi ESC, also where the settings are refused without it", () => {
        write("Pulumi.yaml", "name: vigil\n");
        write("Pulumi.dev.yaml", "environment: [security]\nconfig: { aws:region: eu-west-1 }\n");
        const read = readStackConfig(folder, "dev");
        const sentence =
            "Pulumi.dev.yaml: what its environment of Pulumi ESC sets is not read here, and missing in what follows.";
        assert.deepEqual(read.unread, [sentence]);
        assert.throws(
            () => settingsOf(read),
            (error: Error) => error.message.endsWith(`--stack dev\n\n${sentence}`) && error instanceof UserError,
        );
    });

    it("merges what a merge key names, as Pulumi's parser does", () => {
        write("Pulumi.yaml", "name: vigil\n");
        write(
            "Pulumi.dev.yaml",
            "shared: &shared { retentionDays: 400, retain: true }\nconfig:\n  vigil:archive: { <<: *shared, retain: false }\n",
        );
        assert.deepEqual(readStackConfig(folder, "dev").config, {
            "vigil:archive": '{"retentionDays":400,"retain":false}',
        });
    });

    it("takes the plain values of a project's configuration, too", () => {
        write(
            "Pulumi.yaml",
            "name: vigil\nconfig: { aws:region: eu-west-1, vigil:replayDays: { value: 7 }, bare: null }\n",
        );
        write("Pulumi.dev.yaml", "");
        assert.deepEqual(readStackConfig(folder, "dev").config, { "aws:region": "eu-west-1", "vigil:replayDays": "7" });
    });

    const bomb = [
        "a: &a [x]",
        ..."bcdefghij".split("").map((name, index) => {
            const before = "abcdefghij"[index]!;
            return `${name}: &${name} [${`*${before},`.repeat(9)}]`;
        }),
    ].join("\n");
    for (const [what, text] of Object.entries({
        "aliases that multiply": bomb,
        "an alias of what is around it": "config: &all\n  vigil:alerts: *all\n",
        "no map": "- config",
        "a configuration that is no map": "config: [a]",
        "nesting without end": `config: ${"[".repeat(100_000)}`,
    })) {
        it(`refuses ${what} in one sentence`, () => {
            write("Pulumi.yaml", "name: vigil\n");
            write("Pulumi.dev.yaml", text);
            assert.throws(() => readStackConfig(folder, "dev"), refused(/^.*Pulumi\.dev\.yaml[^\n]*$/));
        });
    }

    it("takes a stack file without any configuration", () => {
        write("Pulumi.yaml", "name: vigil\n");
        write("Pulumi.dev.yaml", "");
        assert.deepEqual(readStackConfig(folder, "dev").config, {});
    });

    it("names the stacks there are when the file of one is missing", () => {
        write("Pulumi.yaml", "name: vigil\n");
        write("Pulumi.prod.yaml", "");
        write("Pulumi.dev.yml", "");
        assert.deepEqual(stacksOf(folder), ["dev", "prod"]);
        assert.throws(
            () => readStackConfig(folder, "stage"),
            refused(/^There is no file .*Pulumi\.stage\.yaml\. Stacks here: dev, prod\.$/),
        );
    });

    it("says where it wants to be run when there is no project", () => {
        assert.throws(
            () => readStackConfig(folder, "dev"),
            refused(/^There is no file .*Pulumi\.yaml\. Run this in the folder of the Pulumi program\.$/),
        );
    });

    it("says in one sentence what is wrong with a file that is not valid YAML", () => {
        write("Pulumi.yaml", "name: vigil\n");
        write("Pulumi.dev.yaml", "config: [");
        assert.throws(() => readStackConfig(folder, "dev"), refused(/^.*Pulumi\.dev\.yaml is not valid YAML: [^\n]+$/));
    });
});
