import assert from "node:assert/strict";
import { canBeCritical, typesLike, typeWords } from "../../findings/finding-types";
import { sampleFindingTypes } from "../../findings/samples";
import { serviceKeys } from "../../findings/services";

const typesOf = (pattern: string) => typesLike(pattern).map(({ type }) => type);

describe("finding types", () => {
    it("are those of all services, each once", () => {
        const all = typesLike("*");
        assert.deepEqual(
            serviceKeys.map((service) => all.filter((one) => one.service === service).length),
            [225, 11, 3],
        );
        assert.equal(new Set(all.map(({ type }) => type)).size, all.length);
        for (const { type } of all)
            assert.match(type, /^([A-Z][A-Za-z]+:[A-Z][A-Za-z0-9]+\/[A-Z][\w.!&]+|[A-Z]+_[A-Z]+)$/);
    });

    it("have every sample in them, by its service, and CRITICAL wherever a sample is", () => {
        for (const service of ["guardDuty", "macie"] as const) {
            for (const { type, severity } of sampleFindingTypes[service]) {
                const [found, ...others] = typesLike(type);
                assert.deepEqual([found, others], [{ service, type }, []]);
                assert.equal(canBeCritical(found!), severity === "CRITICAL", type);
            }
        }
        assert.deepEqual(
            typesLike("*")
                .filter(canBeCritical)
                .filter(({ service }) => service === "inspector"),
            ["CODE_VULNERABILITY", "PACKAGE_VULNERABILITY"].map((type) => ({ service: "inspector", type })),
        );
    });

    it("are found by a pattern", () => {
        assert.deepEqual(typesOf("SensitiveData:*/F*"), ["SensitiveData:S3Object/Financial"]);
        assert.deepEqual(typesOf("AttackSequence:E*"), [
            "AttackSequence:EC2/CompromisedInstanceGroup",
            "AttackSequence:EKS/CompromisedCluster",
            "AttackSequence:ECS/CompromisedCluster",
        ]);
        assert.deepEqual(typesOf("Reckon:*"), []);
    });

    it("can be meant as a whole purpose, as one of its resources, or alone", () => {
        const recon = typeWords.filter((word) => word.startsWith("Recon:E") || word === "Recon:*");
        assert.deepEqual(recon, [
            ...["Recon:*", "Recon:EC2/*", "Recon:EC2/PortProbeEMRUnprotectedPort"],
            ...["Recon:EC2/PortProbeUnprotectedPort", "Recon:EC2/Portscan"],
        ]);
    });
});
