import assert from "node:assert/strict";
import { readDeployedStack } from "../../../tools/iam-policy/deployed-stack";
import { policiesOf } from "../../../tools/iam-policy/iam-policy-command";
import type { RecordedResource } from "../../../tools/recording/recorder";
import { kindOf } from "../../../tools/recording/resource-types";
import { exportOf } from "../../../tools/recording/stack";
import { asConfig, everythingOn } from "../../support/everything-on";
import { fixtures, recordStack } from "../../support/stacks";
import { decisionsOf } from "./decisions";
import { account, statementsOf } from "./stacks";

const named = /^(bucket|bus|eventArchive|instanceProfile|queue|repository|role|rolePolicy|rule|securityGroup|topic)$/;

/** The state of a stack from before names began with project and stack. */
async function oldState(): Promise<string> {
    const recorded = await recordStack("dev", asConfig({ ...everythingOn, regions: ["eu-west-1", "eu-central-1"] }));
    const resources = recorded.resources.map((resource) => {
        const { type, name, inputs, outputs } = resource;
        if (type === "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup") return { ...resource, id: "sg-0a1b2c3d" };
        if (type === "aws:ec2/instance:Instance")
            return { ...resource, outputs: { ...outputs, rootBlockDevice: { volumeId: "vol-0a1b2c3d" } } };
        const old = named.test(kindOf(type) ?? "") && !name.startsWith("relay-eu-west-1");
        return old ? { ...resource, inputs: { ...inputs, ...renamed(resource) } } : resource;
    });
    return JSON.stringify(exportOf({ resources }));
}

function renamed({ type, name }: RecordedResource) {
    return { [kindOf(type) === "bucket" ? "bucket" : "name"]: `${name}-eae1132` };
}

describe("a stack that an earlier version deployed", () => {
    const policies = async (state?: string) =>
        policiesOf(await readDeployedStack(fixtures, { stack: "dev", account, state }));

    it("is covered under its old names and in the Regions that it leaves, if its state is at hand", async () => {
        const arns: [string, string, string?][] = [
            ["sns:SetTopicAttributes", `arn:aws:sns:eu-west-1:${account}:alert-topic-eae1132`],
            ["s3:PutBucketPolicy", "arn:aws:s3:::findings-archive-eae1132"],
            ["iam:PutRolePolicy", `arn:aws:iam::${account}:role/findings-bus-relay-eae1132`],
            ["ecr:DeleteRepository", `arn:aws:ecr:eu-west-1:${account}:repository/scan-target-eae1132`],
            ["sqs:DeleteQueue", `arn:aws:sqs:eu-central-1:${account}:relay-eu-central-1-dead-letters-eae1132`],
            ["events:DeleteRule", `arn:aws:events:eu-west-1:${account}:rule/findings-bus-eae1132/alerts-x-eae1132`],
        ];
        const before = decisionsOf(await policies());
        const after = decisionsOf(await policies(await oldState()));
        for (const [action, resource] of arns) {
            const asked = { action, resource, context: { "aws:RequestedRegion": regionOf(resource) } };
            assert.deepEqual([before(asked).outcome, after(asked).outcome], ["ImplicitlyDenied", "Allowed"], action);
        }
        const other = `arn:aws:sns:eu-west-1:${account}:alert-topic-0000000`;
        assert.equal(after({ action: "sns:SetTopicAttributes", resource: other }).outcome, "ImplicitlyDenied");
    });

    it("gives a role of an old name to its own service only", async () => {
        const decision = decisionsOf(await policies(await oldState()));
        const passed = (service: string) =>
            decision({
                action: "iam:PassRole",
                resource: `arn:aws:iam::${account}:role/findings-bus-relay-eae1132`,
                context: { "iam:PassedToService": service },
            }).outcome;
        assert.deepEqual(
            [passed("events.amazonaws.com"), passed("ec2.amazonaws.com")],
            ["Allowed", "ImplicitlyDenied"],
        );
    });

    it("lets its deployer tag no security group and no volume but its own", async () => {
        const adopted = statementsOf(await policies(await oldState())).find(
            ({ Sid }) => Sid === "AdoptedPartsGetTheTagsOfThisStack",
        );
        assert.deepEqual(adopted?.Resource, [
            `arn:aws:ec2:*:${account}:security-group/sg-0a1b2c3d`,
            `arn:aws:ec2:*:${account}:volume/vol-0a1b2c3d`,
        ]);
    });

    it("is told from what is no state in one sentence", async () => {
        await assert.rejects(policies("[]"), { name: "UserError" });
    });
});

function regionOf(resource: string): string {
    return /^arn:aws:\w+:([a-z\d-]+):/.exec(resource)?.[1] ?? "eu-west-1";
}
