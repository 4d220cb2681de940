import assert from "node:assert/strict";
import { isJsonObject, type JsonObject, type JsonValue } from "../../tools/evaluators/json";
import { coverageServices } from "../../findings/coverage";
import { alarmMessage, coverageLostMessage, findingMessage, type Message } from "../../findings/messages";
import { coverageLostPatterns, findingPattern } from "../../findings/patterns";
import { serviceFacts, serviceKeys } from "../../findings/services";
import { severitiesOf } from "../../findings/severity";
import { arrived, deliver, matching, readEvent, readEventWith } from "./events";

/** Every message there is, with the sample events that its rule lets through. */
const messages: readonly { readonly about: string; readonly message: Message; readonly events: readonly string[] }[] = [
    ...serviceKeys.flatMap((service) =>
        severitiesOf[service].map((severity) => ({
            about: `${severity} ${serviceFacts[service].name} findings`,
            message: findingMessage(service, severity),
            events: matching(findingPattern(service, severity)),
        })),
    ),
    ...coverageServices.map((service) => ({
        about: `lost coverage of ${serviceFacts[service].name}`,
        message: coverageLostMessage(service),
        events: matching(coverageLostPatterns[service]),
    })),
    { about: "alarms", message: alarmMessage, events: ["alarm-raised"] },
];

/** Everything a name or a text could do to a message. */
const nasty = 'a "quote", a \\ backslash,\n\ta new line, a <title> and a }';

/** Puts the nasty text in the place of every text. */
function withNastyTexts(value: JsonValue): JsonValue {
    if (typeof value === "string") return nasty;
    if (Array.isArray(value)) return value.map(withNastyTexts);
    return isJsonObject(value)
        ? Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withNastyTexts(child)]))
        : value;
}

/** The texts inside double quotes of a template. */
const quotedTexts = (template: string) => template.match(/"(?:[^"\\]|\\.)*"/g) ?? [];

const variablesOf = (text: string) => [...text.matchAll(/<([\w-]+)>/g)].map(([, name]) => name!);

describe("every message", () => {
    for (const { about, message, events } of messages) {
        const { inputPaths, inputTemplate } = message;

        it(`about ${about} is one line that EventBridge takes`, () => {
            assert.equal(deliver(message, readEvent("alarm-raised")).kind, "json");
            assert.doesNotMatch(inputTemplate, /\n/);
        });

        it(`about ${about} uses every path it reads`, () => {
            const used = new Set(variablesOf(inputTemplate));
            assert.deepEqual([...used].sort(), Object.keys(inputPaths).sort());
        });

        it(`about ${about} only quotes what every event has in safe characters`, () => {
            const quoted = quotedTexts(inputTemplate)
                .flatMap(variablesOf)
                .map((name) => inputPaths[name]!);
            const accounts = ["accountId", "awsAccountId", "resourceAccountId"].map((name) => `$.detail.${name}`);
            const safe = ["$.account", "$.region", "$.detail.id", ...accounts];
            assert.deepEqual(
                quoted.filter((path) => !safe.includes(path)),
                [],
            );
        });

        it(`about ${about} arrives for events with quotes, backslashes and newlines in every text`, () => {
            assert.notEqual(events.length, 0);
            for (const name of events) {
                const event = readEvent(name);
                const detail = event.detail as JsonObject;
                // What may be quoted of `detail`: AWS makes the IDs of findings and accounts.
                const isMadeByAws = (key: string) => key === "id" || /accountId$/i.test(key);
                const kept = Object.fromEntries(Object.entries(detail).filter(([key]) => isMadeByAws(key)));
                const nastyDetail = { ...(withNastyTexts(detail) as JsonObject), ...kept };
                const delivery = deliver(message, { ...event, detail: nastyDetail });
                assert.equal(delivery.kind, "json", name);
            }
        });

        it(`about ${about} arrives for an event with nothing in its detail`, () => {
            const event = { ...readEvent(events[0]!), detail: {} };
            assert.equal(deliver(message, event).kind, "json");
        });
    }
});

describe("findingMessage", () => {
    it("tells of a GuardDuty attack sequence, newlines and quotes included", () => {
        assert.deepEqual(
            arrived(findingMessage("guardDuty", "CRITICAL"), readEvent("guardduty-critical-attack-sequence")),
            {
                alert: "CRITICAL GuardDuty finding in eu-west-1, account 444455556666",
                service: "GuardDuty",
                severity: "CRITICAL",
                score: 9.4,
                sample: true,
                type: "AttackSequence:S3/CompromisedData",
                title: 'Somebody is destroying data with the credentials of "backup-operator".',
                description:
                    "An attack sequence of 3 signals:\n1. The key ASIAVIGILTOR00000001 was used from a Tor exit.\n" +
                    '2. It switched off "versioning" of backups-444455556666.\n' +
                    "\tThen it deleted objects under \\archive\\2025.",
                account: "444455556666",
                region: "eu-west-1",
                resource: {
                    ...nothing,
                    type: "AttackSequence",
                    sequence: ["backups-444455556666", "ASIAVIGILTOR00000001", '2025/"final".tar'],
                },
                firstSeen: "2026-03-14T02:01:00.000Z",
                lastSeen: "2026-03-14T02:09:00.000Z",
                count: 1,
                findingId: "10c7a0de0000000000000000000000a8",
                time: "2026-03-14T02:17:45Z",
                console:
                    "https://eu-west-1.console.aws.amazon.com/guardduty/home?region=eu-west-1" +
                    "#/findings?macros=current&fId=10c7a0de0000000000000000000000a8",
            },
        );
    });

    it("says what is affected, whatever kind of resource it is", () => {
        const resourceOf = (name: string) =>
            (arrived(findingMessage("guardDuty", "HIGH"), readEvent(name)) as JsonObject).resource;
        assert.deepEqual(
            [
                "guardduty-low-root",
                "guardduty-medium-instance",
                "guardduty-medium-database",
                "guardduty-medium-cluster-of-tasks",
                "guardduty-high-function",
                "guardduty-high-bucket",
                "guardduty-high-cluster",
            ].map(resourceOf),
            [
                { ...nothing, type: "AccessKey", user: "Root", accessKey: "ASIAVIGILROOT0000001" },
                { ...nothing, type: "Instance", instance: "i-0f1e2d3c4b5a69788" },
                { ...nothing, type: "RDSDBInstance", database: "orders-1" },
                { ...nothing, type: "ECSCluster", ecsCluster: "storefront", container: "web" },
                { ...nothing, type: "Lambda", function: "resize-images" },
                {
                    ...nothing,
                    type: "S3Bucket",
                    bucket: "ledger-444455556666",
                    user: 'CORP\\jane "the admin"',
                    accessKey: "ASIAVIGILSAML0000001",
                },
                { ...nothing, type: "EKSCluster", eksCluster: "platform" },
            ],
        );
    });

    it("knows the resources of malware scans, limitless databases and pods", () => {
        const event = readEvent("guardduty-high-function");
        const resource = {
            kubernetesDetails: { kubernetesWorkloadDetails: { name: "pod" } },
            rdsLimitlessDbDetails: { dbShardGroupIdentifier: "shards" },
            ebsVolumeDetails: { scannedVolumeDetails: [{ volumeArn: "volume" }] },
            ebsSnapshotDetails: { snapshotArn: "snapshot" },
            ec2ImageDetails: { imageArn: "image" },
            recoveryPointDetails: { recoveryPointArn: "point" },
        };
        const detail = { ...(event.detail as JsonObject), resource };
        assert.deepEqual((arrived(findingMessage("guardDuty", "HIGH"), { ...event, detail }) as JsonObject).resource, {
            ...nothing,
            workload: "pod",
            shardGroup: "shards",
            volume: "volume",
            snapshot: "snapshot",
            image: "image",
            recoveryPoint: "point",
        });
    });

    it("says nothing of samples in a real GuardDuty finding", () => {
        const mail = arrived(findingMessage("guardDuty", "HIGH"), readEvent("guardduty-high-function"));
        assert.equal((mail as JsonObject).sample, "");
    });

    it("tells of a Macie finding with its bucket and object", () => {
        assert.deepEqual(arrived(findingMessage("macie", "HIGH"), readEvent("macie-high")), {
            alert: "HIGH Macie finding in eu-west-1, account 444455556666",
            service: "Macie",
            severity: "HIGH",
            score: 3,
            sample: false,
            type: "SensitiveData:S3Object/Credentials",
            title: "The object holds credentials",
            description: "The object holds a private key.",
            account: "444455556666",
            region: "eu-west-1",
            resource: { bucket: "invoices-444455556666", object: 'keys/"old"\\deploy.pem' },
            firstSeen: "2026-03-14T02:11:07Z",
            lastSeen: "2026-03-14T02:16:30Z",
            count: 1,
            findingId: "20c7a0de0000000000000000000000b3",
            time: "2026-03-14T02:17:45Z",
            console: "https://eu-west-1.console.aws.amazon.com/macie/home?region=eu-west-1#findings",
        });
    });

    it("leaves the object of a Macie finding about a bucket empty", () => {
        const mail = arrived(findingMessage("macie", "LOW"), readEvent("macie-low"));
        assert.deepEqual((mail as JsonObject).resource, { bucket: "invoices-444455556666", object: "" });
    });

    it("tells of an Inspector finding, newlines, quotes and tabs included", () => {
        assert.deepEqual(arrived(findingMessage("inspector", "CRITICAL"), readEvent("inspector-critical-instance")), {
            alert: "CRITICAL Inspector finding in eu-west-1, account 444455556666",
            service: "Inspector",
            severity: "CRITICAL",
            score: 9.8,
            exploitAvailable: "YES",
            fixAvailable: "YES",
            type: "PACKAGE_VULNERABILITY",
            title: "CVE-2026-40001 - libexample",
            description:
                '\n Libexample reads past the end of a "chunk".\n' +
                "\tA crafted file runs code as the user who opens it, even from C:\\temp.",
            account: "444455556666",
            region: "eu-west-1",
            resource: { type: "AWS_EC2_INSTANCE", id: "i-0f1e2d3c4b5a69788" },
            firstSeen: "Sat Mar 14 02:16:30.202 UTC 2026",
            lastSeen: "Sat Mar 14 02:16:30.202 UTC 2026",
            findingId: "arn:aws:inspector2:eu-west-1:444455556666:finding/30c7a0de0000000000000000000000c1",
            time: "2026-03-14T02:17:45Z",
            console: "https://eu-west-1.console.aws.amazon.com/inspector/v2/home?region=eu-west-1#/findings/all",
        });
    });

    it("puts the fields in the order of reading", () => {
        const fields = serviceKeys.map((service) => {
            const [event] = matching(findingPattern(service, "HIGH"));
            return Object.keys(arrived(findingMessage(service, "HIGH"), readEvent(event!)) as JsonObject).join(" ");
        });
        assert.deepEqual(fields, [
            "alert service severity score sample type title description account region resource firstSeen lastSeen count " +
                "findingId time console",
            "alert service severity score sample type title description account region resource firstSeen lastSeen count " +
                "findingId time console",
            "alert service severity score exploitAvailable fixAvailable type title description account region resource " +
                "firstSeen lastSeen findingId time console",
        ]);
    });

    it("keeps the region of a relayed event, in the link too", () => {
        const mail = arrived(findingMessage("guardDuty", "HIGH"), readEvent("guardduty-high-bucket")) as JsonObject;
        assert.equal(mail.region, "us-east-1");
        assert.equal(
            mail.console,
            "https://us-east-1.console.aws.amazon.com/guardduty/home?region=us-east-1" +
                "#/findings?macros=current&fId=10c7a0de0000000000000000000000a6",
        );
    });
});

describe("the account of a message", () => {
    const administrator = "999988887777";
    const accountsIn = (message: Message, event: JsonObject) => {
        const mail = arrived(message, { ...event, account: administrator }) as { alert: string; account: string };
        return [mail.alert.replace(/.*account /, ""), mail.account];
    };

    it("is the one that was hit, not the administrator's that receives the event, too", () => {
        for (const service of serviceKeys) {
            const message = findingMessage(service, "HIGH");
            for (const name of matching(findingPattern(service, "HIGH")))
                assert.deepEqual(accountsIn(message, readEvent(name)), ["444455556666", "444455556666"], name);
        }
        const unhealthy = readEvent("coverage-guardduty-instance");
        assert.deepEqual(accountsIn(coverageLostMessage("guardDuty"), unhealthy), ["444455556666", "444455556666"]);
    });

    it("is the bus's where the event names no other: Inspector's coverage, and our own alarms", () => {
        const lost = accountsIn(coverageLostMessage("inspector"), readEvent("coverage-inspector-lost"));
        assert.deepEqual(lost, [administrator, administrator]);
        const raised = arrived(alarmMessage, { ...readEvent("alarm-raised"), account: administrator });
        assert.equal((raised as JsonObject).account, administrator);
    });

    it("comes from the event's detail alone", () => {
        const event = readEventWith("macie-high", { accountId: "111111111111" });
        assert.deepEqual(accountsIn(findingMessage("macie", "HIGH"), event), ["111111111111", "111111111111"]);
    });
});

describe("coverageLostMessage", () => {
    const where = { account: "444455556666", region: "eu-west-1", time: "2026-03-14T02:17:45Z" };
    const guardDuty = { resourceType: "", instance: "", eksCluster: "", ecsCluster: "", issue: "", fargateIssues: "" };
    const ofGuardDuty = {
        alert: "GuardDuty coverage lost in eu-west-1, account 444455556666",
        service: "GuardDuty",
        ...guardDuty,
        ...where,
        console: "https://eu-west-1.console.aws.amazon.com/guardduty/home?region=eu-west-1",
    };
    const guardDutyMail = (name: string) => arrived(coverageLostMessage("guardDuty"), readEvent(name));

    it("tells of GuardDuty's agent on an instance", () => {
        assert.deepEqual(guardDutyMail("coverage-guardduty-instance"), {
            ...ofGuardDuty,
            resourceType: "EC2",
            instance: "i-0f1e2d3c4b5a69788",
            issue: 'Agent not reporting: the "ssm" association failed',
        });
    });

    it("tells of GuardDuty's agent in Fargate, where the issues are a list", () => {
        assert.deepEqual(guardDutyMail("coverage-guardduty-tasks"), {
            ...ofGuardDuty,
            resourceType: "ECS",
            ecsCluster: "storefront",
            fargateIssues: ["Agent exited, for task(s) in TaskDefinition - 'web:7'"],
        });
    });

    it("tells of GuardDuty's agent in an EKS cluster", () => {
        assert.deepEqual(guardDutyMail("coverage-guardduty-cluster"), {
            ...ofGuardDuty,
            resourceType: "EKS",
            eksCluster: "platform",
            issue: "Addon not healthy",
        });
    });

    it("tells of a resource that Inspector does not scan any more", () => {
        assert.deepEqual(arrived(coverageLostMessage("inspector"), readEvent("coverage-inspector-lost")), {
            alert: "Inspector coverage lost in eu-west-1, account 444455556666",
            service: "Inspector",
            resources: ["i-0f1e2d3c4b5a69788"],
            scanType: "PACKAGE",
            reason: "STALE_INVENTORY",
            ...where,
            console: "https://eu-west-1.console.aws.amazon.com/inspector/v2/home?region=eu-west-1",
        });
    });
});

describe("alarmMessage", () => {
    it("tells which alarm went off and why", () => {
        assert.deepEqual(arrived(alarmMessage, readEvent("alarm-raised")), {
            alert: "Vigil alarm in eu-west-1, account 444455556666",
            state: "ALARM",
            alarm: "vigil-relay-dead-letters-eu-west-1",
            description: 'Events that "could not" cross to the findings bus.',
            reason:
                "Threshold Crossed: 1 datapoint [2.0 (14/03/26 02:12:00)] was greater than the threshold (0.0).\n" +
                'See "dead letters".',
            account: "444455556666",
            region: "eu-west-1",
            time: "2026-03-14T02:17:45Z",
            console: "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:",
        });
    });
});

/** What GuardDuty's `resource` looks like when the finding names none of the kinds we know. */
const nothing = {
    type: "",
    instance: "",
    user: "",
    accessKey: "",
    bucket: "",
    eksCluster: "",
    workload: "",
    ecsCluster: "",
    container: "",
    function: "",
    database: "",
    shardGroup: "",
    volume: "",
    snapshot: "",
    image: "",
    recoveryPoint: "",
    sequence: ["", "", ""],
};
