import assert from "node:assert/strict";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { wentWrong } from "../../tools/proof/report";
import { recordStack } from "../../tools/recording/stack";
import { rehearseProgram } from "../../tools/rehearsal/rehearse";
import { programFolder, root } from "../support/stacks";

const example = join(root, "examples/organization");

interface StackFile {
    readonly config: Readonly<Record<string, unknown>>;
}

const fileOf = (stack: string) => parse(readFileSync(join(example, `Pulumi.${stack}.yaml`), "utf8")) as StackFile;

describe("the example of an organization", () => {
    const directory = programFolder();

    before(() => {
        cpSync(example, directory, { recursive: true });
        // The administrator before the management account has named it, as the example's README has it.
        const { config } = fileOf("administrator");
        const first = { config: { ...config, "vigil:organization": undefined } };
        writeFileSync(join(directory, "Pulumi.first.yaml"), JSON.stringify(first));
    });

    after(() => {
        rmSync(directory, { recursive: true });
    });

    const componentsOf = async (stack: string) => {
        const { resources } = (await recordStack(directory, stack)).recording;
        return resources
            .filter(({ custom, parent }) => !custom && parent !== "")
            .map(({ name }) => name)
            .sort();
    };

    it("has a management account that lets the services in, is watched, and names the administrator", async () => {
        assert.deepEqual(await componentsOf("management"), [
            "administration-eu-west-1",
            "administration-us-east-1",
            "detection-eu-west-1",
            "detection-us-east-1",
            "discovery-eu-west-1",
            "discovery-us-east-1",
            "organization-access",
            "scanning-eu-west-1",
            "scanning-us-east-1",
        ]);
    });

    it("has an administrator that gets the members, and keeps all that it has had without them", async () => {
        const first = await componentsOf("first");
        const members = ["members-eu-west-1", "members-us-east-1"];
        assert.deepEqual(await componentsOf("administrator"), [...first, ...members].sort());
    });

    it("speaks of the same accounts and Regions in both files", async () => {
        const { settings: management } = await recordStack(directory, "management");
        const { settings: administrator } = await recordStack(directory, "administrator");
        const accountOf = (stack: string) => fileOf(stack).config["aws:allowedAccountIds"];
        const { organization: named } = management;
        const { organization: naming } = administrator;
        assert.ok(named.role === "management" && naming.role === "administrator");
        assert.deepEqual(accountOf("administrator"), [named.administrator]);
        assert.deepEqual(accountOf("management"), [naming.members[0]?.id]);
        assert.deepEqual(
            management.regions.map(({ region }) => region),
            administrator.regions.map(({ region }) => region),
        );
    });

    it("proves every alert of its administrator, and its route's mails name the account in words", async () => {
        const { report } = await rehearseProgram({ directory, stack: "administrator" });
        assert.deepEqual(report.results.filter(wentWrong), []);
        const told = report.results.filter(({ audience }) => audience?.includes("payments"));
        const accounts = told.map(({ mail }) => /^ *Account +(.*)$/m.exec(mail?.text ?? "")?.[1]);
        assert.deepEqual([...new Set(accounts)], ["payments (444444444444)"]);
        assert.deepEqual(report.warnings, [
            "security@example.com is a placeholder: its domain is for examples only, and mail to it reaches nobody.",
        ]);
    });
});
