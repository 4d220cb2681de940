import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetDetectorCommand, ListDetectorsCommand, ListFindingsCommand } from "@aws-sdk/client-guardduty";
import { accountInventory } from "./support/account-inventory";
import { clientsIn } from "./support/clients";
import { Deployment } from "./support/deployment";
import { diagnosisOf } from "./support/doctor";
import { eventually } from "./support/eventually";
import { delegateInspector, switchOn, undelegateInspector } from "./support/existing-services";
import { timed } from "./support/figures";
import { foreignExport, type ForeignExport } from "./support/foreign-export";
import { guardDutySamples, type SampleFinding } from "./support/sample-findings";
import { creationOf } from "./support/stack-inventory";

const account = "123456789012";
const home = "eu-west-1";
const other = "us-east-1";

/** GuardDuty switches these on in every detector that is made without a list. */
const plansOfNewDetectors = "EKS_AUDIT_LOGS, EBS_MALWARE_PROTECTION, RDS_LOGIN_EVENTS, LAMBDA_NETWORK_LOGS";

/** What exists before the stack, with the components around it, at their places in the program. */
const imported = [
    "pulumi:pulumi:Stack vigil-dev",
    "aws:guardduty/detector:Detector detection-eu-west-1",
    "aws:guardduty/detector:Detector detection-us-east-1",
    "aws:guardduty/publishingDestination:PublishingDestination export-eu-west-1",
    "aws:inspector2/enabler:Enabler scanning-eu-west-1",
    "aws:inspector2/enabler:Enabler scanning-us-east-1",
    "aws:macie2/account:Account discovery-eu-west-1",
    "aws:macie2/account:Account discovery-us-east-1",
    "vigil:index:DataDiscovery discovery-eu-west-1",
    "vigil:index:DataDiscovery discovery-us-east-1",
    "vigil:index:FindingsExport export-eu-west-1",
    "vigil:index:ThreatDetection detection-eu-west-1",
    "vigil:index:ThreatDetection detection-us-east-1",
    "vigil:index:VulnerabilityScanning scanning-eu-west-1",
    "vigil:index:VulnerabilityScanning scanning-us-east-1",
];

describe("an account that is not empty", () => {
    let untouched: string[];
    let deployment: Deployment;
    let folder: string;
    let ids: Readonly<Record<string, string>>;
    let exported: ForeignExport;
    let old: SampleFinding[];
    const cleanUps: (() => Promise<unknown>)[] = [];

    before(async () => {
        untouched = await accountInventory([home, other]);
        folder = await mkdtemp(join(tmpdir(), "vigil-engine-test-"));
        cleanUps.unshift(() => rm(folder, { recursive: true }));
        deployment = await Deployment.of("dev");
        cleanUps.unshift(() => deployment.remove());
        ids = {
            [home]: await switchOn(home, {
                detector: { enabled: true, publishEvery: "ONE_HOUR" },
                macie: "ENABLED",
                inspector: ["EC2"],
            }),
            [other]: await switchOn(other, {
                detector: { enabled: false, publishEvery: "SIX_HOURS" },
                macie: "PAUSED",
                inspector: ["LAMBDA", "LAMBDA_CODE"],
            }),
        };
        exported = await foreignExport(account, home, ids[home]!);
        old = await guardDutySamples(home, ids[home]!, ["HIGH"]);
    });
    after(async () => {
        for (const cleanUp of cleanUps) await cleanUp();
    });

    it("is diagnosed: what is in the way, what would be lost and what would change", async () => {
        const { exitCode, findings, unanswered } = await timed("doctor for 2 Regions", () => diagnosisOf("dev"));
        assert.deepEqual(unanswered, []);
        assert.deepEqual(
            findings.map(({ kind, region, subject, is }) => `${kind} ${region!} ${subject}: ${is}`),
            [
                "collision eu-west-1 GuardDuty: A detector exists, and is not part of this stack.",
                "change eu-west-1 GuardDuty: Repeated findings are published every ONE_HOUR.",
                "change eu-west-1 GuardDuty: Plans that are off: RUNTIME_MONITORING.",
                `change eu-west-1 GuardDuty: Plans that are on: ${plansOfNewDetectors}.`,
                `collision eu-west-1 GuardDuty: Findings are exported to ${exported.bucket}, which is not this stack's archive.`,
                "collision eu-west-1 Macie: Macie is on, and is not part of this stack.",
                "collision eu-west-1 Inspector: Inspector scans EC2, and is not part of this stack.",
                "change eu-west-1 Inspector: Inspector does not scan ECR, LAMBDA.",
                "collision us-east-1 GuardDuty: A suspended detector exists, and is not part of this stack.",
                "change us-east-1 GuardDuty: The detector is suspended.",
                "change us-east-1 GuardDuty: Repeated findings are published every SIX_HOURS.",
                "change us-east-1 GuardDuty: Plans that are off: RUNTIME_MONITORING.",
                `change us-east-1 GuardDuty: Plans that are on: ${plansOfNewDetectors}.`,
                "collision us-east-1 Macie: Macie is on, and is not part of this stack.",
                "change us-east-1 Macie: Macie is paused.",
                "collision us-east-1 Inspector: Inspector scans LAMBDA, LAMBDA_CODE, and is not part of this stack.",
                "loss us-east-1 Inspector: Inspector scans LAMBDA_CODE, which vigil:inspector.scan does not list.",
                "change us-east-1 Inspector: Inspector does not scan EC2, ECR.",
            ],
        );
        assert.equal(exitCode, 1);
    });

    it("can be taken over", async () => {
        const file = join(folder, "import.json");
        await diagnosisOf("dev", "--write-import", file, "--redirect-exports");
        await timed("pulumi import", () => deployment.import(file));
    });

    it("then only gets what it lacks, and changes only as the settings say", async () => {
        const missing = creationOf("dev").filter((line) => !imported.includes(line.replace("create ", "")));
        const changed = [
            "update aws:guardduty/detector:Detector detection-eu-west-1",
            "update aws:guardduty/detector:Detector detection-us-east-1",
            "update aws:guardduty/publishingDestination:PublishingDestination export-eu-west-1",
            "update aws:inspector2/enabler:Enabler scanning-eu-west-1",
            "update aws:inspector2/enabler:Enabler scanning-us-east-1",
            "update aws:macie2/account:Account discovery-us-east-1",
        ];
        assert.deepEqual(await deployment.up(), [...missing, ...changed]);
        assert.deepEqual(await deployment.preview(), []);
    });

    it("keeps its detectors, and what they have found", async () => {
        for (const region of [home, other]) {
            assert.deepEqual(await detectorsIn(region), [
                { id: ids[region], status: "ENABLED", publishEvery: "FIFTEEN_MINUTES" },
            ]);
        }
        const { FindingIds } = await clientsIn(home).guardDuty.send(new ListFindingsCommand({ DetectorId: ids[home] }));
        assert.deepEqual(
            FindingIds,
            old.map(({ id }) => id),
        );
    });

    it("has nothing in the way any more", async () => {
        const file = join(folder, "state.json");
        await writeFile(file, await deployment.state());
        assert.deepEqual(await diagnosisOf("dev", "--state", file), { exitCode: 0, findings: [], unanswered: [] });
    });

    it("is not for this stack to decide about where an organization has given a service to another account", async () => {
        await delegateInspector(home, "999999999999");
        const { exitCode, findings } = await diagnosisOf("dev");
        assert.deepEqual(
            findings.filter(({ kind }) => kind === "blocked").map(({ region, subject, is }) => [region, subject, is]),
            [[home, "Inspector", "Account 999999999999 administers Inspector for the organization."]],
        );
        assert.equal(exitCode, 2);
        await undelegateInspector(home, "999999999999");
    });

    it("is empty once the stack is destroyed", async () => {
        await deployment.destroy();
        await exported.remove();
        const left = await eventually(() => accountInventory([home, other]), untouched, 90);
        assert.deepEqual(left, untouched);
    });
});

async function detectorsIn(region: string) {
    const { guardDuty } = clientsIn(region);
    const { DetectorIds = [] } = await guardDuty.send(new ListDetectorsCommand({}));
    return Promise.all(
        DetectorIds.map(async (id) => {
            const { Status, FindingPublishingFrequency } = await guardDuty.send(
                new GetDetectorCommand({ DetectorId: id }),
            );
            return { id, status: Status, publishEvery: FindingPublishingFrequency };
        }),
    );
}
