import assert from "node:assert/strict";
import type { RegionFacts } from "../../../tools/doctor/facts";
import { type Import, importFileOf, importsOf } from "../../../tools/doctor/import-file";
import { type Managed, nothingManaged } from "../../../tools/doctor/managed";
import type { RecordedResource } from "../../../tools/recording/recorder";
import { type RecordedStack, recordStack, runProgram } from "../../../tools/recording/stack";
import { readStackConfig } from "../../../tools/recording/stack-config";
import type { Role } from "../../../settings";
import { record } from "../../support/record";
import { fixtures, root } from "../../support/stacks";
import {
    account,
    administrator,
    allManaged,
    asManagement,
    asMember,
    asWatchedManagement,
    detector,
    emptyRegion,
    macie,
    settings,
} from "./fixtures";

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

function imports(
    facts: Partial<RegionFacts>,
    { managed = nothingManaged, redirectExports = false, config = {} }: Circumstances = {},
) {
    const regions = [{ ...full, ...facts }];
    return importsOf({ accountId: account, regions }, settings(config), managed, { redirectExports });
}

const known = {
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

describe("what can be imported", () => {
    it("is what exists, by the ids that the provider wants, and no export to somebody else's bucket", () => {
        assert.deepEqual(imports({}), [known.detector, known.macie, known.inspector]);
    });

    it("includes exports where that is asked for, and where they go to the archive anyway", () => {
        assert.deepEqual(imports({}, { redirectExports: true }), Object.values(known));
        const managed: Managed = { ...nothingManaged, bucket: "theirs" };
        assert.deepEqual(imports({}, { managed }), Object.values(known));
    });

    it("is nothing of an empty region, nor of what AWS does not tell", () => {
        assert.deepEqual(imports(emptyRegion, { redirectExports: true }), []);
        const silent = { detector: "unknown", destination: "unknown", macie: "unknown", inspector: "unknown" } as const;
        assert.deepEqual(imports({ ...silent, macieExport: "unknown" }, { redirectExports: true }), []);
    });

    it("is not what the stack has already, but a detector and a destination that are others than the stack's", () => {
        assert.deepEqual(imports({}, { managed: allManaged, redirectExports: true }), []);
        const managed: Managed = { ...allManaged, has: (_type, _region, id) => id === undefined };
        assert.deepEqual(imports({}, { managed, redirectExports: true }), [known.detector, known.destination]);
    });

    it("is not what the settings switch off, for Pulumi would delete it again", () => {
        const config = { "vigil:macie": false, "vigil:inspector": false };
        assert.deepEqual(imports({}, { config, redirectExports: true }), [known.detector, known.destination]);
    });

    it("is not what an organization's administrator decides about", () => {
        const administrators = { guardDuty: administrator, macie: administrator, inspector: administrator };
        assert.deepEqual(imports({ administrators }, { redirectExports: true }), []);
        const own = { guardDuty: account, macie: account, inspector: account };
        assert.deepEqual(imports({ administrators: own }, { redirectExports: true }), Object.values(known));
    });

    it("is a member's exports alone, for its administrator has made the services", () => {
        const administrators = { guardDuty: administrator, macie: administrator, inspector: administrator };
        assert.deepEqual(imports({ administrators }, { redirectExports: true, config: asMember }), [
            known.destination,
            known.macieExport,
        ]);
    });

    it("is what a management account has on itself, if it is watched, and never an export", () => {
        const administrators = { guardDuty: administrator, macie: administrator, inspector: administrator };
        const circumstances = { redirectExports: true, config: asWatchedManagement };
        assert.deepEqual(imports({ administrators }, circumstances), [known.detector, known.macie, known.inspector]);
        assert.deepEqual(imports({ administrators }, { ...circumstances, config: asManagement }), []);
    });

    it("is nothing of a region that the settings do not name", () => {
        assert.deepEqual(imports({ region: "us-east-1" }), []);
    });
});

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
                    name: "detection-eu-west-1-guarddutyDetector",
                    logicalName: "detection-eu-west-1",
                    parent: "detection-eu-west-1",
                    id: "dddddddddddddddddddddddddddddddd@eu-west-1",
                    version: "7.48.0",
                },
                {
                    type: "aws:guardduty/detector:Detector",
                    name: "detection-us-east-1-guarddutyDetector",
                    logicalName: "detection-us-east-1",
                    parent: "detection-us-east-1",
                    id: "dddddddddddddddddddddddddddddddd@us-east-1",
                    version: "7.48.0",
                },
                {
                    type: "aws:guardduty/publishingDestination:PublishingDestination",
                    name: "export-us-east-1-guarddutyPublishingDestination",
                    logicalName: "export-us-east-1",
                    parent: "export-us-east-1",
                    id: "dddddddddddddddddddddddddddddddd:p@us-east-1",
                    version: "7.48.0",
                },
            ],
        });
    });

    it("has a place for everything that can be imported, in every region of the production stack", async () => {
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

    it("has a place for what an organization has already: once, for each Region, or for each account", async () => {
        const region = "us-east-1";
        const placed = async (organization: { readonly role: Role }, all: readonly Import[]) => {
            const { config } = readStackConfig(fixtures, "dev");
            const { resources } = await record(() => runProgram(root), {
                config: { ...config, "vigil:organization": JSON.stringify(organization) },
                // The account that recordings invent.
                managementAccount: organization.role === "management" ? "123456789012" : undefined,
            });
            const file = importFileOf(all, resources, "7.48.0").resources;
            assert.equal(new Set(file.map(({ name }) => name)).size, file.length, "names are unique in the file");
            return file.flatMap(({ id, logicalName, parent }) =>
                id === undefined ? [] : `${id}: ${logicalName} in ${parent}`,
            );
        };
        const types = ["aws:guardduty", "aws:macie2"].map(
            (service) => `${service}/organizationAdminAccount:OrganizationAdminAccount`,
        );
        const role = { type: "aws:iam/serviceLinkedRole:ServiceLinkedRole", region: undefined, id: "arn" };
        assert.deepEqual(
            await placed(asManagement["vigil:organization"], [
                role,
                ...types.map((type) => ({ type, region, id: "id" })),
                { type: "aws:inspector2/delegatedAdminAccount:DelegatedAdminAccount", region, id: "id" },
            ]),
            [
                "arn: organization-access-guardduty in organization-access",
                ...Array<string>(3).fill("id: administration-us-east-1 in administration-us-east-1"),
            ],
        );
        const members = { "333333333333": "a@example.com", "444444444444": "b@example.com" };
        const administering = { role: "administrator" as const, members };
        const member = { region, account: "444444444444", id: "id" };
        const enabler = { type: "aws:inspector2/enabler:Enabler", region, id: "own" };
        assert.deepEqual(
            await placed(administering, [
                { type: "aws:macie2/member:Member", ...member },
                { type: "aws:inspector2/memberAssociation:MemberAssociation", ...member },
                enabler,
            ]),
            [
                ...Array<string>(2).fill("id: members-us-east-1-444444444444 in members-us-east-1"),
                "own: scanning-us-east-1 in scanning-us-east-1",
            ],
        );
        await assert.rejects(
            placed({ role: "standalone" }, [role]),
            /^Error: The program makes no aws:iam\/serviceLinkedRole:ServiceLinkedRole in the account, so/,
        );
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
                ["deep-guarddutyDetector", "inner"],
                ["alone-guarddutyDetector", undefined],
            ],
        );
    });

    it("does not invent a place that the program does not have", () => {
        assert.throws(
            () => importFileOf([detectorIn("eu-north-1")], stack.recording.resources, "7.48.0"),
            new Error(
                "The program makes no aws:guardduty/detector:Detector in eu-north-1, so nothing can be imported as one.",
            ),
        );
    });
});
