import assert from "node:assert/strict";
import { driversOf, estimate } from "../../../tools/cost/estimate";
import { isPriced } from "../../../tools/cost/fixed";
import { resourcesOf, rounded } from "./stacks";

const everything = {
    regions: ["eu-west-1", "us-east-1"],
    guardDuty: {
        plans: {
            ...{ S3_DATA_EVENTS: true, EKS_AUDIT_LOGS: true, EBS_MALWARE_PROTECTION: true, RDS_LOGIN_EVENTS: true },
            ...{ LAMBDA_NETWORK_LOGS: true, RUNTIME_MONITORING: true, AI_PROTECTION: true, AI_ANALYST: true },
        },
    },
    inspector: { scan: ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"], registryScanning: "SCAN_ON_PUSH" },
    alerts: { emails: ["security@example.com"], https: ["https://hooks.example.com/a"] },
    scanTargets: true,
};

const plain = (lines: ReturnType<typeof estimate>["fixed"]) =>
    lines.map(({ region, what, quantity, usd }) => [region, what, quantity, rounded(usd)]);

describe("the estimate of a stack", () => {
    it("has the fixed part of dev as figures, counted from what the program registers", async () => {
        const { fixed, total, used } = estimate(await resourcesOf("dev"));
        assert.deepEqual(plain(fixed), [
            ["eu-west-1", "CloudWatch alarm", 16, 1.6],
            ["eu-west-1", "CloudWatch dashboard", 1, 3],
            ["eu-west-1", "KMS key", 2, 2],
            ["us-east-1", "CloudWatch alarm", 3, 0.3],
        ]);
        assert.equal(rounded(total), 6.9);
        assert.equal(used, undefined);
    });

    it("adds the test instance, its address and its volume by the hour and the gigabyte", async () => {
        const { fixed } = estimate(await resourcesOf("dev", { scanTargets: true }));
        assert.deepEqual(
            plain(fixed).filter(([, what]) => String(what).startsWith("EC2")),
            [
                // 8 x 0.08, 730 x 0.005, 730 x 0.0104
                ["eu-west-1", "EC2 8 GB gp3 volume", 1, 0.64],
                ["eu-west-1", "EC2 public IPv4 address", 1, 3.65],
                ["eu-west-1", "EC2 t3.micro instance", 1, 7.592],
            ],
        );
    });

    it("knows of every type that the program can register whether it costs", async () => {
        const { regions } = await resourcesOf("dev", everything);
        const types = new Set([...regions.values()].flat().map(({ type }) => type));
        assert.deepEqual(
            [...types].filter((type) => !isPriced(type)),
            [],
        );
    });

    it("names a type that it does not know, instead of taking it for free", async () => {
        const resources = await resourcesOf("dev");
        const [known] = [...resources.regions.values()].flat();
        const stranger = { ...known!, type: "aws:macie2/classificationJob:ClassificationJob" };
        const { unknowns } = estimate({ ...resources, regions: new Map([["eu-west-1", [stranger]]]) });
        assert.equal(
            unknowns.at(-1),
            "Whether these resource types cost anything: aws:macie2/classificationJob:ClassificationJob.",
        );
    });

    it("multiplies the volumes given, each Region's own before those for every Region", async () => {
        const { used, subtotals, total } = estimate(await resourcesOf("dev"), {
            everyRegion: {
                guardDuty: { cloudTrailEvents: 5_000_000, flowAndDnsLogGB: 600 },
                inspector: { functions: 3 },
            },
            home: { sns: { mails: 1_500 } },
            regions: { "us-east-1": { guardDuty: { cloudTrailEvents: 1_000_000 } } },
        });
        assert.deepEqual(plain(used!), [
            ["eu-west-1", "guardDuty.cloudTrailEvents", 5_000_000, 20],
            ["eu-west-1", "guardDuty.flowAndDnsLogGB", 600, 550],
            ["eu-west-1", "inspector.functions", 3, undefined],
            ["eu-west-1", "sns.mails", 1_500, 0.03],
            ["us-east-1", "guardDuty.cloudTrailEvents", 1_000_000, 4],
            ["us-east-1", "guardDuty.flowAndDnsLogGB", 600, 550],
            ["us-east-1", "inspector.functions", 3, undefined],
        ]);
        assert.deepEqual(
            subtotals.map(({ service, atOwnPrices, atPricesOfPricedRegion }) => [
                service,
                rounded(atOwnPrices),
                rounded(atPricesOfPricedRegion),
            ]),
            [
                ["CloudWatch", 0.3, 4.6],
                ["GuardDuty", 554, 570],
                ["Inspector", 0, 0],
                ["KMS", 0, 2],
                ["SNS", 0, 0.03],
            ],
        );
        // 554 + 570 + 0.03, and 6.90 fixed
        assert.equal(rounded(total), 1130.93);
    });
});

describe("the drivers of a stack", () => {
    const keys = async (...of: Parameters<typeof resourcesOf>) =>
        Object.fromEntries(
            driversOf(await resourcesOf(...of)).map(({ region, drivers }) => [region, drivers.map(({ key }) => key)]),
        );

    it("are those of what is on, and no other", async () => {
        const everyRegion = [
            ...["guardDuty.cloudTrailEvents", "guardDuty.flowAndDnsLogGB", "guardDuty.s3DataEvents"],
            ...["guardDuty.runtimeVcpus", "macie.buckets", "macie.monitoredObjects", "macie.inspectedGB"],
            ...["inspector.instances", "inspector.agentlessInstances", "inspector.pushedImages"],
            ...["inspector.imageRescans", "inspector.functions", "eventBridge.relayedEvents", "sqs.deadLetterRequests"],
        ];
        assert.deepEqual(await keys("dev"), {
            "eu-west-1": [
                ...everyRegion,
                ...["eventBridge.archivedGB", "eventBridge.replayableGB", "sns.alerts", "sns.mails"],
                ...["s3.storedGB", "s3.writes", "s3.coldGB", "kms.requests"],
            ],
            "us-east-1": everyRegion,
        });
    });

    it("grow with every plan, scan type and receiver", async () => {
        const all = (await keys("dev", everything))["eu-west-1"]!;
        for (const key of [
            ...["guardDuty.eksAuditEvents", "guardDuty.malwareScannedGB", "guardDuty.databaseVcpus"],
            ...["guardDuty.databaseAcus", "guardDuty.lambdaLogGB", "guardDuty.aiEventGB", "guardDuty.investigations"],
            ...["inspector.functionsWithCode", "inspector.repositoryScans", "sns.httpsCalls", "ecr.imageGB"],
        ]) {
            assert.ok(all.includes(key), key);
        }
    });

    it("shrink when Macie and Inspector are off, and nothing moves to cold storage", async () => {
        const few = await keys("dev", {
            ...{ macie: false, inspector: false, guardDuty: {} },
            archive: { retain: false, transitionDays: 0 },
        });
        assert.deepEqual(
            few["eu-west-1"]!.filter((key) => /^(guardDuty|macie|inspector|s3)\./.test(key)),
            ["guardDuty.cloudTrailEvents", "guardDuty.flowAndDnsLogGB", "s3.storedGB", "s3.writes"],
        );
    });
});
