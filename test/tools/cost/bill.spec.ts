import assert from "node:assert/strict";
import { type Bill, billOf } from "../../../tools/cost/bill";
import { asConfig, everythingOn } from "../../support/everything-on";
import { inOrganization } from "../../support/in-organization";
import { recordStack } from "../../support/stacks";

const alerts = { emails: ["security@example.com"], notifier: false };

async function bill(stack: string, changes: Readonly<Record<string, unknown>> = {}): Promise<Bill> {
    return billOf(stack, await recordStack(stack, asConfig({ alerts, ...changes })));
}

const withNotifier = { ...everythingOn, alerts: { ...everythingOn.alerts, notifier: true } };
const withoutNotifier = { ...everythingOn, alerts: { ...everythingOn.alerts, notifier: false } };

/** What the Regions bill by, in short. */
function short({ regions }: Bill) {
    return regions.map(({ region, fixed, drivers }) => ({
        region,
        fixed: fixed.map(({ service, what, count, billedBy }) => `${count} ${service} ${what}, by the ${billedBy}`),
        drivers: drivers.map(({ service, counts, accounts }) =>
            [...(accounts === undefined ? [] : [accounts]), `${service}: ${counts}`].join(" "),
        ),
    }));
}

const detector = [
    "GuardDuty: CloudTrail management events; those of global services count in every Region",
    "GuardDuty: GB of VPC flow logs and DNS query logs, whether you keep such logs or not",
];
const discovery = [
    "Macie: S3 buckets evaluated",
    "Macie: objects in them, where automated discovery is on",
    "Macie: GB inspected by automated discovery, or by your jobs",
];
const relay = "EventBridge: findings and alarms sent on to another event bus";
const deadLetters = "SQS: requests, three for each dead letter";
const heartbeats = "EventBridge: heartbeats: four custom events an hour and Region, each from a schedule";
const path = [relay, heartbeats, deadLetters];
const homePath = [
    relay,
    "EventBridge: GB of events put into the event archive",
    "EventBridge: GB that the event archive holds",
    heartbeats,
    deadLetters,
    "SNS: alerts published to the topic",
    "SNS: mails, counted for each address",
    "S3: GB of findings in S3 Standard",
    "S3: objects written by GuardDuty, Macie and Firehose",
    "S3: GB of query results, for a week",
];
const keys = "KMS: requests to the keys, a few for each exported object and each alert";
const streamAndQuestions = [
    keys,
    "CloudWatch: GB of the findings stream's log, taken in and kept",
    "Firehose: GB of events taken in, each rounded up to 5 KB",
    "Glue: objects in the Data Catalog, and requests to it: a million of each a month are free",
    "Athena: TB scanned, only when somebody asks; a query counts as 10 MB at least",
];
const fixedAtHome = [
    "2 KMS key, by the month; rotation adds to it",
    "24 CloudWatch alarm, by the month",
    "1 CloudWatch dashboard, by the month",
];
const fixedElsewhere = ["3 CloudWatch alarm, by the month"];

describe("the bill of a stack", () => {
    it("has what each Region bills by: what is fixed, and what is counted", async () => {
        const everywhere = [
            ...detector,
            "GuardDuty: S3 data events: reads and writes of objects",
            "GuardDuty: vCPUs that the runtime agent watches, by the hour",
            ...discovery,
            "Inspector: EC2 instances scanned by agent",
            "Inspector: EC2 instances scanned without agent",
            "Inspector: images scanned when pushed to ECR",
            "Inspector: automatic re-scans of images",
            "Inspector: Lambda functions scanned",
        ];
        const { regions, ...rest } = await bill("dev");
        assert.deepEqual(short({ regions, ...rest }), [
            { region: "eu-west-1", fixed: fixedAtHome, drivers: [...everywhere, ...homePath, ...streamAndQuestions] },
            { region: "us-east-1", fixed: fixedElsewhere, drivers: [...everywhere, ...path] },
        ]);
        assert.deepEqual(rest, {
            stack: "dev",
            home: "eu-west-1",
            services: [
                {
                    service: "GuardDuty",
                    pricePage: "https://aws.amazon.com/guardduty/pricing/",
                    freeTrial: "30 days per account, Region and protection plan, from when each is first enabled",
                },
                {
                    service: "Macie",
                    pricePage: "https://aws.amazon.com/macie/pricing/",
                    freeTrial:
                        "30 days per account and Region; pausing does not stop them, and discovery jobs are not included",
                },
                {
                    service: "Inspector",
                    pricePage: "https://aws.amazon.com/inspector/pricing/",
                    freeTrial: "15 days per scan type; deactivating it does not stop them",
                },
                ...["EventBridge", "SQS", "SNS", "S3", "KMS", "CloudWatch", "Firehose", "Glue", "Athena"].map(
                    (service) => ({
                        service,
                        pricePage: `https://aws.amazon.com/${service.toLowerCase()}/pricing/`,
                    }),
                ),
            ],
            unknownTypes: [],
        });
    });

    it("grows with every plan, scan type, receiver and scan target", async () => {
        const [home] = short(await bill("dev", withoutNotifier));
        const [small] = short(await bill("dev"));
        assert.deepEqual(
            home!.fixed.filter((line) => !small!.fixed.includes(line)),
            [
                "25 CloudWatch alarm, by the month",
                "1 EC2 t3.micro instance, by the second while it runs",
                "1 EBS 8 GB volume, by the GB and month",
                "1 VPC public IPv4 address, by the hour",
            ],
        );
        assert.deepEqual(
            home!.drivers.filter((line) => !small!.drivers.includes(line)),
            [
                "GuardDuty: EKS audit log events",
                "GuardDuty: GB of EBS volumes scanned for malware after a finding",
                "GuardDuty: vCPUs of provisioned databases",
                "GuardDuty: capacity units of Aurora Serverless",
                "GuardDuty: GB of network logs of Lambda functions",
                "GuardDuty: GB of data events of Bedrock, AgentCore and SageMaker",
                "GuardDuty: investigations (preview)",
                "Inspector: Lambda functions whose code is scanned",
                "Inspector: scans of code repositories",
                "SNS: HTTPS calls: alerts times endpoints",
                "S3: objects replicated, and GB sent to the replica's Region",
                "S3: GB of access logs, in your own bucket",
                "ECR: GB of images in the scan target's repository",
            ],
        );
    });

    it("has the replica and its key in its own Region", async () => {
        const [, elsewhere] = short(await bill("dev", { ...withoutNotifier, regions: ["eu-west-1"] }));
        assert.deepEqual(elsewhere, {
            region: "eu-central-1",
            fixed: ["1 KMS key, by the month; rotation adds to it"],
            drivers: ["S3: GB of the replica in S3 Standard", keys],
        });
    });

    it("grows by the notifier at home", async () => {
        const [[home, elsewhere], [without, other]] = [
            short(await bill("dev", withNotifier)),
            short(await bill("dev", withoutNotifier)),
        ];
        assert.deepEqual(elsewhere, other);
        assert.deepEqual(
            home!.fixed.filter((line) => !without!.fixed.includes(line)),
            ["3 KMS key, by the month; rotation adds to it", "31 CloudWatch alarm, by the month"],
        );
        assert.deepEqual(
            home!.drivers.filter((line) => !without!.drivers.includes(line)),
            [
                "Lambda: requests: runs of the notifier, one for each batch of alerts",
                "Lambda: GB-seconds: how long they take, at 512 MB",
                "SQS: requests for each alert on its way to the notifier, and for polling while there is none",
                "SNS: mails and alarms published to the mail topic",
                "S3: requests: each run of the notifier reads and writes its memory",
                "CloudWatch: metrics that the weekly mail asks for",
                "CloudWatch: GB of the notifier's log, taken in and kept",
            ],
        );
    });

    it("counts the runtime agent's vCPUs by either of its plans", async () => {
        const changes = { guardDuty: { plans: { EKS_RUNTIME_MONITORING: { agents: ["EKS"] } } } };
        const [home] = short(await bill("dev", changes));
        assert.deepEqual(
            home!.drivers.filter((line) => line.startsWith("GuardDuty")),
            [...detector, "GuardDuty: vCPUs that the runtime agent watches, by the hour"],
        );
    });

    it("shrinks when Macie and Inspector are off, no plan is on", async () => {
        const changes = {
            ...{ macie: false, inspector: false, guardDuty: {} },
        };
        assert.deepEqual(short(await bill("dev", changes)), [
            { region: "eu-west-1", fixed: fixedAtHome, drivers: [...detector, ...homePath, ...streamAndQuestions] },
            { region: "us-east-1", fixed: fixedElsewhere, drivers: [...detector, ...path] },
        ]);
    });

    it("has both storage classes where findings move", async () => {
        const [small] = short(await bill("dev"));
        const [home] = short(await bill("dev", { archive: { retain: false, transitionDays: 90 } }));
        assert.deepEqual(
            home!.drivers.filter((line) => !small!.drivers.includes(line)),
            ["S3: GB of findings in storage class GLACIER_IR", "S3: objects moved to storage class GLACIER_IR"],
        );
    });

    it("has nothing of GuardDuty, Macie and Inspector while the stack is suspended", async () => {
        const suspended = await bill("dev", { suspended: true });
        assert.deepEqual(short(suspended), [
            { region: "eu-west-1", fixed: fixedAtHome, drivers: [...homePath, ...streamAndQuestions] },
            { region: "us-east-1", fixed: fixedElsewhere, drivers: path },
        ]);
        assert.deepEqual(
            suspended.services.map(({ service }) => service),
            ["EventBridge", "SQS", "SNS", "S3", "KMS", "CloudWatch", "Firehose", "Glue", "Athena"],
        );
    });

    it("has none of a suspended detector's plans, though they stay enabled, and all of its neighbour's", async () => {
        const { resources, outputs } = await recordStack("dev");
        const suspended = resources.map((resource) =>
            resource.name === "detection-us-east-1"
                ? { ...resource, inputs: { ...resource.inputs, enable: false } }
                : resource,
        );
        const counts = billOf("dev", { resources: suspended, outputs }).regions.map(
            ({ drivers }) => drivers.filter(({ service }) => service === "GuardDuty").length,
        );
        assert.deepEqual(counts, [4, 0]);
    });

    it("names a type that it does not know, once, instead of taking it for free", async () => {
        const { resources, outputs } = await recordStack("dev");
        const unknown = {
            ...resources.find(({ custom }) => custom)!,
            type: "aws:macie2/classificationJob:ClassificationJob",
        };
        const { unknownTypes } = billOf("dev", { resources: [...resources, unknown, unknown], outputs });
        assert.deepEqual(unknownTypes, ["aws:macie2/classificationJob:ClassificationJob"]);
    });

    it("knows every type that dev and prod register, and that the program can", async () => {
        for (const known of [await bill("dev"), await bill("prod"), await bill("dev", withNotifier)])
            assert.deepEqual(known.unknownTypes, []);
    });
});

describe("the bill of an account in an organization", () => {
    const inEachRegion = async (role: keyof typeof inOrganization) =>
        short(await bill("dev", inOrganization[role])).map(({ drivers }) => drivers);

    it("of its administrator says what is counted in which other accounts", async () => {
        for (const drivers of await inEachRegion("administrator")) {
            const ofOthers = drivers.filter((line) => /^(ALL|NEW|MEMBERS) /.test(line));
            assert.deepEqual(ofOthers, [
                ...detector.map((line) => `ALL ${line}`),
                "ALL GuardDuty: S3 data events: reads and writes of objects",
                "NEW GuardDuty: vCPUs that the runtime agent watches, by the hour",
                ...discovery.map((line) => `NEW ${line}`),
                ...discovery.map((line) => `MEMBERS ${line}`),
                "MEMBERS Inspector: EC2 instances scanned by agent",
                "MEMBERS Inspector: EC2 instances scanned without agent",
                "NEW Inspector: EC2 instances scanned by agent",
                "NEW Inspector: EC2 instances scanned without agent",
                "NEW Inspector: images scanned when pushed to ECR",
                "NEW Inspector: automatic re-scans of images",
            ]);
        }
    });

    it("of its administrator has nothing of accounts in which all stays off", async () => {
        const autoEnable = { guardDuty: "NONE", macie: "NONE", inspector: "NONE" };
        const organization = { role: "administrator", autoEnable };
        const regions = short(await bill("dev", { organization }));
        assert.deepEqual(
            regions.flatMap(({ drivers }) => drivers).filter((line) => /^(ALL|NEW|MEMBERS) /.test(line)),
            [],
        );
    });

    it("of its management account has nothing, unless the services are switched on there", async () => {
        const { regions, services } = await bill("dev", inOrganization.management);
        assert.deepEqual([regions.flatMap(({ fixed, drivers }) => [...fixed, ...drivers]), services], [[], []]);
        const watched = await bill("dev", inOrganization.watchedManagement);
        assert.deepEqual(
            watched.services.map(({ service }) => service),
            ["GuardDuty", "Macie", "Inspector"],
        );
    });

    it("of a member has its archive", async () => {
        assert.deepEqual(await inEachRegion("member"), [
            ["S3: GB of findings in S3 Standard", "S3: objects written by GuardDuty, Macie and Firehose", keys],
            [],
        ]);
    });

    it("knows every type", async () => {
        for (const settings of Object.values(inOrganization))
            assert.deepEqual((await bill("dev", settings)).unknownTypes, []);
    });
});
