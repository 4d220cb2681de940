import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { iamPolicyCommand } from "../../../tools/iam-policy/iam-policy-command";
import { onlyAllowedAccount, readDeployedStack, type StackChoice } from "../../../tools/iam-policy/deployed-stack";
import { fixtures } from "../../support/stacks";
import type { Policy } from "../../../tools/iam-policy/policy";
import { account, statementsOf } from "./stacks";

async function run(args: readonly string[], readStack = (choice: StackChoice) => readDeployedStack(fixtures, choice)) {
    const output = { printed: "", complained: "" };
    const files: Record<string, string> = {};
    const exitCode = await iamPolicyCommand(args, {
        readStack,
        env: {},
        read: (file) => readFileSync(file, "utf8"),
        write: (file, text) => (files[file] = text),
        print: (text) => (output.printed += text),
        printError: (text) => (output.complained += text),
    });
    return { exitCode, files, ...output };
}

describe("npm run iam-policy", () => {
    it("prints a list of policies where one would be too large, and says so", async () => {
        const { exitCode, printed, complained } = await run(["--account", account]);
        assert.equal(exitCode, 0);
        const { length } = JSON.parse(printed) as unknown[];
        assert.ok(length > 1);
        assert.equal(
            complained,
            `A list of ${length} policies: one would be larger than IAM's 6144 characters. Attach them all; --out writes a file for each.\n`,
        );
    });

    it("writes a file for each policy", async () => {
        const { exitCode, files, printed, complained } = await run([
            "--account",
            account,
            "--drill",
            "--doctor",
            "--findings",
            "--out",
            "policies",
        ]);
        assert.equal(exitCode, 0);
        assert.equal(printed, "");
        const names = Object.keys(files);
        const statements = statementsOf(Object.values(files).map((text) => JSON.parse(text) as Policy));
        for (const start of ["Drill", "Doctor", "Findings"]) {
            assert.ok(
                statements.some(({ Sid }) => Sid.startsWith(start)),
                start,
            );
        }
        assert.ok(names.length > 1);
        assert.deepEqual(
            names,
            names.map((_, index) => `policies/vigil-dev-deployer-${index + 1}.json`),
        );
        assert.match(complained, /^vigil-dev-deployer-1\.json: \d+ statements, \d+ of 6144 characters\n/);
    });

    it("prints for one role alone, and names its files after it", async () => {
        const sids = async (role: string) => {
            const { files } = await run(["--account", account, "--role", role, "--out", "policies"]);
            const [first, second] = Object.keys(files);
            assert.equal(first, `policies/vigil-dev-${role}${second === undefined ? "" : "-1"}.json`);
            const policies = Object.values(files).map((text) => JSON.parse(text) as Policy);
            return statementsOf(policies).map(({ Sid }) => Sid);
        };
        const deployer = await sids("deployer");
        assert.ok((await sids("preview")).every((sid) => deployer.includes(sid)));
        for (const sid of await sids("drill")) assert.match(sid, /^Drill/);
        for (const sid of await sids("doctor")) assert.match(sid, /^Doctor/);
        for (const sid of await sids("findings")) assert.match(sid, /^Findings/);
    });

    it("takes one role alone or a deployer who also drills, not both, and no other role", async () => {
        assert.match(
            (await run(["--account", account, "--role", "drill", "--drill"])).complained,
            /cannot be used with/,
        );
        assert.match(
            (await run(["--account", account, "--role", "admin"])).complained,
            /Allowed choices are deployer, preview, drill, doctor, findings/,
        );
    });

    it("writes out what a terminal would obey or hide, in names that a state brings along", async () => {
        const readStack = async (choice: StackChoice) => ({
            ...(await readDeployedStack(fixtures, choice)),
            project: "vi\u202egil",
        });
        const { printed } = await run(["--account", account, "--role", "drill"], readStack);
        assert.match(printed, /"aws:ResourceTag\/Project": "vi\\\\u\{202e\}gil"/);
        assert.doesNotMatch(printed, /\u202e/);
    });

    it("asks for an account instead of printing a policy for all of them", async () => {
        const { exitCode, printed, complained } = await run([]);
        assert.equal(exitCode, 2);
        assert.equal(printed, "");
        assert.equal(
            complained,
            [
                "Which account? The policy names it in every ARN.",
                "      fix:   add --account 123456789012, with your account's twelve digits;",
                '             or put aws:allowedAccountIds: ["123456789012"] into Pulumi.dev.yaml, which also keeps Pulumi out of any other.',
                "",
            ].join("\n"),
        );
    });

    it("refuses what is no account, no stack and no option", async () => {
        assert.match(
            (await run(["--account", "12345"])).complained,
            /^--account: not the id of an AWS account\.\n {6}got: {5}"12345"/,
        );
        assert.match((await run(["--stack", "nowhere", "--account", account])).complained, /Stacks here: dev, prod\./);
        assert.equal((await run(["--stick"])).exitCode, 2);
        assert.equal((await run(["--help"])).exitCode, 0);
    });
});

describe("the account of a stack", () => {
    const allowed = (value: string) => onlyAllowedAccount({ stack: "dev", config: { "aws:allowedAccountIds": value } });

    it("is the one that its file allows", () => {
        assert.equal(allowed('["210987654321"]'), "210987654321");
    });

    it("is not guessed when its file allows several, or none", () => {
        for (const value of ['["210987654321","123456789012"]', "[]"])
            assert.throws(() => allowed(value), { name: "UserError", message: /^Which account\?/ }, value);
    });

    it("is refused with the setting to blame when it is not twelve digits in a list", () => {
        for (const [value, fix] of [
            ["[12345678901]", '["012345678901"]'],
            ['["12345"]', '["000000012345"]'],
            ["210987654321", '["210987654321"]'],
            ["210987654321,123456789012", '["210987654321","123456789012"]'],
            ["[210987654321", '["210987654321"]'],
            ["mine", '["123456789012"]'],
        ] as const) {
            assert.throws(() => allowed(value), {
                name: "UserError",
                message: `aws:allowedAccountIds in Pulumi.dev.yaml: must be a list of accounts, of twelve digits each.
      got:     ${value}
      allowed: a list of quoted numbers; without quotes, YAML drops a zero in front
      fix:     pulumi config set aws:allowedAccountIds '${fix}' --stack dev`,
            });
        }
        assert.equal(allowed("[210987654321]"), "210987654321");
    });
});
