import assert from "node:assert/strict";
import { inspectorFindings } from "../../../tools/doctor/inspector-findings";
import { administrator, allManaged, asMember, emptyRegion, lines, regionCase } from "./fixtures";

const own = { managed: allManaged };
const scanning = (...scan: string[]) => ({ inspector: { scan } });
const all = scanning("EC2", "ECR", "LAMBDA");
const rules = (scanType: string, ...rules: string[]) => ({ ...all, registryRules: { scanType, rules } });
const continuous = { "vigil:inspector": { registryScanning: "CONTINUOUS_SCAN" } };

describe("what the doctor says of Inspector", () => {
    it("is nothing where it is off, where it is the stack's own, and where AWS does not tell", () => {
        assert.deepEqual(inspectorFindings(regionCase({})), []);
        assert.deepEqual(inspectorFindings(regionCase(all, own)), []);
        assert.deepEqual(inspectorFindings(regionCase({ inspector: "unknown", registryRules: "unknown" })), []);
    });

    it("names what scans already, what would be lost, and what would be added", () => {
        assert.deepEqual(lines(inspectorFindings(regionCase(scanning("EC2", "LAMBDA", "LAMBDA_CODE")))), [
            "collision Inspector: Inspector scans EC2, LAMBDA, LAMBDA_CODE, and is not part of this stack. => Adopts it without asking. Import it, and the preview shows first what changes.",
            "loss Inspector: Inspector scans LAMBDA_CODE, which vigil:inspector.scan does not list. => Switches that OFF: its findings are lost. List it to keep it.",
            "change Inspector: Inspector does not scan ECR. => Switches that on.",
        ]);
    });

    it("warns of a loss when the settings switch off what the stack has, and leaves alone what it has not", () => {
        const config = { "vigil:inspector": false };
        assert.deepEqual(lines(inspectorFindings(regionCase(all, { ...own, config }))), [
            "loss Inspector: Inspector scans EC2, ECR, LAMBDA, and the settings say off. => Switches Inspector off: its findings and filters here are lost.",
        ]);
        assert.deepEqual(lines(inspectorFindings(regionCase(all, { config }))), [
            "note Inspector: Inspector scans EC2, ECR, LAMBDA, and is not part of this stack. => Leaves it alone: the settings say off.",
        ]);
        assert.deepEqual(inspectorFindings(regionCase({}, { config })), []);
    });

    it("is that the administrator decides, and nothing else, where there is one", () => {
        const administrators = { ...emptyRegion.administrators, inspector: administrator };
        assert.deepEqual(lines(inspectorFindings(regionCase({ ...all, administrators }))), [
            "blocked Inspector: Account 999999999999 administers Inspector for the organization. => The administrator decides, and may refuse or revert what the stack sets. Set vigil:organization.role to member, or vigil:inspector to false, or deploy Vigil in 999999999999.",
        ]);
    });

    describe("about the registry's rules", () => {
        const foreign = {
            managed: { ...allManaged, has: (type: string) => !type.includes("registryScanning") },
            config: continuous,
        };

        it("warns that somebody else's are overwritten", () => {
            assert.deepEqual(lines(inspectorFindings(regionCase(rules("ENHANCED", "SCAN_ON_PUSH prod-*"), foreign))), [
                "loss ECR: The registry has somebody else's scanning rules: ENHANCED, SCAN_ON_PUSH prod-*. => Overwrites them with CONTINUOUS_SCAN for all repositories. Set vigil:inspector.registryScanning to false to keep them.",
            ]);
        });

        it("is nothing when they are the stack's own, already the same, or none", () => {
            const ours = { ...own, config: continuous };
            assert.deepEqual(inspectorFindings(regionCase(rules("ENHANCED", "SCAN_ON_PUSH *"), ours)), []);
            assert.deepEqual(inspectorFindings(regionCase(rules("ENHANCED", "CONTINUOUS_SCAN *"), foreign)), []);
            assert.deepEqual(inspectorFindings(regionCase(rules("BASIC"), foreign)), []);
        });

        it("tells that Inspector switches basic scanning to enhanced, where the settings leave the rules alone", () => {
            assert.deepEqual(lines(inspectorFindings(regionCase(rules("BASIC", "SCAN_ON_PUSH *"), own))), [
                "change ECR: The registry has rules for basic scanning: BASIC, SCAN_ON_PUSH *. => Inspector switches it to ENHANCED.",
            ]);
            const config = { "vigil:inspector": { scan: ["EC2"] } };
            const withoutImages = { ...rules("BASIC", "SCAN_ON_PUSH *"), ...scanning("EC2") };
            assert.deepEqual(inspectorFindings(regionCase(withoutImages, { ...own, config })), []);
        });
    });

    it("is only of the registry in a member, and of what its stack would switch off", () => {
        const config = { ...asMember, "vigil:inspector": { scan: ["EC2", "ECR"], registryScanning: "SCAN_ON_PUSH" } };
        const found = rules("ENHANCED", "CONTINUOUS_SCAN *");
        const told = (changes: Parameters<typeof regionCase>[1]) =>
            inspectorFindings(regionCase(found, { config, ...changes })).map(
                ({ kind, subject }) => `${kind} ${subject}`,
            );
        assert.deepEqual(told({}), ["loss ECR"]);
        assert.deepEqual(told(own), ["blocked Inspector"]);
        assert.deepEqual(inspectorFindings(regionCase({}, { config })), []);
        const basic = regionCase(rules("BASIC", "SCAN_ON_PUSH *"), { config: asMember });
        assert.deepEqual(inspectorFindings(basic), []);
    });
});
