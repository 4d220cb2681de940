import assert from "node:assert/strict";
import { getRegionOutput } from "@pulumi/aws";
import { Alias, Key } from "@pulumi/aws/kms";
import { Topic } from "@pulumi/aws/sns";
import * as pulumi from "@pulumi/pulumi";
import { record } from "../../support/record";

describe("the harness", () => {
    it("waits for chains of resources that depend on each other's outputs", async () => {
        const recorded = await record(() => {
            const key = new Key("key", { region: "eu-west-1" });
            new Alias("alias", { region: "eu-west-1", targetKeyId: key.keyId.apply((id) => id) });
        });
        assert.equal(recorded.one("aws:kms/alias:Alias").inputs.targetKeyId, recorded.one("aws:kms/key:Key").id);
    });

    it("fails on a throw inside apply, which mocha would hide", async () => {
        const program = () => {
            new Topic("topic", {
                name: pulumi.output("name").apply(() => {
                    throw new Error("thrown inside apply");
                }),
            });
        };
        await assert.rejects(record(program), /thrown inside apply/);
    });

    it("fails on a throw in the program itself", async () => {
        const program = () => {
            throw new Error("thrown in the program");
        };
        await assert.rejects(record(program), /thrown in the program/);
    });

    it("fails on a provider function that has no answer", async () => {
        await assert.rejects(
            record(() => getRegionOutput()),
            /every call of the program has an answer/,
        );
    });

    it("fails on a URN that occurs twice, which the mocks accept", async () => {
        const program = () => {
            new Topic("topic", {});
            new Topic("topic", {});
        };
        await assert.rejects(record(program), /no URN occurs twice/);
    });

    it("unwraps secrets and says where they were", async () => {
        const recorded = await record(
            () => new Topic("topic", { displayName: pulumi.secret("hidden"), name: "plain" }),
        );
        const { inputs, secretInputs } = recorded.one("aws:sns/topic:Topic");
        assert.deepEqual(
            { inputs, secretInputs },
            { inputs: { displayName: "hidden", name: "plain" }, secretInputs: ["displayName"] },
        );
    });

    it("keeps the stack trace of an error in the program", async () => {
        const failed = (error: unknown) => error instanceof Error && /record\.spec\.ts:\d+/.test(error.stack ?? "");
        await assert.rejects(
            record(() => {
                throw new Error("where was I?");
            }),
            failed,
        );
    });
});
