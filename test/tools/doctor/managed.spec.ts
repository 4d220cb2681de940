import assert from "node:assert/strict";
import { managedByState } from "../../../tools/doctor/managed";
import { UserError } from "../../../tools/cli/user-error";

const detector = "aws:guardduty/detector:Detector";
const macie = "aws:macie2/account:Account";
const bucket = "aws:s3/bucket:Bucket";

function state(...resources: readonly object[]): string {
    const component = {
        urn: "urn:pulumi:dev::vigil::vigil:index:ThreatDetection::d",
        type: "vigil:index:ThreatDetection",
    };
    return JSON.stringify({ version: 3, deployment: { resources: [component, ...resources] } });
}

function resource(type: string, id: string, region: string, name = "x") {
    return { urn: `urn:pulumi:dev::vigil::${type}::${name}`, type, custom: true, id, inputs: { region } };
}

const refused = (message: RegExp) => (error: unknown) => error instanceof UserError && message.test(error.message);

describe("what a stack has already", () => {
    it("is in its state: by type, region and id", () => {
        const managed = managedByState(
            state(resource(detector, "one", "eu-west-1"), resource(macie, "111", "us-east-1")),
        );
        const asked: [string, string, string?][] = [
            [detector, "eu-west-1", "one"],
            [detector, "eu-west-1", "two"],
            [detector, "us-east-1", "one"],
            [macie, "us-east-1"],
            [macie, "eu-west-1"],
        ];
        assert.deepEqual(
            asked.map((question) => managed.has(...question)),
            [true, false, false, true, false],
        );
        assert.deepEqual([managed.count(detector), managed.count(bucket), managed.source], [1, 0, "state"]);
        const two = managedByState(
            state(resource(detector, "one", "eu-west-1"), resource(detector, "two", "us-east-1")),
        );
        assert.equal(two.count(detector), 2);
    });

    it("counts a resource whose region only its outputs tell", () => {
        const { inputs, ...rest } = resource(macie, "111", "us-east-1");
        assert.equal(managedByState(state({ ...rest, outputs: inputs })).has(macie, "us-east-1"), true);
    });

    it("includes the archive's bucket, from the outputs of a whole `up` or from one that failed half-way", () => {
        const stack = (outputs: object) => ({ urn: "urn:s", type: "pulumi:pulumi:Stack", outputs });
        const archive = resource(bucket, "archive-1", "eu-west-1", "findings-archive");
        assert.equal(managedByState(state(stack({ findingsBucket: "archive-0" }), archive)).bucket, "archive-0");
        assert.equal(managedByState(state(stack({}), archive)).bucket, "archive-1");
        assert.equal(managedByState(state(resource(bucket, "other", "eu-west-1"))).bucket, undefined);
    });

    it("is nothing in the state of a stack that is new", () => {
        const states = [
            { version: 3, deployment: { manifest: {} } },
            { version: 3, deployment: { resources: [{ urn: "urn:s", type: "pulumi:pulumi:Stack" }] } },
        ];
        for (const empty of states) {
            const managed = managedByState(JSON.stringify(empty));
            assert.deepEqual([managed.has(macie, "eu-west-1"), managed.source], [false, "state"]);
        }
    });

    it("cannot be read from a file that is something else", () => {
        assert.throws(() => managedByState("no JSON"), refused(/JSON/));
        assert.throws(() => managedByState("{}"), refused(/state has no deployment/));
    });
});
