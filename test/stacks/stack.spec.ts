import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { regions as allRegions } from "../../settings/regions";
import { planNames, scanTypes } from "../../settings/vocabulary";
import type { Recorded, RecordedResource } from "../support/record";
import { recordProgram, recordStack, root } from "../support/stacks";

const webhook = "https://chat.example.com/hooks/s3cr3t";

/** Everything that can be on, in the given Regions. */
function everything(regions: readonly string[], scanTargets = true): Promise<Recorded> {
    const plans = planNames.map((plan) => [plan, plan !== "EKS_RUNTIME_MONITORING"]);
    return recordProgram("test", {
        "aws:region": "eu-west-1",
        "vigil:regions": JSON.stringify(regions),
        "vigil:skipUnavailable": "true",
        "vigil:guardDuty": JSON.stringify({ plans: Object.fromEntries(plans) as unknown }),
        "vigil:inspector": JSON.stringify({ scan: scanTypes, registryScanning: "CONTINUOUS_SCAN" }),
        "vigil:alerts": JSON.stringify({ minimumSeverity: "LOW", emails: ["security@example.com"], https: [webhook] }),
        "vigil:scanTargets": String(scanTargets),
    });
}

const cloudResources = ({ resources }: Recorded) => resources.filter(({ custom }) => custom);

describe("every resource", () => {
    it("says its Region: the one in its name, or else home; only IAM has none", async () => {
        const recorded = await recordStack("prod");
        const regions = [...allRegions].sort((one, other) => other.length - one.length);
        for (const { type, name, inputs } of cloudResources(recorded)) {
            const expected = type.startsWith("aws:iam/")
                ? undefined
                : (regions.find((region) => name.includes(region)) ?? "eu-west-1");
            assert.equal(inputs.region, expected, `${type} ${name}`);
        }
    });

    it("that can carry tags says project, stack and component", async () => {
        const recorded = await everything(["eu-west-1", "us-east-1"]);
        const tagged = cloudResources(recorded).filter(takesTags);
        assert.ok(tagged.length > 40, "the declarations of the provider are read");
        for (const resource of tagged) {
            const { Project, Stack, Component } = (resource.inputs.tags ?? {}) as Record<string, string>;
            assert.deepEqual([Project, Stack], ["vigil", "test"], `${resource.type} ${resource.name}`);
            assert.ok(ancestors(recorded, resource).includes(`vigil:index:${String(Component)}`), resource.name);
        }
    });

    it("stands in a component", async () => {
        const recorded = await everything(["eu-west-1"]);
        for (const resource of cloudResources(recorded))
            assert.match(ancestors(recorded, resource)[0] ?? "", /^vigil:index:/, `${resource.type} ${resource.name}`);
    });
});

/** Read off the provider's own declarations, so that a type that learns to carry tags is noticed. */
function takesTags({ type }: RecordedResource): boolean {
    // Destinations have tags since provider 7 only, and nothing bills or filters by them.
    if (type === "aws:guardduty/publishingDestination:PublishingDestination") return false;
    const path = type.split(":")[1]!;
    const declaration = readFileSync(join(root, "node_modules/@pulumi/aws", `${path}.d.ts`), "utf8");
    return /^ {4}tags\?: pulumi\.Input</m.test(declaration);
}

function ancestors(recorded: Recorded, { parent }: RecordedResource): string[] {
    const found = recorded.resources.find(({ urn }) => urn === parent);
    return found === undefined ? [] : [found.type, ...ancestors(recorded, found)];
}

describe("a Region more", () => {
    it("makes at most 23 cloud resources, with everything on", async () => {
        const one = cloudResources(await everything(["eu-west-1"]));
        const two = cloudResources(await everything(["eu-west-1", "us-east-1"]));
        assert.equal(two.length - one.length, 23);
    });
});

describe("a service", () => {
    const types = {
        detection: "aws:guardduty/detector:Detector",
        discovery: "aws:macie2/account:Account",
        scanning: "aws:inspector2/enabler:Enabler",
    };
    /** What each Region's waits for, of its own kind. */
    const waiting = async (regions: readonly string[]) => {
        const recorded = await everything(regions, false);
        return Object.entries(types).flatMap(([component, type]) =>
            recorded.all(type).map((resource) => {
                const others = recorded.dependenciesOf(resource).filter((other) => other.startsWith(type));
                return [resource.name, ...others.map((other) => other.split(" ")[1])]
                    .map((name) => name!.replace(`${component}-`, ""))
                    .join(" after ");
            }),
        );
    };

    it("is switched on at home first, because AWS makes its role once for all Regions", async () => {
        assert.deepEqual(await waiting(["us-east-1", "eu-west-1", "us-west-2"]), [
            ...["eu-west-1", "us-east-1 after eu-west-1", "us-west-2 after eu-west-1"],
            ...["eu-west-1", "us-east-1 after eu-west-1", "us-west-2 after eu-west-1"],
            ...["eu-west-1", "us-east-1 after eu-west-1", "us-west-2 after eu-west-1"],
        ]);
    });

    it("is switched on first where there is any, if home is not watched", async () => {
        // Macie is not in ap-southeast-7.
        assert.deepEqual(await waiting(["ap-southeast-7", "us-east-1", "us-west-2"]), [
            ...["ap-southeast-7", "us-east-1 after ap-southeast-7", "us-west-2 after ap-southeast-7"],
            ...["us-east-1", "us-west-2 after us-east-1"],
            ...["ap-southeast-7", "us-east-1 after ap-southeast-7", "us-west-2 after ap-southeast-7"],
        ]);
    });

    it("leaves the policies and outputs in the order of the settings", async () => {
        const recorded = await everything(["us-east-1", "eu-west-1"]);
        assert.deepEqual(Object.keys(recorded.outputs.detectorIds as object), ["us-east-1", "eu-west-1"]);
        assert.match(
            JSON.stringify(recorded.one("aws:kms/keyPolicy:KeyPolicy").inputs),
            /guardduty:us-east-1.*guardduty:eu-west-1/,
        );
    });
});

describe("the two keys", () => {
    it("are not swapped: findings under one, alerts under the other", async () => {
        const recorded = await recordStack("dev");
        const keyOf = (name: string) => recorded.one("aws:kms/key:Key", name).outputs.arn;
        const findingsKey = keyOf("findings-archive");
        const alertKey = keyOf("alert-topic");
        assert.notEqual(findingsKey, alertKey);
        assert.equal(recorded.one("aws:sns/topic:Topic", "alert-topic").inputs.kmsMasterKeyId, alertKey);
        for (const { inputs } of recorded.all("aws:guardduty/publishingDestination:PublishingDestination"))
            assert.equal(inputs.kmsKeyArn, findingsKey);
        const text = (type: string) => JSON.stringify(recorded.all(type).map(({ inputs }) => inputs));
        const archived = [
            "aws:macie2/classificationExportConfiguration:ClassificationExportConfiguration",
            "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
            "aws:s3/bucketPolicy:BucketPolicy",
        ];
        for (const type of archived) {
            assert.ok(text(type).includes(String(findingsKey)), type);
            assert.ok(!text(type).includes(String(alertKey)), type);
        }
    });

    it("have the policies of their purpose: only the alert key knows EventBridge, only the findings key knows GuardDuty", async () => {
        const recorded = await recordStack("dev");
        const alertPolicy = String(recorded.one("aws:kms/key:Key", "alert-topic").inputs.policy);
        const findingsPolicy = String(recorded.one("aws:kms/keyPolicy:KeyPolicy").inputs.policy);
        assert.match(alertPolicy, /"events\.amazonaws\.com"/);
        assert.doesNotMatch(alertPolicy, /guardduty|macie/);
        assert.match(findingsPolicy, /"guardduty\.amazonaws\.com"/);
        assert.doesNotMatch(findingsPolicy, /events\.amazonaws\.com/);
        assert.equal(
            recorded.one("aws:kms/keyPolicy:KeyPolicy").inputs.keyId,
            recorded.one("aws:kms/key:Key", "findings-archive").id,
        );
    });
});

describe("a secret endpoint", () => {
    it("stands nowhere in plain: in no name, no plain input, no output", async () => {
        const recorded = await everything(["eu-west-1"]);
        const plain = recorded.resources.map(({ urn, inputs, secretInputs }) => [
            urn,
            Object.entries(inputs).filter(([key]) => !secretInputs.includes(key)),
        ]);
        assert.ok(!JSON.stringify(plain).includes("s3cr3t"));
        assert.ok(!JSON.stringify(recorded.outputs).includes("s3cr3t"));
        assert.equal(recorded.all("aws:sns/topicSubscription:TopicSubscription")[1]?.inputs.endpoint, webhook);
    });
});

describe("the limits of AWS", () => {
    it("hold with everything on in all 34 Regions", async () => {
        const recorded = await everything(allRegions);
        const size = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value)).length;
        const largest = (type: string, input: string) =>
            Math.max(...recorded.all(type).map(({ inputs }) => size(inputs[input])));
        // S3 User Guide, "Bucket policies"; KMS Developer Guide, "Resource quotas"; IAM User Guide, "IAM and AWS STS
        // quotas"; EventBridge User Guide, "Quotas".
        assert.ok(largest("aws:s3/bucketPolicy:BucketPolicy", "policy") <= 20_480);
        assert.ok(largest("aws:kms/keyPolicy:KeyPolicy", "policy") <= 32_768);
        assert.ok(largest("aws:iam/role:Role", "assumeRolePolicy") <= 2_048);
        assert.ok(largest("aws:cloudwatch/eventRule:EventRule", "eventPattern") <= 2_048);
        const names = recorded.all("aws:cloudwatch/eventRule:EventRule").map(({ outputs }) => String(outputs.name));
        assert.ok(Math.max(...names.map((name) => name.length)) <= 64);
    });
});

describe("the alarms", () => {
    it("have no action outside home, in the numbers that the page for auditors gives", async () => {
        const alarms = (await recordStack("prod")).all("aws:cloudwatch/metricAlarm:MetricAlarm");
        const silent = alarms.filter(({ inputs }) => JSON.stringify(inputs.alarmActions) === "[]");
        assert.ok(silent.every(({ inputs }) => inputs.region !== "eu-west-1"));
        const page = readFileSync(join(root, "docs/permissions.md"), "utf8");
        assert.ok(
            page.includes(
                `${silent.length} of the ${alarms.length} alarms, three in each of ${silent.length / 3} Regions`,
            ),
        );
        assert.ok(page.includes(`The ${alarms.length - silent.length} alarms at home notify`));
    });
});

describe("the outputs", () => {
    it("tell a person and the drill where everything is", async () => {
        const recorded = await recordStack("dev");
        const arn = (type: string, name?: string) => recorded.one(type, name).outputs.arn;
        const queue = (name: string) => recorded.one("aws:sqs/queue:Queue", name).outputs.url;
        const detector = (region: string) => recorded.one("aws:guardduty/detector:Detector", `detection-${region}`).id;
        assert.deepEqual(recorded.outputs, {
            homeRegion: "eu-west-1",
            accountId: "123456789012",
            namePrefix: "vigil-dev",
            detectorIds: { "eu-west-1": detector("eu-west-1"), "us-east-1": detector("us-east-1") },
            findingsBucket: recorded.one("aws:s3/bucket:Bucket", "findings-archive").id,
            findingsKeyArn: arn("aws:kms/key:Key", "findings-archive"),
            queries: { database: "vigil_dev_archive", table: "findings", workgroup: "vigil-dev-queries" },
            archiveReaderRoleArn: false,
            replicaBucket: false,
            findingsBusArn: arn("aws:cloudwatch/eventBus:EventBus"),
            relayRuleName: "vigil-dev-relay",
            findingsStream: {
                name: "vigil-dev-findings-stream",
                ruleName: "vigil-dev-findings-stream",
                folder: "findings/",
            },
            alertTopicArn: arn("aws:sns/topic:Topic", "alert-topic"),
            deadLetterQueueUrls: {
                alerts: queue("alerts-dead-letters"),
                notifier: queue("notifier-dead-letters"),
                stream: queue("findings-stream-dead-letters"),
                relays: {
                    "eu-west-1": queue("relay-eu-west-1-dead-letters"),
                    "us-east-1": queue("relay-us-east-1-dead-letters"),
                },
            },
            dashboardUrl:
                "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#dashboards/dashboard/vigil-dev-alerts",
            notifier: {
                mailTopicArn: arn("aws:sns/topic:Topic", "mail-topic"),
                functionName: "vigil-dev-notifier",
                queueUrl: queue("notifier"),
            },
            eventsTopicArn: false,
            routeTopics: {},
            heartbeats: { ruleName: "vigil-dev-heartbeats", alarmName: "vigil-dev-heartbeats" },
            unconfirmedEmails: [],
            unconfirmedHttps: [],
            scanTargets: false,
        });
    });

    it("name the archive's copy, which is in the Region of the settings", async () => {
        const recorded = await recordProgram("test", {
            "aws:region": "eu-west-1",
            "vigil:alerts": JSON.stringify({ emails: ["security@example.com"] }),
            "vigil:archive": JSON.stringify({
                replica: "eu-central-1",
                objectLock: { days: 365 },
                accessLogs: "my-log-bucket",
            }),
        });
        const { id, inputs } = recorded.one("aws:s3/bucket:Bucket", "archive-replica");
        assert.equal(recorded.outputs.replicaBucket, id);
        assert.equal(inputs.region, "eu-central-1");
        const { rule } = recorded.one("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration").inputs;
        assert.deepEqual(rule, { defaultRetention: { mode: "GOVERNANCE", days: 365 } });
        assert.equal(recorded.one("aws:s3/bucketLogging:BucketLogging").inputs.targetBucket, "my-log-bucket");
    });
});
