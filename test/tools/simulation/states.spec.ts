import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rehearseProgram, rehearseState } from "../../../tools/rehearsal/rehearse";
import { reportPage } from "../../../tools/report/html/page";
import { reportJson } from "../../../tools/report/json";
import { reportJunit } from "../../../tools/report/junit";
import { origin } from "../report/reports";
import { UserError } from "../../../tools/cli/user-error";
import { fixtures } from "../../support/stacks";
import { add, set } from "./edits";
import { recordDev, rehearseOver, wrongIn } from "./stacks";

const rehearseText = (state: string, directory = fixtures, stack?: string) =>
    rehearseState({ state, directory, stack });

const refuses = (run: () => Promise<unknown>, message: string | RegExp) =>
    assert.rejects(run, (error: unknown) => {
        assert.ok(error instanceof UserError, String(error));
        if (typeof message === "string") assert.equal(error.message, message);
        else assert.match(error.message, message);
        return true;
    });

describe("a state", () => {
    it("gives the same report as the program that it is of, whatever its secrets", async () => {
        const { report, resources } = await rehearseProgram({ directory: fixtures, stack: "dev" });
        const { report: ofState } = await rehearseText(JSON.stringify(resources));
        assert.deepEqual(ofState, report);
    });

    it("never holds a secret endpoint", async () => {
        const https = "https://chat.example.com/hooks/s3cr3t";
        const alerts = JSON.stringify({ emails: ["security@example.com"], https: [https] });
        const { state } = await recordDev({ "vigil:alerts": alerts });
        assert.doesNotMatch(JSON.stringify(state), /s3cr3t/);
    });

    it("keeps secrets to itself that were exported in plain text", async () => {
        const https = "https://chat.example.com/hooks/s3cr3t";
        const alerts = JSON.stringify({ emails: ["security@example.com"], https: [https] });
        const { state } = await recordDev({ "vigil:alerts": alerts });
        const exported = JSON.stringify(state).replaceAll(
            '"ciphertext":""',
            `"plaintext":${JSON.stringify(`"${https}"`)}`,
        );
        assert.match(exported, /s3cr3t/);
        const { report, resources } = await rehearseText(exported);
        const forms = [
            reportJson(report, origin),
            reportJunit(report, origin),
            reportPage(report, origin),
            JSON.stringify(resources),
        ];
        for (const form of forms) assert.doesNotMatch(form, /s3cr3t/);
        assert.deepEqual(resources, state);
    });

    it("is held to the settings beside it: it is not its own judge", async () => {
        const alerts = JSON.stringify({ minimumSeverity: "CRITICAL", emails: ["security@example.com"] });
        const { state } = await recordDev({ "vigil:alerts": alerts });
        const { report } = await rehearseText(JSON.stringify(state), fixtures, "dev");
        assert.deepEqual(
            wrongIn(report).filter((line) => /^eu-west-1\/guardDuty(?!.*(?:burst|not-taken))/.test(line)),
            [
                "eu-west-1/guardDuty/HIGH is lost at the alert rule",
                "eu-west-1/guardDuty/HIGH/7.95 is lost at the alert rule",
                "eu-west-1/guardDuty/HIGH/8.99 is lost at the alert rule",
                "eu-west-1/guardDuty/HIGH/not-mailed is lost at the alert rule",
                "eu-west-1/guardDuty/HIGH/member/210987654321 is lost at the alert rule",
            ],
        );
    });

    it("without settings is held to the standard thresholds, with a warning", async () => {
        const { state } = await recordDev();
        const elsewhere = mkdtempSync(join(tmpdir(), "vigil-"));
        const { report } = await rehearseText(JSON.stringify(state), elsewhere);
        assert.deepEqual(wrongIn(report), []);
        assert.deepEqual(report.regions, ["eu-west-1", "us-east-1"]);
        assert.equal(report.home, "eu-west-1");
        assert.match(
            report.warnings.join(),
            /^There is no Pulumi\.test\.yaml in .*, so the settings of this stack are unknown: the default/,
        );
    });

    it("whose service is on where nobody asked is rehearsed there, too", async () => {
        const { expectations } = await recordDev({ "vigil:regions": '["eu-west-1"]' });
        const { state } = await recordDev();
        const report = await rehearseOver({ state, expectations });
        assert.deepEqual(report.regions, ["eu-west-1", "us-east-1"]);
        assert.deepEqual(wrongIn(report), []);
    });

    it("has its unknown resources listed", async () => {
        const type = "aws:budgets/budget:Budget";
        const budget = { urn: `urn:pulumi:test::vigil::${type}::budget`, type, custom: true, id: "budget" };
        const report = await rehearseOver(await recordDev(), add(budget));
        assert.deepEqual(report.notRehearsed, [`${type} budget`]);
    });

    it("with everything on has no resource that is unknown", async () => {
        const { state, expectations } = await recordDev({ "vigil:scanTargets": "true" });
        assert.deepEqual((await rehearseOver({ state, expectations })).notRehearsed, []);
    });
});

describe("what cannot be rehearsed is refused in one sentence:", () => {
    const stack = { urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", type: "pulumi:pulumi:Stack" };
    const bucket = { urn: "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::pictures", type: "aws:s3/bucket:Bucket" };
    const stateOf = (...resources: unknown[]) => JSON.stringify({ version: 3, deployment: { resources } });
    const noDeployment = "The state has no deployment in it; give the output of `pulumi stack export`.";
    const damaged = (where: string) =>
        `The state is damaged at deployment.resources.${where}; give the output of \`pulumi stack export\`.`;
    const empty = "The state is of an empty stack: run `pulumi up` before you export it.";

    const states: readonly [what: string, state: string, message: string | RegExp][] = [
        [
            "text that is not JSON",
            "resources:",
            /^The state is not valid JSON: .*; give the output of `pulumi stack export`\.$/,
        ],
        [
            "JSON deeper than any state",
            `{"deployment":{"resources":${"[".repeat(100_000)}${"]".repeat(100_000)}}}`,
            "The state is nested more than 500 levels deep; give the output of `pulumi stack export`.",
        ],
        ["a resource that is nothing", stateOf(null), damaged("0 (Invalid input: expected object, received null)")],
        [
            "a resource without a name",
            stateOf(stack, {}),
            damaged("1.urn (Invalid input: expected string, received undefined)"),
        ],
        [
            "a resource with a number for its name",
            stateOf({ ...bucket, urn: 5 }),
            damaged("0.urn (Invalid input: expected string, received number)"),
        ],
        [
            "a resource with a number for its type",
            stateOf({ ...bucket, type: 5 }),
            damaged("0.type (Invalid input: expected string, received number)"),
        ],
        [
            "a resource whose inputs are a list",
            stateOf({ ...bucket, inputs: [] }),
            damaged("0.inputs (Invalid input: expected record, received array)"),
        ],
        ["JSON without a deployment", "{}", noDeployment],
        ["JSON that is nothing", "null", noDeployment],
        ["a deployment without a list", `{"deployment":{"resources":{}}}`, noDeployment],
        ["a deployment without resources", `{"version":3,"deployment":{}}`, empty],
        ["a stack without anything in it", stateOf(stack), empty],
        [
            "a state of another project",
            stateOf(stack, bucket),
            "The state is of the project shop, in which there is no component of Vigil.",
        ],
    ];
    for (const [what, state, message] of states) it(what, () => refuses(() => rehearseText(state), message));

    it("a policy that is not valid JSON", async () => {
        const dev = await recordDev();
        await refuses(
            () => rehearseOver(dev, set(["topicPolicy"], { policy: "Allow: everything" })),
            "The policy of aws:sns/topicPolicy:TopicPolicy alert-topic is not valid JSON: Unexpected token 'A', \"Allow: everything\" is not valid JSON, so the stack cannot be rehearsed.",
        );
    });

    it("a policy that is a list", async () => {
        const dev = await recordDev();
        await refuses(
            () => rehearseOver(dev, set(["topicPolicy"], { policy: "[]" })),
            "The policy of aws:sns/topicPolicy:TopicPolicy alert-topic is not a JSON object, so the stack cannot be rehearsed.",
        );
    });

    it("a secret that is not what Pulumi writes", async () => {
        const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", plaintext: "{" };
        const dev = await recordDev();
        await refuses(
            () => rehearseOver(dev, set(["topicPolicy"], { policy: secret })),
            /^A secret of the state is not valid JSON: .*, so the stack cannot be rehearsed\.$/,
        );
    });

    it("a policy that is a secret", async () => {
        const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
        const dev = await recordDev();
        await refuses(
            () => rehearseOver(dev, set(["topicPolicy"], { policy: secret })),
            "The policy of aws:sns/topicPolicy:TopicPolicy alert-topic is a secret: export the stack with --show-secrets.",
        );
    });

    it("settings with problems, in the words of the program", async () => {
        const directory = mkdtempSync(join(tmpdir(), "vigil-"));
        writeFileSync(join(directory, "Pulumi.yaml"), "name: vigil\nruntime: nodejs\n");
        writeFileSync(join(directory, "Pulumi.dev.yaml"), "config:\n  aws:region: eu-west-9\n");
        await refuses(() => rehearseProgram({ directory, stack: "dev" }), /eu-west-9/);
        await refuses(() => rehearseProgram({ directory, stack: "dev" }), /vigil:alerts\.emails/);
    });

    it("a stack without a file", () =>
        refuses(
            () => rehearseProgram({ directory: fixtures, stack: "staging" }),
            /^There is no file .*Pulumi\.staging\.yaml\. Stacks here: dev, prod\.$/,
        ));
});
