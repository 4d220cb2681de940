import assert from "node:assert/strict";
import type { AccountFacts, MemberFacts } from "../../../tools/doctor/facts";
import { type Managed, nothingManaged } from "../../../tools/doctor/managed";
import { memberFindings, memberImports, namedMemberFindings } from "../../../tools/doctor/member-findings";
import { account, accountFacts, allManaged, emptyRegion, lines, noDelegation, regionCase, settings } from "./fixtures";

const management = "888888888888";
const members = { "333333333333": "a@example.com", "444444444444": "b@example.com" };
const asAdministrator = (organization = {}) => ({
    "vigil:organization": { role: "administrator", members, ...organization },
});
const own = { guardDuty: account, macie: account, inspector: account };

/** An organization of this account, its management account and these, of which AWS lists such members. */
function facts(listed: Partial<MemberFacts>, others: readonly string[] = Object.keys(members)): AccountFacts {
    const none = { guardDuty: undefined, macie: undefined, inspector: undefined };
    return accountFacts({
        organization: { id: "o-1", managementAccountId: management },
        regions: [{ ...emptyRegion, administrators: own }],
        delegation: {
            ...noDelegation,
            accounts: [account, ...others],
            members: new Map([["eu-west-1", { ...none, ...listed }]]),
        },
    });
}

function told(known: AccountFacts, config: object = asAdministrator(), managed: Managed = allManaged): string[] {
    const [{ administrators } = emptyRegion] = known.regions;
    return lines(memberFindings(regionCase({ administrators }, { managed, config: { ...config } }), known));
}

const covered = (status: string, ids: readonly string[] = Object.keys(members)) => ids.map((id) => ({ id, status }));

describe("what the doctor says of members", () => {
    it("is nothing where all are covered, where AWS does not tell, and in another role", () => {
        const all = { guardDuty: covered("Enabled"), macie: covered("Enabled"), inspector: covered("ENABLED") };
        assert.deepEqual(told(facts(all)), []);
        assert.deepEqual(told(facts({ guardDuty: "unknown", macie: "unknown", inspector: "unknown" })), []);
        const silent = facts({ guardDuty: [] });
        assert.deepEqual(told({ ...silent, delegation: { ...silent.delegation, accounts: "unknown" } }), []);
        assert.deepEqual(told(facts({ guardDuty: [] }), {}), []);
    });

    it("is that the management account's stack goes first, where nobody administers", () => {
        const administrators = { guardDuty: undefined, macie: "999999999999", inspector: "unknown" };
        const known = { ...facts({ macie: [] }), regions: [{ ...emptyRegion, administrators }] };
        assert.deepEqual(told(known), [
            "blocked GuardDuty: No account administers GuardDuty. => Fails at what it switches on elsewhere. The stack of the management account goes first.",
        ]);
        const off = { ...asAdministrator({ members: undefined }), "vigil:macie": false, "vigil:inspector": false };
        const nobody = { ...known, regions: [emptyRegion] };
        assert.equal(told(nobody, off).length, 1);
        assert.equal(told(nobody).length, 3);
    });

    it("counts those that are not covered, and tells whether they will be", () => {
        const others = [...Object.keys(members), "555555555555", "666666666666"];
        assert.deepEqual(told(facts({ guardDuty: [], macie: [], inspector: [] }, others)), [
            "change GuardDuty: It does not cover 4 accounts of the organization: 333333333333, 444444444444, 555555555555, 666666666666. => Switches it on there.",
            "change Macie: It does not cover 2 accounts of the organization: 333333333333, 444444444444. => Switches it on there.",
            "note Macie: It does not cover 2 accounts of the organization: 555555555555, 666666666666. => Leaves it so: vigil:organization.members does not name it.",
            "change Inspector: It does not cover 2 accounts of the organization: 333333333333, 444444444444. => Switches it on there.",
            "note Inspector: It does not cover 2 accounts of the organization: 555555555555, 666666666666. => Leaves it so: vigil:organization.members does not name it.",
        ]);
        const autoEnable = { guardDuty: "NEW", macie: "NEW", inspector: "NEW" };
        const up = "Leaves it so: vigil:organization.autoEnable does not say ALL.";
        assert.deepEqual(
            told(facts({ guardDuty: [], macie: [], inspector: [] }, ["333333333333"]), asAdministrator({ autoEnable })),
            ["GuardDuty", "Macie", "Inspector"].map(
                (subject) => `note ${subject}: It does not cover 1 account of the organization: 333333333333. => ${up}`,
            ),
        );
    });

    it("tells what has become of members, and what hinders that they are covered", () => {
        const statuses = [
            "AccountSuspended",
            "RegionDisabled",
            "CannotCreateDetectorInOrganizationMasterAccount",
            "Removed",
        ];
        const guardDuty = statuses.map((status, index) => ({ id: `${index}`, status }));
        const noRole =
            "Cannot change that: GuardDuty's service-linked role is missing in the management account. Its stack makes it.";
        assert.deepEqual(told(facts({ guardDuty }, ["0", "1", "2", "3"])), [
            "note GuardDuty: It has 1 account with the status AccountSuspended: 0. => Cannot change that: AWS has suspended the account.",
            "note GuardDuty: It has 1 account with the status RegionDisabled: 1. => Cannot change that before the account enables the Region.",
            `note GuardDuty: It has 1 account with the status CannotCreateDetectorInOrganizationMasterAccount: 2. => ${noRole}`,
            "change GuardDuty: It has 1 account with the status Removed: 3. => Switches it on there.",
        ]);
        const inspector = [
            { id: "0", status: "CANNOT_CREATE_DETECTOR_IN_ORG_MASTER" },
            { id: "1", status: "REGION_DISABLED" },
        ];
        assert.deepEqual(told(facts({ inspector }, ["0", "1"])), [
            `note Inspector: It has 1 account with the status CANNOT_CREATE_DETECTOR_IN_ORG_MASTER: 0. => ${noRole}`,
            "note Inspector: It has 1 account with the status REGION_DISABLED: 1. => Cannot change that before the account enables the Region.",
        ]);
    });

    it("is that only the management account switches Macie on in itself", () => {
        assert.deepEqual(told(facts({ macie: [] }, [management])), [
            `note Macie: It does not cover 1 account of the organization: ${management}. => Cannot change that: only the management account switches Macie on in itself. Its stack does with vigil:organization.watchManagementAccount.`,
        ]);
        const paused = facts({ macie: covered("Paused", [management]) }, [management]);
        assert.deepEqual(told(paused, asAdministrator({ members: { [management]: "m@example.com" } })), [
            `change Macie: It has 1 account with the status Paused: ${management}. => Switches it on there.`,
        ]);
    });

    it("is that NEW fails in opt-in Regions", () => {
        const config = { ...asAdministrator({ autoEnable: { guardDuty: "NEW" } }), "aws:region": "af-south-1" };
        const where = { administrators: own, region: "af-south-1" };
        assert.deepEqual(
            memberFindings(regionCase(where, { config }), facts({})).map(({ kind, is }) => `${kind}: ${is}`),
            ["note: It takes in a new account only if that enabled this opt-in Region before it joined."],
        );
        const all = { ...asAdministrator(), "aws:region": "af-south-1" };
        assert.deepEqual(memberFindings(regionCase(where, { config: all }), facts({})), []);
    });

    it("is of names that are this account's, or none of the organization's", () => {
        const named = (organization: object, others?: readonly string[]) =>
            lines(namedMemberFindings(facts({}, others), settings(asAdministrator(organization))));
        assert.deepEqual(named({}), []);
        assert.deepEqual(named({ members: { ...members, [account]: "own@example.com" } }, ["333333333333"]), [
            "blocked Account: vigil:organization.members names this account itself. => Fails: an administrator is not a member of its own. Leave it out.",
            "blocked Account: vigil:organization.members names 444444444444, not among the active accounts of the organization. => Fails there. Leave it out, or have it join.",
        ]);
        assert.deepEqual(namedMemberFindings(accountFacts(), settings(asAdministrator())), []);
    });
});

describe("members that exist already", () => {
    const listed = {
        guardDuty: covered("Enabled"),
        macie: [...covered("Enabled", ["333333333333", "555555555555"]), { id: "444444444444", status: "Removed" }],
        inspector: covered("ENABLED"),
    };
    const others = [...Object.keys(members), "555555555555"];

    it("are in the way, where the stack makes them and does not have them", () => {
        const collisions = (managed: Managed, config?: object) =>
            told(facts(listed, others), config, managed).filter((line) => line.startsWith("collision"));
        const up = "Makes them anew, which may fail. Import them.";
        assert.deepEqual(collisions(nothingManaged), [
            `collision Macie: It covers 1 account of vigil:organization.members, not by this stack: 333333333333. => ${up}`,
            `collision Inspector: It covers 2 accounts of vigil:organization.members, not by this stack: 333333333333, 444444444444. => ${up}`,
        ]);
        assert.deepEqual(collisions(allManaged), []);
        const onlyNew = asAdministrator({ autoEnable: { macie: "NEW", inspector: "NEW" } });
        assert.deepEqual(collisions(nothingManaged, onlyNew), []);
    });

    it("are imported by account", () => {
        const [region, type] = ["eu-west-1", "aws:inspector2/memberAssociation:MemberAssociation"];
        const imported = (account: string) => ({ region, account, id: `${account}@${region}` });
        assert.deepEqual(memberImports(facts(listed, others), settings(asAdministrator()), nothingManaged), [
            { type: "aws:macie2/member:Member", ...imported("333333333333") },
            { type, ...imported("333333333333") },
            { type, ...imported("444444444444") },
        ]);
        assert.deepEqual(memberImports(facts(listed, others), settings(asAdministrator()), allManaged), []);
        assert.deepEqual(memberImports(facts(listed, others), settings(), nothingManaged), []);
    });
});
