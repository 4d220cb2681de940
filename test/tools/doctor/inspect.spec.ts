import assert from "node:assert/strict";
import { inspectAccount } from "../../../tools/doctor/inspect";
import {
    account,
    awsError,
    denied,
    deniedByOrganization,
    detector,
    emptyRegion,
    fakeReader,
    macie,
    refusing,
    tooSlow,
    noDelegation,
    noReceivers,
    plainArchive,
} from "./fixtures";

describe("inspectAccount", () => {
    it("reads every region, and asks about a detector and a Macie session only where there is one", async () => {
        const asked: string[] = [];
        const note = (what: string) => (region: string) => {
            asked.push(`${what} ${region}`);
            return Promise.resolve(undefined);
        };
        const destination = { id: "p", arn: "arn:aws:s3:::theirs", status: "PUBLISHING" };
        const reader = fakeReader({
            detector: (region) => Promise.resolve(region === "eu-west-1" ? detector : undefined),
            destination: async (region) => {
                await note("destination")(region);
                return destination;
            },
            guardDutyAdministrator: note("administrator"),
            macie: (region) => Promise.resolve(region === "us-east-1" ? macie : undefined),
            macieExport: note("export"),
            macieAdministrator: note("Macie administrator"),
        });
        const done: string[] = [];
        const facts = await inspectAccount(reader, ["eu-west-1", "us-east-1"], (region) => done.push(region));
        assert.deepEqual(facts, {
            accountId: account,
            organization: undefined,
            quotas: [],
            receivers: noReceivers,
            archive: plainArchive,
            delegation: noDelegation,
            regions: [
                { ...emptyRegion, detector, destination },
                { ...emptyRegion, region: "us-east-1", macie },
            ],
            unread: [],
        });
        assert.deepEqual(asked.sort(), [
            "Macie administrator us-east-1",
            "administrator eu-west-1",
            "destination eu-west-1",
            "export us-east-1",
        ]);
        assert.deepEqual(done.sort(), ["eu-west-1", "us-east-1"]);
    });

    it("goes on where AWS does not answer, and lists each question with its reason", async () => {
        const reader = fakeReader({
            organization: refusing("organizations:DescribeOrganization", denied),
            detector: refusing("guardduty:ListDetectors", deniedByOrganization),
            macie: refusing("macie2:GetMacieSession", tooSlow),
        });
        const facts = await inspectAccount(reader, ["eu-west-1"]);
        assert.deepEqual(facts, {
            accountId: account,
            organization: "unknown",
            quotas: [],
            receivers: noReceivers,
            archive: plainArchive,
            delegation: noDelegation,
            regions: [
                {
                    ...emptyRegion,
                    detector: "unknown",
                    destination: "unknown",
                    macie: "unknown",
                    macieExport: "unknown",
                    administrators: { guardDuty: "unknown", macie: "unknown", inspector: undefined },
                },
            ],
            unread: [
                {
                    action: "organizations:DescribeOrganization",
                    because: "permission",
                    message: "No.",
                    region: undefined,
                },
                {
                    action: "guardduty:ListDetectors",
                    because: "organization policy",
                    message: "explicit deny in a service control policy",
                    region: "eu-west-1",
                },
                {
                    action: "macie2:GetMacieSession",
                    because: "failure",
                    message: "TimeoutError: too slow",
                    region: "eu-west-1",
                },
            ],
        });
    });

    it("does not ask what it can know: services that a region lacks, and default regions that are always open", async () => {
        const never = () => Promise.reject(new Error("must not be asked"));
        const withoutMacie = fakeReader({ openRegions: () => Promise.resolve(["eu-south-2"]), macie: never });
        const [spain] = (await inspectAccount(withoutMacie, ["eu-south-2"])).regions;
        assert.deepEqual(spain, { ...emptyRegion, region: "eu-south-2" });

        const withoutInspector = fakeReader({
            openRegions: () => Promise.resolve(["ap-southeast-6"]),
            ...{ macie: never, inspector: never, inspectorAdministrator: never, registryRules: never },
        });
        const [newZealand] = (await inspectAccount(withoutInspector, ["ap-southeast-6"])).regions;
        assert.deepEqual(newZealand, { ...emptyRegion, region: "ap-southeast-6", registryRules: undefined });

        await inspectAccount(fakeReader({ openRegions: never }), ["eu-west-1"]);
    });

    it("asks nothing in an opt-in region that is closed, for every answer there would be an error", async () => {
        const never = () => Promise.reject(new Error("must not be asked"));
        const reader = fakeReader({
            ...{ detector: never, macie: never, inspector: never, inspectorAdministrator: never, registryRules: never },
        });
        const [closed] = (await inspectAccount(reader, ["af-south-1"])).regions;
        assert.deepEqual(closed, { ...emptyRegion, region: "af-south-1", open: false, registryRules: undefined });
    });

    it("stops for a defect, and for credentials that AWS rejects", async () => {
        const defect = new TypeError("of ours");
        await assert.rejects(inspectAccount(fakeReader({ quotas: () => Promise.reject(defect) }), []), defect);
        const accountId = refusing("sts:GetCallerIdentity", awsError("ExpiredToken", "Expired."));
        await assert.rejects(
            inspectAccount(fakeReader({ accountId }), []),
            /^UserError: The AWS credentials have expired/,
        );
    });

    it("goes on where only one Region rejects the credentials, as one does that is not enabled", async () => {
        const detector = refusing("guardduty:ListDetectors", awsError("UnrecognizedClientException", "Invalid token."));
        const { unread } = await inspectAccount(fakeReader({ detector }), ["eu-west-1"]);
        assert.deepEqual(unread, [
            {
                action: "guardduty:ListDetectors",
                because: "failure",
                message: "UnrecognizedClientException: Invalid token.",
                region: "eu-west-1",
            },
        ]);
    });
});
