import assert from "node:assert/strict";
import { GetDetectorCommand, ListFindingsCommand } from "@aws-sdk/client-guardduty";
import { GetMacieSessionCommand } from "@aws-sdk/client-macie2";
import { GetBucketLifecycleConfigurationCommand } from "@aws-sdk/client-s3";
import { accountInventory } from "./support/account-inventory";
import { archivedFindings } from "./support/archived-findings";
import { clientsIn } from "./support/clients";
import { Deployment, type Outputs } from "./support/deployment";
import { eventually } from "./support/eventually";
import { comparable } from "./support/expected-alerts";
import { timed } from "./support/figures";
import { AlertQueue } from "./support/mailbox";
import { guardDutySamples, macieSamples, type SampleFinding } from "./support/sample-findings";
import { scanTypesIn } from "./support/scan-types";
import { creationOf } from "./support/stack-inventory";

const home = "eu-west-1";
const regions = [home, "us-east-1"];

describe("the dev stack", () => {
    let untouched: string[];
    let deployment: Deployment;
    let outputs: Outputs;
    let mailbox: AlertQueue;
    const archived: SampleFinding[] = [];
    const alerting: SampleFinding[] = [];
    const cleanUps: (() => Promise<void>)[] = [];

    before(async () => {
        untouched = await accountInventory(regions);
        deployment = await Deployment.of("dev");
        cleanUps.unshift(() => deployment.remove());
    });
    after(async () => {
        for (const cleanUp of cleanUps) await cleanUp();
    });

    describe("once it is up", () => {
        it("is what its inventory says", async () => {
            assert.deepEqual(await deployment.up(), creationOf("dev"));
            outputs = await deployment.outputs();
        });

        it("needs no change", async () => {
            assert.deepEqual(await deployment.preview(), []);
        });

        it("is found unchanged by a refresh, and needs no change after it", async () => {
            assert.deepEqual(await deployment.refresh(), []);
            assert.deepEqual(await deployment.preview(), []);
        });
    });

    describe("when the services find something", () => {
        before(async () => {
            mailbox = await AlertQueue.on(outputs.alertTopicArn);
            cleanUps.unshift(() => mailbox.remove());
            for (const region of regions) {
                const detectorId = outputs.detectorIds[region]!;
                // Below the threshold first: once the later ones have arrived, an alert of these would have, too.
                const guardDutyBelow = await guardDutySamples(region, detectorId, ["LOW", "MEDIUM"]);
                await macieSamples(region, ["LOW", "MEDIUM"]);
                const guardDuty = await guardDutySamples(region, detectorId, ["HIGH", "CRITICAL"]);
                const macie = await macieSamples(region, ["HIGH"]);
                alerting.push(...guardDuty, ...macie);
                archived.push(...guardDutyBelow, ...guardDuty);
            }
        });

        it("alerts of what is worth an alert, from every Region, and of nothing else", async () => {
            const expected = comparable(alerting.map(({ alert }) => alert));
            const arrived = await timed(`${expected.length} alerts`, () =>
                eventually(async () => comparable(await mailbox.alerts()), expected, 60),
            );
            assert.deepEqual(arrived, expected);
        });

        for (const region of regions) {
            it(`archives every GuardDuty finding of ${region} under the findings key`, async () => {
                const expected = archived
                    .filter(({ alert }) => alert.region === region)
                    .map(({ id }) => ({ id, encryption: "aws:kms", keyArn: outputs.findingsKeyArn }))
                    .sort((one, other) => one.id.localeCompare(other.id));
                const prefix = `AWSLogs/${outputs.accountId}/GuardDuty/${region}/`;
                const inBucket = await eventually(
                    () => archivedFindings(home, outputs.findingsBucket, prefix),
                    expected,
                    60,
                );
                assert.deepEqual(inBucket, expected);
            });
        }
    });

    describe("when one setting changes", () => {
        /** What `up` does after it. */
        async function changesAfter(setting: string, value: string): Promise<string[]> {
            await deployment.setConfig(setting, value);
            return deployment.up();
        }

        const detectorIn = (region: string) =>
            clientsIn(region).guardDuty.send(new GetDetectorCommand({ DetectorId: outputs.detectorIds[region] }));

        it("updates the detectors alone for another publishing frequency", async () => {
            assert.deepEqual(await changesAfter("vigil:guardDuty.publishEvery", "ONE_HOUR"), [
                "update aws:guardduty/detector:Detector detection-eu-west-1",
                "update aws:guardduty/detector:Detector detection-us-east-1",
            ]);
            const detectors = await Promise.all(regions.map(detectorIn));
            assert.deepEqual(
                detectors.map(({ FindingPublishingFrequency }) => FindingPublishingFrequency),
                ["ONE_HOUR", "ONE_HOUR"],
            );
        });

        it("writes the runtime plan anew for one more agent, and switches on that agent alone", async () => {
            const feature = "aws:guardduty/detectorFeature:DetectorFeature detection";
            const withoutIt = "RUNTIME_MONITORING-EC2_AGENT_MANAGEMENT";
            const withIt = "RUNTIME_MONITORING-ECS_FARGATE_AGENT_MANAGEMENT-EC2_AGENT_MANAGEMENT";
            assert.deepEqual(await changesAfter("vigil:guardDuty.plans.RUNTIME_MONITORING.agents[1]", "ECS"), [
                ...regions.map((region) => `create ${feature}-${region}-${withIt}`),
                ...regions.map((region) => `delete ${feature}-${region}-${withoutIt}`),
            ]);
            for (const { Features = [] } of await Promise.all(regions.map(detectorIn))) {
                const plan = Features.find(({ Name }) => Name === "RUNTIME_MONITORING");
                const agents = (plan?.AdditionalConfiguration ?? []).map(({ Name, Status }) => [Name, Status]);
                assert.equal(plan?.Status, "ENABLED");
                assert.deepEqual(Object.fromEntries(agents), {
                    EC2_AGENT_MANAGEMENT: "ENABLED",
                    ECS_FARGATE_AGENT_MANAGEMENT: "ENABLED",
                    EKS_ADDON_MANAGEMENT: "DISABLED",
                });
            }
        });

        it("updates the scanning in place for fewer scan types", async () => {
            assert.deepEqual(await changesAfter("vigil:inspector.scan", '["EC2","ECR"]'), [
                "update aws:inspector2/enabler:Enabler scanning-eu-west-1",
                "update aws:inspector2/enabler:Enabler scanning-us-east-1",
            ]);
            for (const region of regions) assert.deepEqual(await scanTypesIn(region), ["ec2", "ecr"]);
        });

        it("updates the lifecycle alone for another retention", async () => {
            assert.deepEqual(await changesAfter("vigil:archive.retentionDays", "400"), [
                "update aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration findings-archive",
            ]);
            const { Rules = [] } = await clientsIn(home).s3.send(
                new GetBucketLifecycleConfigurationCommand({ Bucket: outputs.findingsBucket }),
            );
            assert.deepEqual(
                Rules.flatMap(({ Expiration }) => Expiration?.Days ?? []),
                [400],
            );
        });

        it("adds the rules of a lower threshold with their alarms, and then alerts of what was below", async () => {
            assert.deepEqual(await changesAfter("vigil:alerts.minimumSeverity.macie", "LOW"), [
                "create aws:cloudwatch/eventRule:EventRule alerts-macie-low",
                "create aws:cloudwatch/eventRule:EventRule alerts-macie-medium",
                "create aws:cloudwatch/eventTarget:EventTarget alerts-macie-low",
                "create aws:cloudwatch/eventTarget:EventTarget alerts-macie-medium",
                "create aws:cloudwatch/metricAlarm:MetricAlarm alert-health-macie-low-failed-invocations",
                "create aws:cloudwatch/metricAlarm:MetricAlarm alert-health-macie-low-sent-to-dead-letters",
                "create aws:cloudwatch/metricAlarm:MetricAlarm alert-health-macie-medium-failed-invocations",
                "create aws:cloudwatch/metricAlarm:MetricAlarm alert-health-macie-medium-sent-to-dead-letters",
                // They counted what was not mailed.
                "delete aws:cloudwatch/eventRule:EventRule finding-counts-macie-low",
                "delete aws:cloudwatch/eventRule:EventRule finding-counts-macie-medium",
                // It names the thresholds; the provider cannot update a query.
                "replace aws:athena/namedQuery:NamedQuery queries-never-mailed",
                "update aws:cloudwatch/dashboard:Dashboard alert-health",
                // Its mails say from which severity on.
                "update aws:lambda/function:Function notifier",
                // The weekly mail counts the new rules, too.
                "update aws:scheduler/schedule:Schedule weekly-mail",
                "update aws:sqs/queuePolicy:QueuePolicy alerts-dead-letters",
            ]);
            for (const region of regions) alerting.push(...(await macieSamples(region, ["MEDIUM"])));
            const expected = comparable(alerting.map(({ alert }) => alert));
            const arrived = await eventually(async () => comparable(await mailbox.alerts()), expected, 60);
            assert.deepEqual(arrived, expected);
        });

        describe("to suspend, and back", () => {
            const statesOf = async (region: string) => {
                const { guardDuty, macie } = clientsIn(region);
                const DetectorId = outputs.detectorIds[region];
                const [detector, session, found, scanned] = await Promise.all([
                    guardDuty.send(new GetDetectorCommand({ DetectorId })),
                    macie.send(new GetMacieSessionCommand({})),
                    guardDuty.send(new ListFindingsCommand({ DetectorId })),
                    scanTypesIn(region),
                ]);
                const isFound = (found.FindingIds ?? []).length > 0;
                return { guardDuty: detector.Status, macie: session.status, inspector: scanned, isFound };
            };
            const updates = regions.flatMap((region) => [
                `update aws:guardduty/detector:Detector detection-${region}`,
                `update aws:macie2/account:Account discovery-${region}`,
            ]);
            const scanning = (operation: string) =>
                regions.flatMap((region) => [
                    `${operation} aws:inspector2/enabler:Enabler scanning-${region}`,
                    `${operation} vigil:index:VulnerabilityScanning scanning-${region}`,
                ]);

            it("stops all three services, and keeps what GuardDuty found", async () => {
                const changes = await changesAfter("vigil:suspended", "true");
                assert.deepEqual(changes, [...updates, ...scanning("delete")].sort());
                const suspended = { guardDuty: "DISABLED", macie: "PAUSED", inspector: [], isFound: true };
                for (const region of regions) assert.deepEqual(await statesOf(region), suspended);
            });

            it("restores exactly the settings", async () => {
                const changes = await changesAfter("vigil:suspended", "false");
                assert.deepEqual(changes, [...updates, ...scanning("create")].sort());
                const watching = { guardDuty: "ENABLED", macie: "ENABLED", inspector: ["ec2", "ecr"], isFound: true };
                for (const region of regions) assert.deepEqual(await statesOf(region), watching);
                assert.deepEqual(await deployment.preview(), []);
            });
        });

        it("needs no further change after all of them", async () => {
            assert.deepEqual(await deployment.preview(), []);
        });
    });

    describe("once it is destroyed", () => {
        it("has left nothing", async () => {
            await mailbox.remove();
            await deployment.destroy();
            const left = await eventually(() => accountInventory(regions), untouched, 90);
            assert.deepEqual(left, untouched);
        });
    });
});
