import assert from "node:assert/strict";
import type { Settings } from "../../../settings";
import type { AccountFacts } from "../../../tools/doctor/facts";
import { nothingManaged, type Managed } from "../../../tools/doctor/managed";
import { diagnose } from "../../../tools/doctor/diagnosis";
import { outcomeOf, outcomes, type Kind } from "../../../tools/doctor/finding";
import type { RecordedResource } from "../../../tools/recording/recorder";
import {
    account,
    accountFacts,
    allManaged,
    asManagement,
    asWatchedManagement,
    detector,
    emptyRegion,
    lines,
    settings,
} from "./fixtures";

const twoRegions = settings({ "vigil:regions": ["eu-west-1", "af-south-1"] });
const roles = ["relay", "scan-target"].map(
    (name) => ({ type: "aws:iam/role:Role", name, inputs: {} }) as unknown as RecordedResource,
);
const quota = { type: "aws:iam/role:Role", noun: "IAM role", used: 999, limit: 1000 };

function diagnosis(
    facts: Partial<AccountFacts>,
    managed: Managed = nothingManaged,
    config = {},
    wanted: Settings = twoRegions,
) {
    const regions = [emptyRegion, { ...emptyRegion, region: "af-south-1", registryRules: undefined }];
    return diagnose("dev", {
        facts: accountFacts({ regions, ...facts }),
        settings: wanted,
        managed,
        program: roles,
        config,
    });
}

describe("the diagnosis", () => {
    it("of an empty account is clean", () => {
        const { facts, ...rest } = diagnosis({});
        assert.equal(facts.accountId, account);
        assert.deepEqual(rest, {
            stack: "dev",
            home: "eu-west-1",
            managed: "nothing",
            outcome: "clean",
            findings: [],
            unanswered: [],
        });
    });

    it("is blocked by an opt-in region that is not switched on, and says nothing else of it", () => {
        const closed = { ...emptyRegion, region: "af-south-1", open: false, detector };
        const { findings, outcome } = diagnosis({ regions: [emptyRegion, closed] });
        assert.deepEqual(findings, [
            {
                kind: "blocked",
                region: "af-south-1",
                subject: "Region",
                is: "This opt-in Region is not enabled in the account.",
                up: "Fails: nothing can be made there. Enable it (`aws account enable-region`), or leave it out of vigil:regions.",
            },
        ]);
        assert.equal(outcome, "blocked");
    });

    it("is of no service in a management account that is not watched, but of closed Regions", () => {
        const regions = [{ ...emptyRegion, detector }];
        const organization = { id: "o-1", managementAccountId: account };
        const told = (facts: Partial<AccountFacts>, config: object) =>
            diagnosis({ organization, ...facts }, nothingManaged, {}, settings({ ...config }))
                .findings.map(({ subject }) => subject)
                .filter((subject) => subject !== "Account");
        assert.deepEqual(told({ regions }, asManagement), []);
        assert.deepEqual(told({ regions: [{ ...emptyRegion, open: false }] }, asManagement), ["Region"]);
        const exported = { ...regions[0]!, destination: { id: "p", arn: "arn:aws:s3:::theirs", status: "PUBLISHING" } };
        assert.deepEqual(told({ regions: [exported] }, asWatchedManagement), ["GuardDuty"]);
    });

    it("is blocked by credentials of an account that the provider would refuse", () => {
        const found = (config: Readonly<Record<string, string>>) => {
            const { findings, outcome } = diagnosis({}, nothingManaged, config);
            return [outcome, ...lines(findings)];
        };
        const is = `blocked Account: The credentials are of the account ${account}, and`;
        const up =
            "Fails before it makes anything. What is said here is of the wrong account: set AWS_PROFILE, or aws:profile, to a profile of the right one.";
        assert.deepEqual(found({ "aws:allowedAccountIds": '["222222222222","333333333333"]' }), [
            "blocked",
            `${is} aws:allowedAccountIds names 222222222222, 333333333333. => ${up}`,
        ]);
        assert.deepEqual(found({ "aws:forbiddenAccountIds": `[${account}]` }), [
            "blocked",
            `${is} aws:forbiddenAccountIds names it. => ${up}`,
        ]);
        assert.deepEqual(found({ "aws:allowedAccountIds": `["222222222222","${account}"]` }), ["clean"]);
        assert.deepEqual(found({ "aws:forbiddenAccountIds": '["222222222222"]' }), ["clean"]);
        assert.throws(() => found({ "aws:forbiddenAccountIds": "111122223333" }), {
            name: "UserError",
            message: /^aws:forbiddenAccountIds in Pulumi\.dev\.yaml: must be a list of accounts/,
        });
    });

    it("tells of an organization, and whether the account is its head", () => {
        const notes = (managementAccountId: string) =>
            lines(diagnosis({ organization: { id: "o-1", managementAccountId } }).findings);
        const up =
            "Service control policies may deny what this account's own permissions allow; only a deployment shows it.";
        assert.deepEqual(notes("999999999999"), [
            `note Account: It is a member of the organization o-1 (management account 999999999999). => ${up}`,
        ]);
        assert.deepEqual(
            notes(account)[0],
            `note Account: It is the management account of the organization o-1 (management account ${account}). => ${up}`,
        );
    });

    it("is blocked by a quota that the program would exceed, not counting what the stack has already", () => {
        assert.deepEqual(lines(diagnosis({ quotas: [quota] }).findings), [
            "blocked Account: 999 of 1000 IAM roles are used, and Vigil needs 2 more. => Fails: remove some, or ask AWS for a higher quota.",
        ]);
        assert.deepEqual(diagnosis({ quotas: [{ ...quota, used: 998 }] }).findings, []);
        assert.deepEqual(diagnosis({ quotas: [quota] }, { ...allManaged, count: () => 1 }).findings, []);
        assert.deepEqual(diagnosis({ quotas: [{ ...quota, used: 1000 }] }, allManaged).findings, []);
        assert.deepEqual(diagnosis({ quotas: "unknown" }).findings, []);
    });

    it("takes each region's settings to that region's facts", () => {
        const there = { ...emptyRegion, region: "af-south-1", detector };
        const { findings, outcome } = diagnosis({ regions: [emptyRegion, there] });
        assert.deepEqual(
            findings.map(({ kind, region }) => [kind, region]),
            [["collision", "af-south-1"]],
        );
        assert.equal(outcome, "resolvable");
    });

    it("lists each question that was not answered once, and is blocked by it", () => {
        const denied = { action: "guardduty:ListDetectors", because: "permission", message: "No." } as const;
        const { unanswered, outcome } = diagnosis({
            unread: [
                { ...denied, region: "eu-west-1" },
                { ...denied, region: "af-south-1" },
                { ...denied, because: "failure", region: "af-south-1" },
                { action: "iam:GetAccountSummary", because: "permission", message: "No.", region: undefined },
            ],
        });
        assert.deepEqual(unanswered, [
            { ...denied, regions: ["eu-west-1", "af-south-1"] },
            { ...denied, because: "failure", regions: ["af-south-1"] },
            { action: "iam:GetAccountSummary", because: "permission", message: "No.", regions: [] },
        ]);
        assert.equal(outcome, "blocked");
    });

    it("ends with what its worst finding asks for", () => {
        const exit = (...found: Kind[]) => outcomes[outcomeOf(found.map((kind) => ({ kind })))];
        assert.deepEqual(
            [exit(), exit("note", "change"), exit("change", "loss"), exit("collision"), exit("collision", "blocked")],
            [0, 0, 1, 1, 2],
        );
    });
});
