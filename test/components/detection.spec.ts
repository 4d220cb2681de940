import assert from "node:assert/strict";
import { DataDiscovery } from "../../components/data-discovery";
import { ThreatDetection } from "../../components/threat-detection";
import { VulnerabilityScanning } from "../../components/vulnerability-scanning";
import { record } from "../support/record";

const tags = (component: string) => ({ Project: "vigil", Stack: "test", Component: component });

describe("ThreatDetection", () => {
    const detect = (agents: { name: string; enabled: boolean }[], enabled = true) =>
        record(
            () =>
                new ThreatDetection("watch", {
                    region: "us-east-1",
                    enabled,
                    publishEvery: "FIFTEEN_MINUTES",
                    plans: [
                        { name: "S3_DATA_EVENTS", enabled: true, agents: [] },
                        { name: "EKS_AUDIT_LOGS", enabled: false, agents: [] },
                        { name: "RUNTIME_MONITORING", enabled: true, agents },
                    ],
                }),
        );
    const agents = [
        { name: "EKS_ADDON_MANAGEMENT", enabled: false },
        { name: "ECS_FARGATE_AGENT_MANAGEMENT", enabled: true },
        { name: "EC2_AGENT_MANAGEMENT", enabled: true },
    ];

    it("makes a detector that is on, with the publishing frequency written down", async () => {
        const recorded = await detect(agents);
        assert.deepEqual(recorded.one("aws:guardduty/detector:Detector").inputs, {
            region: "us-east-1",
            enable: true,
            findingPublishingFrequency: "FIFTEEN_MINUTES",
            tags: tags("ThreatDetection"),
        });
    });

    it("leaves its plans to an administrator that decides how often it publishes, once they are written", async () => {
        const plans = [{ name: "S3_DATA_EVENTS", enabled: false, agents: [] }];
        const ignored = async (publishEvery?: "ONE_HOUR") => {
            const args = { region: "us-east-1", enabled: true, publishEvery, plans };
            const recorded = await record(() => new ThreatDetection("watch", args));
            return recorded.one("aws:guardduty/detectorFeature:DetectorFeature").ignoreChanges;
        };
        assert.deepEqual(await ignored(), ["additionalConfigurations", "status"]);
        assert.deepEqual(await ignored("ONE_HOUR"), ["additionalConfigurations"]);
    });

    it("suspends the detector when asked, and leaves its plans as they are", async () => {
        const [watching, suspended] = [await detect(agents), await detect(agents, false)];
        assert.equal(suspended.one("aws:guardduty/detector:Detector").inputs.enable, false);
        const plans = "aws:guardduty/detectorFeature:DetectorFeature";
        assert.deepEqual(
            suspended.all(plans).map(({ inputs }) => inputs),
            watching.all(plans).map(({ inputs }) => inputs),
        );
    });

    it("writes every plan down as ENABLED or DISABLED, and nothing else", async () => {
        const recorded = await detect(agents);
        const detectorId = recorded.one("aws:guardduty/detector:Detector").id;
        assert.deepEqual(
            recorded.all("aws:guardduty/detectorFeature:DetectorFeature").map(({ inputs }) => inputs),
            [
                {
                    region: "us-east-1",
                    detectorId,
                    name: "EKS_AUDIT_LOGS",
                    status: "DISABLED",
                    additionalConfigurations: [],
                },
                {
                    region: "us-east-1",
                    detectorId,
                    name: "S3_DATA_EVENTS",
                    status: "ENABLED",
                    additionalConfigurations: [],
                },
                {
                    region: "us-east-1",
                    detectorId,
                    name: "RUNTIME_MONITORING",
                    status: "ENABLED",
                    additionalConfigurations: [
                        { name: "EKS_ADDON_MANAGEMENT", status: "DISABLED" },
                        { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" },
                        { name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" },
                    ],
                },
            ],
        );
        assert.deepEqual(recorded.childrenOf("watch"), [
            "aws:guardduty/detector:Detector watch",
            "aws:guardduty/detectorFeature:DetectorFeature watch-EKS_AUDIT_LOGS",
            "aws:guardduty/detectorFeature:DetectorFeature watch-RUNTIME_MONITORING-ECS_FARGATE_AGENT_MANAGEMENT-EC2_AGENT_MANAGEMENT",
            "aws:guardduty/detectorFeature:DetectorFeature watch-S3_DATA_EVENTS",
        ]);
    });

    const runtime = (name: string, enabled: boolean) => ({ name, enabled, agents: [] });
    for (const [on, off] of [
        ["RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"],
        ["EKS_RUNTIME_MONITORING", "RUNTIME_MONITORING"],
    ] as const) {
        it(`switches ${off} off before it switches ${on} on`, async () => {
            const plans = [runtime("S3_DATA_EVENTS", true), runtime("AI_ANALYST", false)];
            const recorded = await record(
                () =>
                    new ThreatDetection("watch", {
                        region: "us-east-1",
                        enabled: true,
                        publishEvery: "ONE_HOUR",
                        plans: [runtime(on, true), runtime(off, false), ...plans],
                    }),
            );
            const waitsFor = (plan: string) => {
                const feature = recorded.one("aws:guardduty/detectorFeature:DetectorFeature", `watch-${plan}`);
                return recorded.dependenciesOf(feature).map((name) => name.split(" ")[1]);
            };
            assert.deepEqual(waitsFor(on), ["watch", `watch-${off}`]);
            for (const plan of [off, "S3_DATA_EVENTS", "AI_ANALYST"]) assert.deepEqual(waitsFor(plan), ["watch"]);
        });
    }

    it("does not depend on the order in which GuardDuty lists agents: it ignores it, and names the choice instead", async () => {
        const recorded = await detect(agents.map(({ name }) => ({ name, enabled: false })));
        const plans = recorded.all("aws:guardduty/detectorFeature:DetectorFeature");
        assert.deepEqual(
            plans.map(({ name, ignoreChanges }) => ({ name, ignoreChanges })),
            [
                { name: "watch-EKS_AUDIT_LOGS", ignoreChanges: ["additionalConfigurations"] },
                { name: "watch-S3_DATA_EVENTS", ignoreChanges: ["additionalConfigurations"] },
                { name: "watch-RUNTIME_MONITORING", ignoreChanges: ["additionalConfigurations"] },
            ],
        );
    });
});

describe("DataDiscovery", () => {
    const discover = (status: "ENABLED" | "PAUSED") =>
        record(() => new DataDiscovery("data", { region: "us-east-1", status, publishEvery: "SIX_HOURS" }));

    it("pauses Macie when asked", async () => {
        assert.equal((await discover("PAUSED")).one("aws:macie2/account:Account").inputs.status, "PAUSED");
    });

    it("turns Macie on, with status and publishing frequency written down", async () => {
        const recorded = await discover("ENABLED");
        assert.deepEqual(recorded.childrenOf("data"), ["aws:macie2/account:Account data"]);
        assert.deepEqual(recorded.one("aws:macie2/account:Account").inputs, {
            region: "us-east-1",
            status: "ENABLED",
            findingPublishingFrequency: "SIX_HOURS",
        });
    });
});

describe("VulnerabilityScanning", () => {
    const scan = (registryScanning?: "CONTINUOUS_SCAN") =>
        record(
            () =>
                new VulnerabilityScanning("scan", {
                    region: "us-east-1",
                    accountId: "123456789012",
                    scan: ["EC2", "ECR"],
                    registryScanning,
                }),
        );

    it("activates exactly the scan types given, with time enough", async () => {
        const recorded = await scan();
        assert.deepEqual(recorded.childrenOf("scan"), ["aws:inspector2/enabler:Enabler scan"]);
        const enabler = recorded.one("aws:inspector2/enabler:Enabler");
        assert.deepEqual(enabler.inputs, {
            region: "us-east-1",
            accountIds: ["123456789012"],
            resourceTypes: ["EC2", "ECR"],
        });
        assert.deepEqual(enabler.customTimeouts, { create: "30m", update: "30m", delete: "30m" });
    });

    it("owns the registry's scanning configuration only when asked, and only after Inspector is on", async () => {
        const recorded = await scan("CONTINUOUS_SCAN");
        const registry = recorded.one("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration");
        assert.deepEqual(registry.inputs, {
            region: "us-east-1",
            scanType: "ENHANCED",
            rules: [{ scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] }],
        });
        assert.deepEqual(recorded.dependenciesOf(registry), ["aws:inspector2/enabler:Enabler scan"]);
    });
});
