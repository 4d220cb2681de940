import assert from "node:assert/strict";
import { CreateSampleFindingsCommand, ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import {
    CreateSampleFindingsCommand as CreateMacieSamplesCommand,
    GetMacieSessionCommand,
} from "@aws-sdk/client-macie2";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { actionsOf, drillActions } from "../../../tools/aws/actions";
import { awsClients } from "../../../tools/aws/clients";
import { UserError } from "../../../tools/cli/user-error";
import { cleanAccount } from "../../../tools/drill/cleanup";
import { type DrilledMembers, membersAsked } from "../../../tools/drill/members";
import type { Expectations } from "../../../tools/proof/expectations";
import { startDrill, useFakeAccount, wrong } from "./support/drilling";
import { callerOf } from "./support/fake-findings";
import { account, expectations as own, home, outputs } from "./support/stack";

const [shop, warehouse] = ["333333333333", "444444444444"] as const;
const role = "OrganizationAccountAccessRole";
const expectations: Expectations = { ...own, members: [shop, warehouse] };

const allowed = actionsOf(drillActions);
const members: DrilledMembers = {
    accounts: [shop],
    role,
    clientsOf: (member) => {
        const roleArn = `arn:aws:iam::${member}:role/${role}`;
        const roles = [{ roleArn, sessionName: "vigil-drill", externalId: undefined }];
        return awsClients(undefined, { profile: undefined, roles }, allowed);
    },
};

describe("the drill of an administrator", () => {
    const fake = useFakeAccount();

    beforeEach(() => {
        const { sts, guardDuty } = fake.account.mocks;
        sts.on(AssumeRoleCommand).callsFake(({ RoleArn = "" }: { RoleArn?: string }) => ({
            Credentials: { AccessKeyId: RoleArn.split(":")[4], Expiration: new Date(Date.now() + 3_600_000) },
        }));
        sts.on(GetCallerIdentityCommand).callsFake(async (_, of) => ({ Account: await callerOf(of) }));
        guardDuty.on(ListDetectorsCommand).callsFake(async (_, of) => ({
            DetectorIds: [await callerOf(of)],
        }));
    });

    const drilled = (changes: object = {}) => startDrill(fake.clock, { expectations, members, ...changes });
    const refused = async (changes: object, message: RegExp) => {
        await assert.rejects(drilled(changes).report, (error) => {
            assert.ok(error instanceof UserError, String(error));
            assert.match(error.message, message);
            return true;
        });
        assert.deepEqual(fake.account.findings.asked, [], "nothing was made");
    };

    it("has samples made in its members, and finds each in the alert with the member's number", async () => {
        const { report, plans, complaints } = drilled();
        assert.deepEqual([wrong(await report), complaints], [[], []]);
        const { results } = await report;
        const travelled = results.filter(
            ({ latencySeconds, kind }) => kind === "member" && latencySeconds !== undefined,
        );
        assert.deepEqual(
            travelled.map(({ id, arrived = "" }) => [id, (JSON.parse(arrived) as { account: string }).account]),
            ["guardDuty/HIGH", "guardDuty/CRITICAL", "macie/HIGH"].map((what) => {
                return [`${home}/${what}/member/${shop}`, shop];
            }),
        );
        // What Macie finds in objects is not the administrator's to see.
        const { macie } = fake.account.mocks;
        const inMacie = macie.commandCalls(CreateMacieSamplesCommand).flatMap(({ args }) => args[0].input.findingTypes);
        assert.deepEqual(inMacie.filter((type) => type === "SensitiveData:S3Object/Credentials").length, 1);
        assert.ok(inMacie.includes("Policy:IAMUser/S3BucketPublic"));
        assert.match(plans[0]!, /make 12 sample findings in 1 Region, .*, 5 of them in 333333333333 as Organization/);
        assert.doesNotMatch(plans[0]!, /--member-role/);
        const left = fake.account.findings.all.filter(({ service, archived }) => service === "guardDuty" && !archived);
        assert.deepEqual(left, [], "the administrator archives the member's as well");
    });

    it("makes none without the option, and says so", async () => {
        const { report, plans } = drilled({ members: undefined });
        assert.deepEqual(wrong(await report), []);
        assert.deepEqual(
            fake.account.findings.all.filter(({ owner }) => owner !== account),
            [],
        );
        assert.match(plans[0]!, /\nIt makes no samples in members: pass --member-role NAME, a role in each of them/);
    });

    it("takes no member's sample for one of its own", async () => {
        fake.account.findings.becomes = ({ type, service, owner }) => {
            if (owner === account) fake.account.findings.add(service, type, { owner: warehouse, severity: "LOW" });
        };
        assert.deepEqual(wrong(await drilled().report), []);
    });

    it("loses a member's alert that says another account", async () => {
        fake.account.delivers = ({ severity, owner, id }) => {
            if (owner !== shop) return severity === "HIGH" || severity === "CRITICAL";
            const text = JSON.stringify({ account, findingId: id });
            if (severity === "CRITICAL") fake.account.publish(text);
            return severity === "HIGH";
        };
        assert.deepEqual(wrong(await drilled({ timeout: 60_000 }).report), [
            `${home}/guardDuty/CRITICAL/member/${shop} lost: message`,
        ]);
    });

    it("does not judge a sample that Macie does not show it", async () => {
        fake.account.findings.becomes = (finding) => {
            if (finding.owner === shop && finding.service === "macie") fake.account.findings.all.pop();
        };
        assert.deepEqual(wrong(await drilled({ timeout: 60_000 }).report), [
            `${home}/macie/HIGH/member/${shop} unproven: service`,
        ]);
    });

    it("does not begin where it cannot get into a member, or a service is off there", async () => {
        const { sts, guardDuty, macie } = fake.account.mocks;
        macie.on(GetMacieSessionCommand).callsFake(async (_, of) => ({
            status: (await callerOf(of)) === shop ? "PAUSED" : "ENABLED",
        }));
        await refused({}, /^Macie is not on in the member 333333333333 in eu-west-1: leave/);
        macie.on(GetMacieSessionCommand).resolves({ status: "ENABLED" });
        guardDuty.on(ListDetectorsCommand).resolves({ DetectorIds: [] });
        await refused({}, /^GuardDuty is not on in the member 333333333333 in eu-west-1: leave/);
        const elsewhere = { ...members, clientsOf: () => members.clientsOf(warehouse) };
        await refused({ members: elsewhere }, /in the member 333333333333: the role is of the account 444444444444\./);
        const denial = new Error("User: me is not authorized to perform: sts:AssumeRole");
        sts.on(AssumeRoleCommand).rejects(Object.assign(denial, { name: "AccessDenied" }));
        await refused({}, /^The drill cannot make samples in the member 333333333333: User: me is not authorized/);
    });

    it("archives what interrupted drills have left in members", async () => {
        fake.account.queues.set("vigil-drill-1", {
            tags: { VigilDrillStack: "dev" },
            messages: [],
            createdAt: fake.clock.now(),
        });
        const left = fake.account.findings.add("guardDuty", "Recon:IAMUser/TorIPCaller", { owner: shop });
        const clientsIn = awsClients(undefined, undefined, allowed);
        const said = { agree: () => Promise.resolve(), printError: () => undefined };
        assert.equal(await cleanAccount({ stack: "dev", outputs, expectations, clientsIn, ...said }), 0);
        assert.equal(left.archived, true);
    });
});

describe("the drill of a member", () => {
    const fake = useFakeAccount();

    it("leaves its samples, which only the administrator may archive, and says so", async () => {
        const { report, plans, complaints } = startDrill(fake.clock, { expectations: { ...own, isMember: true } });
        assert.deepEqual([wrong(await report), complaints], [[], []]);
        assert.match(
            plans[0]!,
            /\nOnly the administrator archives a member's findings: GuardDuty will list its 4 sample/,
        );
        const { guardDuty } = fake.account.mocks;
        assert.equal(guardDuty.commandCalls(CreateSampleFindingsCommand).length, 4);
        assert.deepEqual(
            fake.account.findings.all.filter(({ archived }) => archived),
            [],
        );
    });
});

describe("the members of a drill", () => {
    const administrator = { role: "administrator", members: [{ id: shop, email: "shop@example.com" }] } as const;
    const none = { role: "administrator", members: [] } as const;

    it("are those of the settings, or those that are asked for", () => {
        assert.equal(membersAsked({}, administrator), undefined);
        assert.deepEqual(membersAsked({ memberRole: role }, administrator), { accounts: [shop], role });
        const asked = { memberRole: role, members: [warehouse] };
        assert.deepEqual(membersAsked(asked, none), { accounts: [warehouse], role });
    });

    for (const [what, options, organization, message] of [
        ["no role", { members: [shop] }, administrator, "--members needs --member-role NAME, a role in each of them."],
        [
            "another role of the stack",
            { memberRole: role },
            { role: "member" },
            "--member-role is for the administrator of an organization; vigil:organization.role is member.",
        ],
        [
            "eleven digits",
            { memberRole: role, members: ["33333333333"] },
            administrator,
            "--members 33333333333: an account has twelve digits.",
        ],
        [
            "nobody",
            { memberRole: role },
            none,
            "--member-role: vigil:organization.members names no account. Pass --members 123456789012 as well.",
        ],
    ] as const) {
        it(`are refused with ${what}`, () => {
            assert.throws(() => membersAsked(options, organization), new UserError(message));
        });
    }
});
