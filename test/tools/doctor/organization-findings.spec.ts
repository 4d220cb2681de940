import assert from "node:assert/strict";
import type { AccountFacts, RegionFacts } from "../../../tools/doctor/facts";
import { type Managed, nothingManaged } from "../../../tools/doctor/managed";
import {
    delegationFindings,
    delegationImports,
    organizationFindings,
} from "../../../tools/doctor/organization-findings";
import {
    account,
    accountFacts,
    administrator,
    allManaged,
    asAdministrator,
    asManagement,
    asMember,
    asWatchedManagement,
    emptyRegion,
    lines,
    noDelegation,
    regionCase,
    settings,
} from "./fixtures";

const member = { id: "o-1", managementAccountId: "888888888888" };
const management = { id: "o-1", managementAccountId: account };
const roleArn = `arn:aws:iam::${account}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`;

/** In this one Region. */
function administeredBy(guardDuty: string | undefined): Pick<AccountFacts, "regions"> {
    return { regions: [{ ...emptyRegion, administrators: { ...emptyRegion.administrators, guardDuty } }] };
}

function told(facts: Partial<AccountFacts>, config: object, managed: Managed = nothingManaged): string[] {
    const note = "Account: It is ";
    return lines(organizationFindings(accountFacts(facts), settings({ ...config }), managed)).filter(
        (line) => !line.includes(note),
    );
}

describe("the role that fits an account", () => {
    const standalone = { "vigil:organization": { role: "standalone" } };
    const fitting: [string, object, Partial<AccountFacts>][] = [
        ["any account", standalone, {}],
        ["a member of which nobody takes care", standalone, { organization: member }],
        ["a member whose services are judged one by one", standalone, { organization: member, ...administeredBy("1") }],
        ["the management account", asManagement, { organization: management }],
        ["one that names itself", asManagement, { organization: management, ...administeredBy(account) }],
        ["an administrator", asAdministrator, { organization: member, ...administeredBy(account) }],
        ["one that is yet to be named", asAdministrator, { organization: member }],
        ["a member", asMember, { organization: member, ...administeredBy("1") }],
        ["one whose organization AWS does not tell", asMember, { organization: "unknown" }],
    ];
    for (const [whose, config, facts] of fitting) {
        it(`is nothing to tell of for ${whose}`, () => {
            assert.deepEqual(told(facts, config), []);
        });
    }

    const misfits: [string, object, Partial<AccountFacts>, string][] = [
        ["management", asManagement, {}, "standalone: the account is in no organization"],
        [
            "management",
            asManagement,
            { organization: member, ...administeredBy("1") },
            "member: 1 administers a service",
        ],
        ["administrator", asAdministrator, {}, "standalone: the account is in no organization"],
        [
            "administrator",
            asAdministrator,
            { organization: member, ...administeredBy("1") },
            "member: 1 administers a service",
        ],
        ["member", asMember, {}, "standalone: the account is in no organization"],
        ["member", asMember, { organization: management }, "management: it manages the organization"],
        ["member", asMember, { organization: member }, "standalone: no account administers the services for it"],
        [
            "member",
            asMember,
            { organization: member, ...administeredBy(account) },
            "administrator: it administers a service",
        ],
    ];
    for (const [role, config, facts, fits] of misfits) {
        it(`is not ${role}, but ${fits}`, () => {
            const [word = ""] = fits.split(":");
            assert.deepEqual(told(facts, config), [
                `blocked Account: vigil:organization.role is ${role}, and the role that fits is ${fits}. => ` +
                    `Fails, or leaves out what is this account's to do. Set the role to ${word}, or use the credentials of the right account.`,
            ]);
        });
    }

    it("is told where standalone works as well", () => {
        const up = "Leaves the organization alone.";
        assert.deepEqual(told({ organization: management }, standalone), [
            `note Account: vigil:organization.role is standalone, and management would fit: it manages the organization. => ${up}`,
        ]);
        assert.deepEqual(told({ organization: member, ...administeredBy(account) }, standalone), [
            `note Account: vigil:organization.role is standalone, and administrator would fit: it administers a service. => ${up}`,
        ]);
    });
});

describe("what the doctor says of an organization", () => {
    it("is that its policies override the settings, where AWS tells of any", () => {
        const policies = { GuardDuty: "{}", Inspector: "unknown" } as const;
        assert.deepEqual(told({ organization: member, delegation: { ...noDelegation, policies } }, {}), [
            "note GuardDuty: A policy of the organization decides about GuardDuty in this account. => Sets what it sets, and the policy overrides it: neither this account nor its administrator can.",
        ]);
    });

    it("is that AWS advises against a management account that administers itself", () => {
        const config = { "vigil:organization": { role: "management", administrator: account } };
        assert.deepEqual(told({ organization: management }, config), [
            "note Account: The management account is to administer the services itself. => Does so. AWS advises against it: name an account that does nothing else.",
        ]);
    });

    it("is that GuardDuty's role is in the way, where the stack makes it", () => {
        const facts = { organization: management, delegation: { ...noDelegation, guardDutyRole: roleArn } };
        assert.deepEqual(told(facts, asManagement), [
            "collision IAM: GuardDuty's service-linked role exists, and is not part of this stack. => Fails: an account has one. Import it.",
        ]);
        assert.deepEqual(told(facts, asManagement, allManaged), []);
        assert.deepEqual(told(facts, asWatchedManagement), []);
    });
});

describe("what the doctor says of named administrators", () => {
    const named = (id: string): Partial<RegionFacts> => ({
        administrators: { guardDuty: id, macie: id, inspector: id },
    });
    const found = (id: string, managed: Managed, config = {}) =>
        lines(delegationFindings(regionCase(named(id), { managed, config: { ...asManagement, ...config } })));

    it("is nothing without any, nor of the stack's own, nor in another role", () => {
        assert.deepEqual(delegationFindings(regionCase({}, { config: asManagement })), []);
        assert.deepEqual(found(administrator, allManaged), []);
        assert.deepEqual(delegationFindings(regionCase(named(administrator))), []);
    });

    it("is that they are in the way, and of what the settings have off, nothing", () => {
        const line = (subject: string) =>
            `collision ${subject}: Account 999999999999 administers ${subject} for the organization, and this stack did not name it. => Fails: there is one. Import it.`;
        assert.deepEqual(found(administrator, nothingManaged), ["GuardDuty", "Macie", "Inspector"].map(line));
        const off = { "vigil:macie": false, "vigil:inspector": false };
        assert.deepEqual(found(administrator, nothingManaged, off), [line("GuardDuty")]);
    });

    it("is what it means to replace one", () => {
        assert.deepEqual(found("777777777777", allManaged, { "vigil:macie": false, "vigil:inspector": false }), [
            "loss GuardDuty: Account 777777777777 administers GuardDuty for the organization, and vigil:organization.administrator is 999999999999. => Replaces it. The members stand alone, with GuardDuty on, until the stack of 999999999999 takes them in.",
        ]);
    });

    it("are imported by their account, and GuardDuty's role by its ARN, unless they are the stack's", () => {
        const regions = [{ ...emptyRegion, ...named("777777777777") }];
        const facts = accountFacts({ regions, delegation: { ...noDelegation, guardDutyRole: roleArn } });
        const [region, id] = ["eu-west-1", "777777777777@eu-west-1"];
        assert.deepEqual(delegationImports(facts, settings(asManagement), nothingManaged), [
            { type: "aws:iam/serviceLinkedRole:ServiceLinkedRole", region: undefined, id: roleArn },
            { type: "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount", region, id },
            { type: "aws:macie2/organizationAdminAccount:OrganizationAdminAccount", region, id },
            { type: "aws:inspector2/delegatedAdminAccount:DelegatedAdminAccount", region, id },
        ]);
        assert.deepEqual(delegationImports(facts, settings(asManagement), allManaged), []);
        assert.deepEqual(delegationImports(facts, settings(), nothingManaged), []);
    });
});
