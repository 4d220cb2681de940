import * as guardDuty from "@aws-sdk/client-guardduty";
import { GetRoleCommand } from "@aws-sdk/client-iam";
import { paginateListMembers as paginateInspectorMembers } from "@aws-sdk/client-inspector2";
import * as macie from "@aws-sdk/client-macie2";
import {
    DescribeEffectivePolicyCommand,
    DescribeOrganizationCommand,
    type EffectivePolicyType,
    paginateListAccounts,
} from "@aws-sdk/client-organizations";
import type { Clients, ClientsIn } from "../aws/clients";
import { itemsOf } from "../aws/pages";
import { failedCallOf, unlessMissing } from "../aws/permission";

/** An account, and what an administrator of a service is to it in a Region. */
export interface Relationship {
    readonly id: string;
    /** In the words of the service. */
    readonly status: string;
}

/** Reads what an organization has arranged for the account, and what the account administers for the organization. */
export function organizationReader(
    clientsIn: ClientsIn,
    { iam, organizations }: Pick<Clients, "iam" | "organizations">,
) {
    return {
        async organization() {
            const answer = await unlessMissing(organizations.send(new DescribeOrganizationCommand({})));
            const { Id: id = "", MasterAccountId: managementAccountId = "" } = answer?.Organization ?? {};
            return answer && { id, managementAccountId };
        },

        /** The accounts of the organization, those that are suspended or closed left out. Members may not ask. */
        activeAccounts(): Promise<string[]> {
            return itemsOf(paginateListAccounts({ client: organizations }, {}), ({ Accounts = [] }) =>
                Accounts.flatMap(({ Id, State = "ACTIVE" }) => (Id !== undefined && State === "ACTIVE" ? [Id] : [])),
            );
        },

        /** What policies of the organization decide for this account, as JSON. */
        async centralPolicy(PolicyType: EffectivePolicyType): Promise<string | undefined> {
            const answer = await unlessMissing(organizations.send(new DescribeEffectivePolicyCommand({ PolicyType })));
            return answer?.EffectivePolicy?.PolicyContent;
        },

        /** The ARN of GuardDuty's service-linked role. */
        async guardDutyRole(): Promise<string | undefined> {
            const RoleName = "AWSServiceRoleForAmazonGuardDuty";
            return (await unlessMissing(iam.send(new GetRoleCommand({ RoleName }))))?.Role?.Arn;
        },

        /** The administrator that the management account has named. */
        async guardDutyDelegate(region: string): Promise<string | undefined> {
            const { guardDuty: client } = clientsIn(region);
            const named = await itemsOf(
                guardDuty.paginateListOrganizationAdminAccounts({ client }, {}),
                ({ AdminAccounts }) => AdminAccounts,
            );
            return named.find(({ AdminStatus }) => AdminStatus === "ENABLED")?.AdminAccountId;
        },

        /** The administrator that the management account has named. */
        async macieDelegate(region: string): Promise<string | undefined> {
            const { macie: client } = clientsIn(region);
            const named = await itemsOf(
                macie.paginateListOrganizationAdminAccounts({ client }, {}),
                ({ adminAccounts }) => adminAccounts,
            );
            return named.find(({ status }) => status === "ENABLED")?.accountId;
        },

        /** Whether this account is the administrator: AWS answers no other. */
        administersGuardDuty(region: string, DetectorId: string): Promise<boolean> {
            const question = new guardDuty.DescribeOrganizationConfigurationCommand({ DetectorId });
            return isAnswered(clientsIn(region).guardDuty.send(question));
        },

        /** Whether this account is the administrator: AWS answers no other. */
        administersMacie(region: string): Promise<boolean> {
            return isAnswered(clientsIn(region).macie.send(new macie.DescribeOrganizationConfigurationCommand({})));
        },

        guardDutyMembers(region: string, DetectorId: string): Promise<Relationship[]> {
            const { guardDuty: client } = clientsIn(region);
            // Without it, those that were removed or have resigned are not listed.
            const input = { DetectorId, OnlyAssociated: "false" };
            return itemsOf(guardDuty.paginateListMembers({ client }, input), ({ Members = [] }) =>
                Members.map(({ AccountId, RelationshipStatus }) => relationship(AccountId, RelationshipStatus)),
            );
        },

        macieMembers(region: string): Promise<Relationship[]> {
            const { macie: client } = clientsIn(region);
            return itemsOf(macie.paginateListMembers({ client }, { onlyAssociated: "false" }), ({ members = [] }) =>
                members.map(({ accountId, relationshipStatus }) => relationship(accountId, relationshipStatus)),
            );
        },

        inspectorMembers(region: string): Promise<Relationship[]> {
            const { inspector: client } = clientsIn(region);
            return itemsOf(paginateInspectorMembers({ client }, { onlyAssociated: false }), ({ members = [] }) =>
                members.map(({ accountId, relationshipStatus }) => relationship(accountId, relationshipStatus)),
            );
        },
    };
}

function relationship(id = "", status = ""): Relationship {
    return { id, status };
}

/** GuardDuty calls a request of another account a bad one, and Macie denies it, without naming a permission. */
async function isAnswered(answer: Promise<unknown>): Promise<boolean> {
    try {
        await answer;
        return true;
    } catch (error) {
        const { name = "", message = "" } = failedCallOf(error) ?? {};
        const isRefused = name === "AccessDeniedException" && !message.includes("not authorized to perform");
        if (name === "BadRequestException" || isRefused) return false;
        throw error;
    }
}
