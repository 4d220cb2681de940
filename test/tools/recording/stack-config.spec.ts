import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStackConfig, stacksOf } from "../../../tools/recording/stack-config";
import { UserError } from "../../../tools/cli/user-error";

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
        });
    });

    it("puts a URL in the place of each encrypted value, the same in every run, and names the key as secret", () => {
        write("Pulumi.yaml", "name: vigil\n");
        write(
            "Pulumi.dev.yaml",
            "config:\n  vigil:alerts:\n    https:\n      - secure: v1:one\n      - secure: v1:two\n",
        );
        const { config, secretKeys } = readStackConfig(folder, "dev");
        assert.deepEqual(secretKeys, ["vigil:alerts"]);
        const { https } = JSON.parse(config["vigil:alerts"] ?? "") as { https: string[] };
        assert.deepEqual(https, ["https://1b2dcecf.encrypted.invalid/", "https://bfa524b8.encrypted.invalid/"]);
    });

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
