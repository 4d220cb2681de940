import assert from "node:assert/strict";
import * as guardDuty from "@aws-sdk/client-guardduty";
import { GetRoleCommand, IAMClient, NoSuchEntityException } from "@aws-sdk/client-iam";
import * as inspector from "@aws-sdk/client-inspector2";
import * as macie from "@aws-sdk/client-macie2";
import * as organizations from "@aws-sdk/client-organizations";
import { mockClient } from "aws-sdk-client-mock";
import { awsClients } from "../../../tools/aws/clients";
import { awsReader } from "../../../tools/doctor/account-reader";
import { awsError } from "./fixtures";

const region = "eu-west-1";
const id = "d".repeat(32);
const permission = "User: arn:aws:iam::1:user/u is not authorized to perform: macie2:DescribeOrganizationConfiguration";

function mockAll() {
    return {
        organizations: mockClient(organizations.OrganizationsClient),
        iam: mockClient(IAMClient),
        guardDuty: mockClient(guardDuty.GuardDutyClient),
        macie: mockClient(macie.Macie2Client),
        inspector: mockClient(inspector.Inspector2Client),
    };
}

describe("the reader of an organization", () => {
    const reader = awsReader(awsClients(undefined));
    let mocks: ReturnType<typeof mockAll>;
    before(() => {
        mocks = mockAll();
    });
    afterEach(() => {
        for (const mock of Object.values(mocks)) mock.reset();
    });
    after(() => {
        for (const mock of Object.values(mocks)) mock.restore();
    });

    it("reads it, and takes the error for none as none", async () => {
        const { AWSOrganizationsNotInUseException, DescribeOrganizationCommand } = organizations;
        mocks.organizations
            .on(DescribeOrganizationCommand)
            .resolvesOnce({ Organization: { Id: "o-1", MasterAccountId: "999999999999" } })
            .rejectsOnce(new AWSOrganizationsNotInUseException({ message: "None.", $metadata: {} }));
        assert.deepEqual(await reader.organization(), { id: "o-1", managementAccountId: "999999999999" });
        assert.equal(await reader.organization(), undefined);
    });

    it("reads its active accounts, from all pages", async () => {
        mocks.organizations
            .on(organizations.ListAccountsCommand)
            .resolvesOnce({
                Accounts: [
                    { Id: "1", State: "ACTIVE" },
                    { Id: "2", State: "SUSPENDED" },
                ],
                NextToken: "more",
            })
            .resolvesOnce({ Accounts: [{ Id: "3" }, { Id: "4", State: "CLOSED" }] });
        assert.deepEqual(await reader.activeAccounts(), ["1", "3"]);
    });

    it("reads the central policy that holds for this account, or that there is none", async () => {
        const { DescribeEffectivePolicyCommand, EffectivePolicyNotFoundException } = organizations;
        mocks.organizations
            .on(DescribeEffectivePolicyCommand, { PolicyType: "INSPECTOR_POLICY" }, true)
            .resolvesOnce({ EffectivePolicy: { PolicyContent: "{}" } })
            .rejectsOnce(new EffectivePolicyNotFoundException({ message: "None.", $metadata: {} }));
        assert.equal(await reader.centralPolicy("INSPECTOR_POLICY"), "{}");
        assert.equal(await reader.centralPolicy("INSPECTOR_POLICY"), undefined);
    });

    it("reads GuardDuty's service-linked role, or that there is none", async () => {
        const Arn = "arn:aws:iam::1:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty";
        mocks.iam
            .on(GetRoleCommand, { RoleName: "AWSServiceRoleForAmazonGuardDuty" })
            .resolvesOnce({ Role: { Arn, Path: "/", RoleName: "r", RoleId: "i", CreateDate: new Date(0) } })
            .rejectsOnce(new NoSuchEntityException({ message: "None.", $metadata: {} }));
        assert.equal(await reader.guardDutyRole(), Arn);
        assert.equal(await reader.guardDutyRole(), undefined);
    });

    it("reads whom the management account has named, and not who is on the way out", async () => {
        mocks.guardDuty
            .on(guardDuty.ListOrganizationAdminAccountsCommand)
            .resolvesOnce({
                AdminAccounts: [
                    { AdminAccountId: "1", AdminStatus: "DISABLE_IN_PROGRESS" },
                    { AdminAccountId: "2", AdminStatus: "ENABLED" },
                ],
            })
            .resolvesOnce({ AdminAccounts: [] });
        mocks.macie
            .on(macie.ListOrganizationAdminAccountsCommand)
            .resolvesOnce({
                adminAccounts: [
                    { accountId: "1", status: "DISABLING_IN_PROGRESS" },
                    { accountId: "2", status: "ENABLED" },
                ],
            })
            .resolvesOnce({});
        assert.equal(await reader.guardDutyDelegate(region), "2");
        assert.equal(await reader.guardDutyDelegate(region), undefined);
        assert.equal(await reader.macieDelegate(region), "2");
        assert.equal(await reader.macieDelegate(region), undefined);
    });

    it("knows an administrator by what AWS answers it alone, and a refusal from a missing permission", async () => {
        const question = guardDuty.DescribeOrganizationConfigurationCommand;
        const denied = awsError("AccessDeniedException", permission);
        mocks.guardDuty
            .on(question, { DetectorId: id }, true)
            .resolvesOnce({ AutoEnable: true, MemberAccountLimitReached: false })
            .rejectsOnce(awsError("BadRequestException", "you do not have required permission"))
            .rejectsOnce(denied);
        mocks.macie
            .on(macie.DescribeOrganizationConfigurationCommand)
            .resolvesOnce({ autoEnable: true })
            .rejectsOnce(awsError("AccessDeniedException", "the account is not the delegated administrator"))
            .rejectsOnce(denied);
        for (const asks of [() => reader.administersGuardDuty(region, id), () => reader.administersMacie(region)]) {
            assert.equal(await asks(), true);
            assert.equal(await asks(), false);
            await assert.rejects(asks(), { name: "UserError", actions: ["macie2:DescribeOrganizationConfiguration"] });
        }
    });

    it("reads the members of all three services, those that are none any more as well", async () => {
        const member = { MasterId: "9", Email: "e", UpdatedAt: "t" };
        mocks.guardDuty
            .on(guardDuty.ListMembersCommand, { DetectorId: id, OnlyAssociated: "false" })
            .resolvesOnce({ Members: [{ AccountId: "1", RelationshipStatus: "Enabled", ...member }], NextToken: "n" })
            .resolvesOnce({ Members: [{ AccountId: "2", RelationshipStatus: "Removed", ...member }] });
        mocks.macie
            .on(macie.ListMembersCommand, { onlyAssociated: "false" })
            .resolves({ members: [{ accountId: "1", relationshipStatus: "Paused" }] });
        mocks.inspector
            .on(inspector.ListMembersCommand, { onlyAssociated: false })
            .resolves({ members: [{ accountId: "1", relationshipStatus: "ENABLED" }] });
        assert.deepEqual(await reader.guardDutyMembers(region, id), [
            { id: "1", status: "Enabled" },
            { id: "2", status: "Removed" },
        ]);
        assert.deepEqual(await reader.macieMembers(region), [{ id: "1", status: "Paused" }]);
        assert.deepEqual(await reader.inspectorMembers(region), [{ id: "1", status: "ENABLED" }]);
    });
});
