import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policiesOf } from "../../../tools/iam-policy/iam-policy-command";
import { managedPolicyLimit, packed, type Policy, sizeOf } from "../../../tools/iam-policy/policy";
import { deployerStatements } from "../../../tools/iam-policy/statements";
import { account, deployed, deployedWithEverything, statementsOf } from "./stacks";

/** `UPDATE_POLICIES=1 npm test` writes the policies anew; the difference then shows in the review. */
const update = process.env.UPDATE_POLICIES === "1";

const find = (policies: readonly Policy[], sid: string) => {
    const found = statementsOf(policies).find(({ Sid }) => Sid === sid);
    assert.ok(found, `there should be a statement ${sid}`);
    return found;
};

describe("the policies of a deployer", () => {
    it("of the dev stack are these, to the letter", async () => {
        const policies = policiesOf(await deployed("dev"));
        const file = join(__dirname, "dev.policies.json");
        if (update) writeFileSync(file, `${JSON.stringify(policies, undefined, 4)}\n`);
        assert.deepEqual(policies, JSON.parse(readFileSync(file, "utf8")));
    });

    it("are never larger than IAM takes, and each statement has a name of its own", async () => {
        for (const stack of [await deployed("prod"), await deployedWithEverything()]) {
            const policies = policiesOf(stack, ["deployer", "drill", "doctor", "findings"]);
            for (const policy of policies) assert.ok(sizeOf(policy) <= managedPolicyLimit);
            // IAM User Guide, "IAM and AWS STS quotas": ten managed policies for a role, unless AWS grants more.
            assert.ok(policies.length <= 7);
            const sids = statementsOf(policies).map(({ Sid }) => Sid);
            assert.deepEqual([...new Set(sids)], sids);
            for (const sid of sids) assert.match(sid, /^[A-Za-z0-9]+$/);
        }
    });

    it("hold in the Regions of the stack alone, but for what has no Region", async () => {
        for (const { Sid, Action, Condition } of statementsOf(policiesOf(await deployed("dev")))) {
            const regions = Condition?.StringEquals?.["aws:RequestedRegion"];
            if (Action.every((action) => action.startsWith("iam:"))) {
                assert.equal(regions, undefined, Sid);
            } else {
                assert.ok(
                    Array.isArray(regions) && regions.every((region) => /^(eu-west-1|us-east-1)$/.test(String(region))),
                    Sid,
                );
            }
        }
    });

    it("let exports be tried out at home, where the archive is, also if nothing is watched there", async () => {
        const policies = policiesOf(await deployed("prod", { regions: ["us-east-1"] }));
        for (const action of ["s3:PutObject", "kms:GenerateDataKey"]) {
            const [found] = statementsOf(policies).filter(({ Action }) => Action.includes(action));
            assert.ok(found?.Condition?.StringEquals?.["aws:RequestedRegion"]?.includes("eu-west-1"), action);
        }
    });

    it("give a role only to the service it is for", async () => {
        const policies = policiesOf(await deployedWithEverything());
        assert.deepEqual(
            statementsOf(policies)
                .filter(({ Action }) => Action.includes("iam:PassRole"))
                .map(({ Action, Resource, Condition }) => [Action, Resource, Condition]),
            [
                [
                    ["iam:PassRole"],
                    ["findings-bus-relay", "findings-stream"].map(
                        (of) => `arn:aws:iam::${account}:role/vigil-dev-${of}`,
                    ),
                    { StringEquals: { "iam:PassedToService": "events.amazonaws.com" } },
                ],
                [
                    ["iam:PassRole"],
                    `arn:aws:iam::${account}:role/vigil-dev-findings-stream-delivery`,
                    { StringEquals: { "iam:PassedToService": "firehose.amazonaws.com" } },
                ],
                [
                    ["iam:PassRole"],
                    `arn:aws:iam::${account}:role/vigil-dev-archive-replica`,
                    { StringEquals: { "iam:PassedToService": "s3.amazonaws.com" } },
                ],
                [
                    ["iam:PassRole"],
                    `arn:aws:iam::${account}:role/vigil-dev-notifier`,
                    { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
                ],
                [
                    ["iam:PassRole"],
                    `arn:aws:iam::${account}:role/vigil-dev-chat`,
                    { StringEquals: { "iam:PassedToService": "chatbot.amazonaws.com" } },
                ],
                [
                    ["iam:PassRole"],
                    ["heartbeats", "weekly-mail"].map((name) => `arn:aws:iam::${account}:role/vigil-dev-${name}`),
                    { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
                ],
                [
                    ["iam:PassRole"],
                    `arn:aws:iam::${account}:role/vigil-dev-scan-target`,
                    { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
                ],
            ],
        );
        assert.deepEqual(find(policies, "RolesGetNoOtherManagedPolicy").Condition, {
            ArnEquals: { "iam:PolicyARN": ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"] },
        });
    });

    it("let only the services that are switched on make roles for themselves", async () => {
        const services = async (changes: Readonly<Record<string, unknown>>) =>
            find(policiesOf(await deployed("dev", changes)), "ServicesMakeTheirOwnRoles").Condition?.StringEquals?.[
                "iam:AWSServiceName"
            ];
        assert.deepEqual(await services({ macie: false, inspector: { scan: ["ECR"] } }), [
            "guardduty.amazonaws.com",
            "inspector2.amazonaws.com",
        ]);
        assert.deepEqual(await services({ guardDuty: { plans: { EBS_MALWARE_PROTECTION: true } } }), [
            ...["guardduty.amazonaws.com", "malware-protection.guardduty.amazonaws.com", "macie.amazonaws.com"],
            ...["inspector2.amazonaws.com", "agentless.inspector2.amazonaws.com"],
        ]);
    });

    it("name the partition of the stack in every ARN", async () => {
        const statements = deployerStatements({ ...(await deployedWithEverything()), partition: "aws-us-gov" });
        // A function that gets events has the ARN that the settings give.
        const written = statements.filter(({ Sid }) => Sid !== "FunctionsThatGetEvents");
        for (const arn of written.flatMap(({ Resource }) => Resource)) assert.match(arn, /^(\*$|arn:aws-us-gov:)/);
    });

    it("cannot delete what the stack protects, nor a single finding in it", async () => {
        const alerts = { emails: ["security@example.com"], notifier: false };
        const statements = statementsOf(policiesOf(await deployed("prod", { alerts })));
        const results = `arn:aws:s3:::vigil-prod-queries-${account}-eu-west-1`;
        for (const action of [
            "s3:DeleteBucket",
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
            "s3:ListBucketVersions",
        ]) {
            const deleting = statements.filter(({ Action }) => Action.includes(action));
            assert.deepEqual(
                deleting.map(({ Resource }) => Resource),
                [[results, `${results}/*`]],
                action,
            );
        }
    });

    it("let whoever sets the registry's rules ask Inspector what enhanced scanning asks it", async () => {
        const asked = async (changes: Readonly<Record<string, unknown>>) =>
            find(policiesOf(await deployed("dev", changes)), "InspectorHasNoArns").Action.filter((action) =>
                action.startsWith("inspector2:List"),
            );
        const inspector = { scan: ["ECR"], registryScanning: "CONTINUOUS_SCAN" };
        assert.deepEqual(
            await asked({ inspector }),
            ["AccountPermissions", "Coverage", "Findings"].map((list) => `inspector2:List${list}`),
        );
        assert.deepEqual(await asked({}), []);
    });

    it("say nothing of what the stack does not have", async () => {
        const actions = statementsOf(policiesOf(await deployed("dev"))).flatMap(({ Action }) => Action);
        assert.deepEqual(
            actions.filter((action) => /^(ec2|ecr|ssm):|InstanceProfile$|AttachRolePolicy/.test(action)),
            [],
        );
    });
});

describe("packing", () => {
    it("keeps the order, and starts a new policy when one is full", () => {
        const statements = ["A", "B", "C"].map((sid) => ({
            ...{ Sid: sid, Effect: "Allow" as const, Resource: "*" },
            Action: [`s3:${"x".repeat(2_900)}`],
        }));
        assert.deepEqual(
            packed(statements).map(({ Statement }) => Statement.map(({ Sid }) => Sid)),
            [["A", "B"], ["C"]],
        );
        assert.deepEqual(packed([]), []);
    });
});
