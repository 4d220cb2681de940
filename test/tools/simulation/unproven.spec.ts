import assert from "node:assert/strict";
import { decisiveStep, exitCodes, type Report, verdictOf, wentWrong } from "../../../tools/proof/report";
import type { StackExport } from "../../../tools/recording/stack-export";
import { add, arnOf, type Edit, inOrder, set, statement, without } from "./edits";
import { recordDev, type Recorded, rehearseOver, resultIn } from "./stacks";

type Properties = Readonly<Record<string, unknown>>;

function made(type: string, properties: Properties, name = "extra"): Edit {
    const urn = `urn:pulumi:test::vigil::${type}::${name}`;
    return add({ urn, type, custom: true, id: name, inputs: properties, outputs: properties });
}

const guardDuty = (...criterions: Properties[]) =>
    made("aws:guardduty/filter:Filter", {
        name: "noise",
        region: "eu-west-1",
        action: "ARCHIVE",
        findingCriteria: { criterions },
    });
const macie = (...criterions: Properties[]) =>
    made("aws:macie/findingsFilter:FindingsFilter", {
        name: "noise",
        region: "eu-west-1",
        action: "ARCHIVE",
        findingCriteria: { criterions },
    });
const inspector = (criteria: Properties) =>
    made("aws:inspector2/filter:Filter", {
        name: "noise",
        region: "eu-west-1",
        action: "SUPPRESS",
        filterCriterias: [criteria],
    });

/** The ids of the results with an outcome, without their Region; or else of those that are about the findings stream. */
function having(report: Report, outcome: string, region = "eu-west-1", isOfStream = false): string[] {
    return report.results
        .filter((result) => result.outcome === outcome && result.region === region)
        .map(({ id }) => id.slice(region.length + 1))
        .filter((id) => id.includes("/stream") === isOfStream);
}

describe("a filter that suppresses findings", () => {
    let dev: Recorded;

    before(async () => {
        dev = await recordDev();
    });

    const highAndUp = [
        "guardDuty/HIGH",
        "guardDuty/HIGH/7.95",
        "guardDuty/HIGH/8.99",
        "guardDuty/CRITICAL",
        "guardDuty/CRITICAL/9.05",
        "guardDuty/CRITICAL/10",
        "guardDuty/HIGH/not-mailed",
        "guardDuty/CRITICAL/not-mailed",
        "guardDuty/HIGH/member/210987654321",
        "guardDuty/CRITICAL/member/210987654321",
    ];
    const macieHigh = ["macie/HIGH", "macie/HIGH/member/210987654321", "macie/HIGH/not-mailed"];
    const inspectorCritical = [
        "inspector/CRITICAL",
        "inspector/CRITICAL/member/210987654321",
        "inspector/CRITICAL/not-mailed",
    ];
    const replays = ["guardDuty/replay", "guardDuty/export", "guardDuty/LOW/not-relayed"];
    const cases: readonly [what: string, edit: Edit, lost: readonly string[], unproven: readonly string[]][] = [
        ["by severity", guardDuty({ field: "severity", greaterThanOrEqual: "7" }), highAndUp, []],
        [
            "by a list of severities",
            guardDuty({ field: "severity", equals: ["9", "10"] }),
            highAndUp.filter((id) => id.includes("CRIT")),
            [],
        ],
        [
            "by one severity, whatever its decimals",
            guardDuty({ field: "severity", equals: ["8"] }),
            ["guardDuty/HIGH/8.99"],
            [],
        ],
        [
            "by severity, but not the one",
            guardDuty({ field: "severity", greaterThan: "6", notEquals: ["7", "8"] }),
            highAndUp.filter((id) => id.includes("CRIT")),
            [],
        ],
        ["below the threshold", guardDuty({ field: "severity", lessThan: "7", greaterThan: "3" }), [], []],
        [
            "by a type of finding that is no sample's",
            guardDuty({ field: "type", equals: ["Recon:EC2/Portscan"] }),
            [],
            [],
        ],
        [
            "by a resource",
            guardDuty(
                { field: "severity", greaterThanOrEqual: "7" },
                { field: "resource.instanceDetails.imageId", equals: ["ami-1"] },
            ),
            [],
            highAndUp,
        ],
        ["by wildcards", guardDuty({ field: "type", matches: ["Recon*"] }), [], [...highAndUp, ...replays]],
        ["without criteria that can be read", guardDuty(), [], [...highAndUp, ...replays]],
        ["of Macie, by its word", macie({ field: "severity.description", eqs: ["High"] }), macieHigh, []],
        ["of Macie, by its score", macie({ field: "severity.score", gte: "3", lt: "" }), macieHigh, []],
        [
            "of Macie, by a bucket",
            macie({ field: "resourcesAffected.s3Bucket.name", eqs: ["b"] }),
            [],
            [...macieHigh, "macie/replay"],
        ],
        [
            "of Inspector, by severity",
            inspector({ severities: [{ comparison: "EQUALS", value: "CRITICAL" }] }),
            inspectorCritical,
            [],
        ],
        [
            "of Inspector, by title",
            inspector({
                severities: [{ comparison: "NOT_EQUALS", value: "LOW" }],
                titles: [{ comparison: "PREFIX", value: "CVE" }],
            }),
            [],
            inspectorCritical,
        ],
    ];
    for (const [what, edit, lost, unproven] of cases) {
        it(what, async () => {
            const report = await rehearseOver(dev, edit);
            assert.deepEqual(having(report, "lost").sort(), [...lost].sort());
            assert.deepEqual(having(report, "unproven").sort(), [...unproven].sort());
            assert.deepEqual(having(report, "lost", "us-east-1"), [], "a filter is of one Region");
            assert.deepEqual(report.notRehearsed, []);
        });
    }

    it("keeps from the archive whatever it suppresses", async () => {
        const report = await rehearseOver(dev, guardDuty({ field: "severity", lessThan: "7", greaterThan: "3" }));
        assert.deepEqual(having(report, "lost", "eu-west-1", true), ["guardDuty/MEDIUM/stream"]);
    });

    it("is named, with what it does", async () => {
        const lost = await rehearseOver(dev, guardDuty({ field: "severity", greaterThanOrEqual: "7" }));
        assert.deepEqual(resultIn(lost, "eu-west-1/guardDuty/HIGH")?.steps.at(-1), {
            hop: "service",
            resource: { type: "aws:guardduty/filter:Filter", name: "extra" },
            passed: false,
            reason: "The filter noise suppresses this finding: GuardDuty raises no alert about a finding that it suppresses.",
            fix: "Delete the filter, or have it suppress less.",
        });
        const unproven = await rehearseOver(dev, guardDuty({ field: "accountId", equals: ["1"] }));
        assert.deepEqual(resultIn(unproven, "eu-west-1/guardDuty/HIGH")?.steps[1], {
            hop: "service",
            resource: { type: "aws:guardduty/filter:Filter", name: "extra" },
            passed: true,
            unproven: true,
            reason: "The filter noise may suppress this finding by its accountId: that is not rehearsed, and GuardDuty raises no alert about a finding that it suppresses.",
        });
    });

    it("is none if it only finds", async () => {
        const edit = inOrder(guardDuty({ field: "severity", greaterThanOrEqual: "1" }), (state) => ({
            ...state,
            deployment: {
                resources: state.deployment.resources.map((one) =>
                    one.type.includes("filter")
                        ? { ...one, inputs: {}, outputs: { ...one.outputs, action: "NOOP" } }
                        : one,
                ),
            },
        }));
        assert.equal(verdictOf(await rehearseOver(dev, edit)), "passed");
    });
});

describe("what nobody can judge", () => {
    let dev: Recorded;

    before(async () => {
        dev = await recordDev();
    });

    const ofState =
        (edit: (state: StackExport) => Edit): Edit =>
        (state) =>
            edit(state)(state);
    const doubts: readonly [what: string, edit: Edit, hop: string, resource: string][] = [
        [
            "a data protection policy of the topic",
            ofState((state) =>
                made("aws:sns/dataProtectionPolicy:DataProtectionPolicy", { arn: arnOf(state, "topic") }),
            ),
            "topic policy",
            "extra",
        ],
        [
            "a policy that is attached to the relay role",
            ofState((state) =>
                made("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {
                    role: arnOf(state, "role", "relay").split("/").at(-1),
                }),
            ),
            "relay role",
            "extra",
        ],
        ["a list of trusted addresses", made("aws:guardduty/ipset:IPSet", { region: "us-east-1" }), "service", "extra"],
        [
            "a filter of Macie that is made by Cloud Control",
            made("aws:cloudcontrol/resource:Resource", { region: "us-east-1", typeName: "AWS::Macie::FindingsFilter" }),
            "service",
            "extra",
        ],
        [
            "a command that speaks of the topic",
            ofState((state) => made("command:local:Command", { create: `aws sns ... ${arnOf(state, "topic")}` })),
            "topic policy",
            "extra",
        ],
        ["a key of the findings bus", set(["bus"], { kmsKeyIdentifier: "alias/bus" }), "findings bus", "findings-bus"],
        [
            "a boundary of the relay role",
            set(["role", "relay"], { permissionsBoundary: "arn:aws:iam::aws:policy/X" }),
            "relay role",
            "findings-bus-relay",
        ],
    ];
    for (const [what, edit, hop, resource] of doubts) {
        it(`leaves results unproven: ${what}`, async () => {
            const report = await rehearseOver(dev, edit);
            const blamed = report.results.filter(wentWrong).flatMap((result) => decisiveStep(result) ?? []);
            assert.deepEqual(
                [...new Set(blamed.map((step) => `${step.hop}: ${step.resource.name}`))],
                [`${hop}: ${resource}`],
            );
            assert.equal(verdictOf(report), "unproven");
        });
    }

    const relayAcross =
        "No statement lets the account itself put events on the bus. Without one, AWS refused such a target of us-east-1 in a public report (github.com/ministryofjustice/modernisation-platform-environments/pull/19002).";
    const buses: readonly [what: string, edit: Edit][] = [
        [
            "names the relay role alone",
            ofState((state) =>
                statement(["busPolicy"], "RelaysPut", (one) => ({ ...one, Principal: { AWS: arnOf(state, "role") } })),
            ),
        ],
        [
            "narrows the account to another role",
            statement(["busPolicy"], "RelaysPut", (one) => ({
                ...one,
                Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/other" } },
            })),
        ],
        ["is not there", without("busPolicy")],
    ];
    for (const [what, edit] of buses) {
        it(`leaves what comes from another Region unproven, if the policy of the findings bus ${what}`, async () => {
            const report = await rehearseOver(dev, edit);
            const blamed = report.results.filter(wentWrong).map((result) => ({
                region: result.region,
                hop: decisiveStep(result)?.hop,
                reason: decisiveStep(result)?.reason,
            }));
            assert.ok(blamed.length > 10);
            for (const one of blamed)
                assert.deepEqual(one, { region: "us-east-1", hop: "findings bus", reason: relayAcross });
            assert.equal(verdictOf(report), "unproven");
        });
    }

    it("is nothing that only reads or is told, and nothing of another Region", async () => {
        const elsewhere = made("aws:guardduty/ipset:IPSet", { region: "ap-south-1" }, "elsewhere");
        const permission = ofState((state) =>
            made("aws:lambda/permission:Permission", { sourceArn: arnOf(state, "topic") }),
        );
        assert.equal(verdictOf(await rehearseOver(dev, inOrder(elsewhere, permission))), "passed");
    });

    it("is outranked by a failure", async () => {
        const both = inOrder(set(["bus"], { kmsKeyIdentifier: "alias/bus" }), without("topicPolicy"));
        assert.equal(verdictOf(await rehearseOver(dev, both)), "failed");
    });

    it("leaves what is suppressed suppressed, and the mail as it would be", async () => {
        const report = await rehearseOver(dev, set(["bus"], { kmsKeyIdentifier: "alias/bus" }));
        assert.equal(resultIn(report, "eu-west-1/macie/LOW")?.outcome, "suppressed");
        assert.match(resultIn(report, "eu-west-1/macie/HIGH")?.arrived ?? "", /HIGH Macie finding/);
    });

    it("has an exit code of its own", () => {
        assert.deepEqual(exitCodes, { passed: 0, failed: 1, unproven: 3 });
    });
});
