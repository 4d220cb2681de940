import assert from "node:assert/strict";
import { policiesOf } from "../../../tools/iam-policy/iam-policy-command";
import { extraStatements } from "../../../tools/iam-policy/extras";
import { doctorActions, drillActions } from "../../../tools/aws/actions";
import { account, deployed, deployedWithEverything, statementsOf } from "./stacks";

describe("the drill", () => {
    it("adds every action of the drill", async () => {
        const actions = extraStatements("drill", await deployed("dev")).flatMap(({ Action }) => Action);
        assert.deepEqual([...actions].sort(), Object.values(drillActions).flat().sort());
    });

    it("reads the notifier's memory, and no other bucket's", async () => {
        const statements = extraStatements("drill", await deployedWithEverything());
        const memory = `arn:aws:s3:::vigil-dev-notifier-memory-${account}-eu-west-1`;
        assert.deepEqual(statements.find(({ Sid }) => Sid === "DrillReadsTheNotifiersMemory")?.Resource, [
            memory,
            `${memory}/memory.json`,
        ]);
    });

    it("reads the dead-letter queues, without deleting anything there, and takes no alert from the notifier", async () => {
        const statements = extraStatements("drill", await deployed("dev"));
        const reading = statements.find(({ Sid }) => Sid === "DrillReadsDeadLetterQueues");
        assert.deepEqual(reading?.Action, ["sqs:GetQueueAttributes", "sqs:ReceiveMessage"]);
        assert.deepEqual(
            reading.Resource,
            ["alerts", "findings-stream", "notifier", "relay-*"].map(
                (name) => `arn:aws:sqs:*:${account}:vigil-dev-${name}-dead-letters`,
            ),
        );
    });

    it("keeps to a queue of its own, to queues as subscribers, and to this stack's topic and keys", async () => {
        const statements = extraStatements("drill", await deployed("dev"));
        const one = (sid: string) => statements.find(({ Sid }) => Sid === sid);
        assert.equal(one("DrillHasAQueueOfItsOwn")?.Resource, `arn:aws:sqs:*:${account}:vigil-drill-*`);
        assert.deepEqual(one("DrillSubscribesItsOwnQueuesOnly"), {
            Sid: "DrillSubscribesItsOwnQueuesOnly",
            Effect: "Allow",
            Action: ["sns:Subscribe"],
            Resource: ["alert-topic", "alert-topic:*", "mail-topic", "mail-topic:*"].map(
                (name) => `arn:aws:sns:*:${account}:vigil-dev-${name}`,
            ),
            Condition: {
                StringEquals: { "sns:Protocol": "sqs", "aws:RequestedRegion": ["eu-west-1"] },
                StringLike: { "sns:Endpoint": `arn:aws:sqs:*:${account}:vigil-drill-*` },
            },
        });
        assert.deepEqual(one("DrillUsesKeysThroughTopicAndArchive")?.Condition, {
            StringEquals: {
                "aws:ResourceTag/Project": "vigil",
                "aws:ResourceTag/Stack": "dev",
                "kms:ViaService": ["s3.eu-west-1.amazonaws.com", "sns.eu-west-1.amazonaws.com"],
                "aws:RequestedRegion": ["eu-west-1"],
            },
        });
    });
});

describe("the doctor", () => {
    it("reads the bucket for access logs, and looks for the readers of this account, and no other", async () => {
        const statements = extraStatements("doctor", await deployedWithEverything());
        const resourceOf = (sid: string) => statements.find(({ Sid }) => Sid === sid)?.Resource;
        assert.equal(resourceOf("DoctorReadsTheBucketForAccessLogs"), "arn:aws:s3:::our-logs");
        assert.equal(resourceOf("DoctorLooksForReaders"), `arn:aws:iam::${account}:role/team/auditor`);
    });

    it("adds every action of the doctor, and nothing that writes", async () => {
        const statements = extraStatements("doctor", await deployedWithEverything());
        const actions = statements.flatMap(({ Action }) => Action);
        const { administrators, guardDutyRole, organizationAccounts, members, ...standalone } = doctorActions;
        assert.deepEqual([...actions].sort(), Object.values(standalone).flat().sort());
        const { chat, hubs, eventQueues, buckets, logBucket, readers, ...always } = standalone;
        const least = extraStatements("doctor", await deployed("dev")).flatMap(({ Action }) => Action);
        assert.deepEqual(
            [...least].sort(),
            Object.values(always).flat().sort(),
            `not ${[chat, hubs, eventQueues, buckets, logBucket, readers].join()}`,
        );
        for (const action of actions) assert.match(action, /:(Get|List|Describe|BatchGet)/);
        const more = async (config: object) => {
            const stack = await deployed("dev", { organization: config });
            const all = extraStatements("doctor", stack).map(({ Sid, Action, Resource }) => ({
                Sid,
                Action,
                Resource,
            }));
            const known: readonly string[] = Object.values<readonly string[]>(always).flat();
            return all.filter(({ Action }) => [Action].flat().some((action) => !known.includes(action)));
        };
        const role = "role/aws-service-role/guardduty.amazonaws.com/*";
        assert.deepEqual(await more({ role: "management", administrator: "444444444444" }), [
            { Sid: "DoctorReadsDelegates", Action: administrators, Resource: "*" },
            { Sid: "DoctorLooksForGuardDutysRole", Action: guardDutyRole, Resource: `arn:aws:iam::${account}:${role}` },
        ]);
        assert.deepEqual(await more({ role: "administrator" }), [
            { Sid: "DoctorListsAccounts", Action: organizationAccounts, Resource: "*" },
            { Sid: "DoctorListsMembers", Action: [...members].sort(), Resource: "*" },
        ]);
        assert.deepEqual(await more({ role: "member" }), []);
    });

    it("reads the organization's policies for this account alone", async () => {
        const [statement] = extraStatements("doctor", await deployed("dev")).filter(({ Action }) =>
            Action.includes("organizations:DescribeEffectivePolicy"),
        );
        assert.equal(statement?.Resource, `arn:aws:organizations::*:account/o-*/${account}`);
    });
});

describe("who reads findings", () => {
    const bucket = `arn:aws:s3:::vigil-dev-findings-archive-${account}-eu-west-1`;

    it("reads what the stream wrote, and decrypts it through the archive", async () => {
        const own = { "aws:ResourceAccount": account, "aws:RequestedRegion": ["eu-west-1"] };
        assert.deepEqual(extraStatements("findings", await deployed("dev")), [
            { Sid: "FindingsAsksWhoItIs", Effect: "Allow", Action: ["sts:GetCallerIdentity"], Resource: "*" },
            {
                ...{ Sid: "FindingsListsTheEvents", Effect: "Allow", Action: ["s3:ListBucket"], Resource: bucket },
                Condition: { StringEquals: own, StringLike: { "s3:prefix": "findings/*" } },
            },
            {
                ...{ Sid: "FindingsReadsTheEvents", Effect: "Allow", Action: ["s3:GetObject"] },
                Resource: `${bucket}/findings/*`,
                Condition: { StringEquals: own },
            },
            {
                ...{ Sid: "FindingsDecryptsThroughTheArchive", Effect: "Allow", Action: ["kms:Decrypt"] },
                Resource: `arn:aws:kms:*:${account}:key/*`,
                Condition: {
                    StringEquals: {
                        ...{ "aws:ResourceTag/Project": "vigil", "aws:ResourceTag/Stack": "dev" },
                        ...{ "aws:ResourceTag/Component": "FindingsArchive" },
                        ...{ "kms:ViaService": "s3.eu-west-1.amazonaws.com", "aws:RequestedRegion": ["eu-west-1"] },
                    },
                    StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket, `${bucket}/*`] },
                },
            },
        ]);
    });
});

describe("who previews", () => {
    it("reads what the deployer reads, and changes nothing", async () => {
        for (const stack of [await deployed("prod"), await deployedWithEverything()]) {
            const actions = statementsOf(policiesOf(stack, ["preview"])).flatMap(({ Action }) => Action);
            const deployer = statementsOf(policiesOf(stack)).flatMap(({ Action }) => Action);
            for (const action of actions) assert.match(action, /:(Get|List|Describe|BatchGet)/);
            assert.deepEqual(
                [
                    ...new Set(
                        deployer.filter((action) =>
                            /^(?!s3:GetObject|inspector2:List).*:(Get|Describe|BatchGet)/.test(action),
                        ),
                    ),
                ].filter((action) => !actions.includes(action)),
                [],
            );
        }
    });
});

describe("without them", () => {
    it("nobody may raise samples, make a drill's queue or read findings", async () => {
        const actions = statementsOf(policiesOf(await deployed("dev"))).flatMap(({ Action }) => Action);
        for (const action of ["guardduty:CreateSampleFindings", "sqs:ReceiveMessage", "s3:GetObject", "kms:Decrypt"])
            assert.ok(!actions.includes(action), action);
    });
});
