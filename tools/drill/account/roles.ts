import {
    GetPolicyCommand,
    GetPolicyVersionCommand,
    GetRoleCommand,
    GetRolePolicyCommand,
    paginateListAttachedRolePolicies,
    paginateListRolePolicies,
} from "@aws-sdk/client-iam";
import type { Policy, Role } from "../../simulation/model/stack-model";
import type { Clients } from "../../aws/clients";
import { itemsOf } from "../../aws/pages";
import { permitted, unlessMissing } from "../../aws/permission";
import { policyIn } from "./policy-text";

/** A role with all its permissions; undefined when there is no role of that ARN. */
export async function readRole(clients: Clients, arn: string): Promise<Role | undefined> {
    const name = arn.split("/").at(-1) ?? "";
    const answer = await unlessMissing(
        permitted("iam:GetRole", () => clients.iam.send(new GetRoleCommand({ RoleName: name }))),
    );
    if (answer?.Role === undefined) return undefined;
    return {
        resource: { type: "role", name },
        name,
        arn: answer.Role.Arn ?? arn,
        trust: policyIn(answer.Role.AssumeRolePolicyDocument, { type: "trust policy", name }),
        permissions: [...(await inlinePolicies(clients, name)), ...(await attachedPolicies(clients, name))],
    };
}

async function inlinePolicies({ iam: client }: Clients, RoleName: string): Promise<Policy[]> {
    const names = await permitted("iam:ListRolePolicies", () =>
        itemsOf(paginateListRolePolicies({ client }, { RoleName }), ({ PolicyNames }) => PolicyNames),
    );
    const policies = await Promise.all(
        names.map(async (PolicyName) => {
            const { PolicyDocument } = await permitted("iam:GetRolePolicy", () =>
                client.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
            );
            return policyIn(PolicyDocument, { type: "role policy", name: PolicyName });
        }),
    );
    return policies.filter((policy) => policy !== undefined);
}

async function attachedPolicies({ iam: client }: Clients, RoleName: string): Promise<Policy[]> {
    const attached = await permitted("iam:ListAttachedRolePolicies", () =>
        itemsOf(paginateListAttachedRolePolicies({ client }, { RoleName }), ({ AttachedPolicies }) => AttachedPolicies),
    );
    const policies = await Promise.all(
        attached.map(async ({ PolicyArn }) => {
            const { Policy } = await permitted("iam:GetPolicy", () => client.send(new GetPolicyCommand({ PolicyArn })));
            const { PolicyVersion } = await permitted("iam:GetPolicyVersion", () =>
                client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId })),
            );
            return policyIn(PolicyVersion?.Document, { type: "managed policy", name: PolicyArn ?? "" });
        }),
    );
    return policies.filter((policy) => policy !== undefined);
}
