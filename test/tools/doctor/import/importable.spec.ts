import assert from "node:assert/strict";
import type { RegionFacts } from "../../../../tools/doctor/facts";
import { nothingManaged, type Managed } from "../../../../tools/doctor/managed";
import { takeoversOf } from "../../../../tools/doctor/import/importable";
import { account, administrator, allManaged, detector, emptyRegion, macie, settings } from "../fixtures";

const full: RegionFacts = {
    ...emptyRegion,
    detector,
    destination: { id: "p", arn: "arn:aws:s3:::theirs", status: "PUBLISHING" },
    macie,
    macieExport: { bucket: "theirs" },
    // Not in the order in which the provider wants them.
    inspector: { scan: ["LAMBDA", "EC2"] },
};

interface Circumstances {
    readonly managed?: Managed;
    readonly redirectExports?: boolean;
    readonly config?: Readonly<Record<string, unknown>>;
}

function takeovers(
    facts: Partial<RegionFacts>,
    { managed = nothingManaged, redirectExports = false, config = {} }: Circumstances = {},
) {
    const regions = [{ ...full, ...facts }];
    return takeoversOf({ accountId: account, regions }, settings(config), managed, { redirectExports });
}

const taken = {
    detector: { type: "aws:guardduty/detector:Detector", region: "eu-west-1", id: `${detector.id}@eu-west-1` },
    destination: {
        type: "aws:guardduty/publishingDestination:PublishingDestination",
        region: "eu-west-1",
        id: `${detector.id}:p@eu-west-1`,
    },
    macie: { type: "aws:macie2/account:Account", region: "eu-west-1", id: `${account}@eu-west-1` },
    macieExport: {
        type: "aws:macie2/classificationExportConfiguration:ClassificationExportConfiguration",
        region: "eu-west-1",
        id: "eu-west-1@eu-west-1",
    },
    inspector: { type: "aws:inspector2/enabler:Enabler", region: "eu-west-1", id: `${account}-EC2:LAMBDA@eu-west-1` },
};

describe("what can be taken over", () => {
    it("is what exists, by the ids that the provider wants, and no export to somebody else's bucket", () => {
        assert.deepEqual(takeovers({}), [taken.detector, taken.macie, taken.inspector]);
    });

    it("includes exports where that is asked for, and where they go to the archive anyway", () => {
        assert.deepEqual(takeovers({}, { redirectExports: true }), Object.values(taken));
        const managed: Managed = { ...nothingManaged, bucket: "theirs" };
        assert.deepEqual(takeovers({}, { managed }), Object.values(taken));
    });

    it("is nothing of an empty region, nor of what AWS does not tell", () => {
        assert.deepEqual(takeovers(emptyRegion, { redirectExports: true }), []);
        const silent = { detector: "unknown", destination: "unknown", macie: "unknown", inspector: "unknown" } as const;
        assert.deepEqual(takeovers({ ...silent, macieExport: "unknown" }, { redirectExports: true }), []);
    });

    it("is not what the stack has already, but a detector and a destination that are others than the stack's", () => {
        assert.deepEqual(takeovers({}, { managed: allManaged, redirectExports: true }), []);
        const managed: Managed = { ...allManaged, has: (_type, _region, id) => id === undefined };
        assert.deepEqual(takeovers({}, { managed, redirectExports: true }), [taken.detector, taken.destination]);
    });

    it("is not what the settings switch off, for Pulumi would delete it again", () => {
        const config = { "vigil:macie": false, "vigil:inspector": false };
        assert.deepEqual(takeovers({}, { config, redirectExports: true }), [taken.detector, taken.destination]);
    });

    it("is not what an organization's administrator decides about", () => {
        const administrators = { guardDuty: administrator, macie: administrator, inspector: administrator };
        assert.deepEqual(takeovers({ administrators }, { redirectExports: true }), []);
        const own = { guardDuty: account, macie: account, inspector: account };
        assert.deepEqual(takeovers({ administrators: own }, { redirectExports: true }), Object.values(taken));
    });

    it("is nothing of a region that the settings do not name", () => {
        assert.deepEqual(takeovers({ region: "us-east-1" }), []);
    });
});
