import assert from "node:assert/strict";
import { fixtures } from "../../../support/stacks";
import { importFileOf } from "../../../../tools/doctor/import/import-file";
import type { RecordedResource } from "../../../../tools/recording/recorder";
import { type RecordedStack, recordStack } from "../../../../tools/recording/stack";

const detectorIn = (region: string) => ({
    type: "aws:guardduty/detector:Detector",
    region,
    id: `${"d".repeat(32)}@${region}`,
});

describe("the import file", () => {
    let stack: RecordedStack;
    before(async () => {
        stack = await recordStack(fixtures, "dev");
    });

    it("has the program's own names and parents, each parent once and before its children", () => {
        const exported = {
            type: "aws:guardduty/publishingDestination:PublishingDestination",
            region: "us-east-1",
            id: `${"d".repeat(32)}:p@us-east-1`,
        };
        const file = importFileOf(
            [detectorIn("eu-west-1"), detectorIn("us-east-1"), exported],
            stack.recording.resources,
            "7.48.0",
        );
        assert.deepEqual(file, {
            resources: [
                { type: "vigil:index:ThreatDetection", name: "detection-eu-west-1", component: true },
                { type: "vigil:index:ThreatDetection", name: "detection-us-east-1", component: true },
                { type: "vigil:index:FindingsExport", name: "export-us-east-1", component: true },
                {
                    type: "aws:guardduty/detector:Detector",
                    name: "detection-eu-west-1Detector",
                    logicalName: "detection-eu-west-1",
                    parent: "detection-eu-west-1",
                    id: "dddddddddddddddddddddddddddddddd@eu-west-1",
                    version: "7.48.0",
                },
                {
                    type: "aws:guardduty/detector:Detector",
                    name: "detection-us-east-1Detector",
                    logicalName: "detection-us-east-1",
                    parent: "detection-us-east-1",
                    id: "dddddddddddddddddddddddddddddddd@us-east-1",
                    version: "7.48.0",
                },
                {
                    type: "aws:guardduty/publishingDestination:PublishingDestination",
                    name: "export-us-east-1PublishingDestination",
                    logicalName: "export-us-east-1",
                    parent: "export-us-east-1",
                    id: "dddddddddddddddddddddddddddddddd:p@us-east-1",
                    version: "7.48.0",
                },
            ],
        });
    });

    it("has a place for everything that can be taken over, in every region of the production stack", async () => {
        const { recording, settings } = await recordStack(fixtures, "prod");
        const types = [
            "aws:guardduty/detector:Detector",
            "aws:guardduty/publishingDestination:PublishingDestination",
            "aws:macie2/account:Account",
            "aws:macie2/classificationExportConfiguration:ClassificationExportConfiguration",
            "aws:inspector2/enabler:Enabler",
        ];
        const all = settings.regions.flatMap(({ region }) => types.map((type) => ({ type, region, id: "id" })));
        const { resources } = importFileOf(all, recording.resources, "7.48.0");
        // Four components a region: detection, discovery, scanning and export.
        assert.equal(resources.length, 17 * (types.length + 4));
        assert.equal(new Set(resources.map(({ name }) => name)).size, resources.length, "names are unique in the file");
    });

    it("gives components in components their parents, too, and none to what stands alone", () => {
        const made = (type: string, name: string, parent = "", inputs = {}) =>
            ({ urn: `urn:${name}`, type, name, parent, inputs }) as unknown as RecordedResource;
        const program = [
            made("pulumi:pulumi:Stack", "stack"),
            made("my:Outer", "outer", "urn:stack"),
            made("my:Inner", "inner", "urn:outer"),
            made("aws:guardduty/detector:Detector", "deep", "urn:inner", { region: "eu-west-1" }),
            made("aws:guardduty/detector:Detector", "alone", "urn:stack", { region: "us-east-1" }),
        ];
        const { resources } = importFileOf([detectorIn("eu-west-1"), detectorIn("us-east-1")], program, "7.48.0");
        assert.deepEqual(
            resources.map(({ name, parent }) => [name, parent]),
            [
                ["outer", undefined],
                ["inner", "outer"],
                ["deepDetector", "inner"],
                ["aloneDetector", undefined],
            ],
        );
    });

    it("does not invent a place that the program does not have", () => {
        assert.throws(
            () => importFileOf([detectorIn("eu-north-1")], stack.recording.resources, "7.48.0"),
            new Error("The program makes no aws:guardduty/detector:Detector in eu-north-1, so nothing can become it."),
        );
    });
});
