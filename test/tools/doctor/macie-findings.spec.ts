import assert from "node:assert/strict";
import { macieFindings } from "../../../tools/doctor/macie-findings";
import { administrator, allManaged, asMember, emptyRegion, lines, macie, regionCase } from "./fixtures";

const own = { managed: allManaged };
const off = { "vigil:macie": false };

describe("what the doctor says of Macie", () => {
    it("is nothing where it is off, where it is the stack's own, and where AWS does not tell", () => {
        assert.deepEqual(macieFindings(regionCase({})), []);
        assert.deepEqual(macieFindings(regionCase({ macie, macieExport: { bucket: "our-archive" } }, own)), []);
        assert.deepEqual(macieFindings(regionCase({ macie: "unknown", macieExport: "unknown" })), []);
    });

    it("names a foreign session as in the way, and what the settings change of it", () => {
        const paused = { enabled: false, publishEvery: "ONE_HOUR" };
        assert.deepEqual(lines(macieFindings(regionCase({ macie: paused }))), [
            "collision Macie: Macie is on, and is not part of this stack. => Fails: Macie is enabled once. Import it; its findings stay.",
            "change Macie: Macie is paused. => Resumes it, and its bill.",
            "change Macie: Updates are published every ONE_HOUR. => Sets FIFTEEN_MINUTES.",
        ]);
    });

    it("says that a foreign export is in the way, and that one to the archive is lost to Pulumi", () => {
        const lost = { ...allManaged, has: (type: string) => !type.includes("classificationExport") };
        assert.deepEqual(
            lines(macieFindings(regionCase({ macie, macieExport: { bucket: "theirs" } }, { managed: lost }))),
            [
                "collision Macie: Discovery results are exported to theirs, which is not this stack's archive. => Fails: only one is allowed. " +
                    "Import it with --redirect-exports: `up` then redirects it to the archive, and the old bucket gets nothing new. Or delete it.",
            ],
        );
        assert.deepEqual(
            lines(macieFindings(regionCase({ macie, macieExport: { bucket: "our-archive" } }, { managed: lost }))),
            [
                "collision Macie: Discovery results are exported to our-archive, this stack's archive, but Pulumi does not know that. => Fails: only one is allowed. Import it.",
            ],
        );
    });

    it("says that the stack's own export is turned to the archive, where it goes elsewhere", () => {
        assert.deepEqual(lines(macieFindings(regionCase({ macie, macieExport: { bucket: "theirs" } }, own))), [
            "change Macie: Discovery results are exported to theirs, and not to the archive. => Redirects it to the archive, after a `pulumi refresh` if it went there before.",
        ]);
    });

    it("warns of a loss when the settings switch off what the stack has, and leaves alone what it has not", () => {
        assert.deepEqual(lines(macieFindings(regionCase({ macie }, { ...own, config: off }))), [
            "loss Macie: Macie is on, and the settings say off. => Disables Macie: its findings and settings here are lost.",
        ]);
        assert.deepEqual(lines(macieFindings(regionCase({ macie }, { config: off }))), [
            "note Macie: Macie is on, and is not part of this stack. => Leaves it alone: the settings say off.",
        ]);
    });

    it("is that the administrator decides, and nothing else, where there is one", () => {
        const administrators = { ...emptyRegion.administrators, macie: administrator };
        assert.deepEqual(lines(macieFindings(regionCase({ macie, administrators }))), [
            "blocked Macie: Account 999999999999 administers Macie for the organization. => The administrator decides, and may refuse or revert what the stack sets. Set vigil:organization.role to member, or vigil:macie to false, or deploy Vigil in 999999999999.",
        ]);
    });

    it("is blocked where it is off in a member, and else only what is to say of the export", () => {
        const config = asMember;
        const paused = { enabled: false, publishEvery: "ONE_HOUR" };
        const lost = { ...allManaged, has: () => false };
        const administrators = { ...emptyRegion.administrators, macie: administrator };
        assert.deepEqual(lines(macieFindings(regionCase({}, { config }))), [
            "blocked Macie: Macie is off. => Fails at its export. Have the administrator cover this account, or set vigil:macie to false.",
        ]);
        assert.deepEqual(macieFindings(regionCase({ macie: "unknown" }, { config })), []);
        assert.deepEqual(macieFindings(regionCase({}, { config: { ...config, ...off } })), []);
        assert.deepEqual(macieFindings(regionCase({ macie: paused, administrators }, { config })), []);
        const exported = { macie: paused, macieExport: { bucket: "our-archive" }, administrators };
        assert.deepEqual(
            macieFindings(regionCase(exported, { managed: lost, config })).map(({ kind }) => kind),
            ["collision"],
        );
        assert.deepEqual(macieFindings(regionCase(exported, { managed: lost, config: { ...config, ...off } })), []);
    });
});
