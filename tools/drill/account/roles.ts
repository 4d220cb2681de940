import {
    GetPolicyCommand,
    GetPolicyVersionCommand,
    GetRoleCommand,
    GetRolePolicyCommand,
    ListAttachedRolePoliciesCommand,
    ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import type { Policy, Role } from "../../simulation/model/stack-model";
import type { Clients } from "../../aws/clients";
import { allPages } from "../../aws/pages";
import { permitted } from "../../aws/permission";
import { policyIn, unlessMissing } from "../../aws/policy-text";

/** A role with all it may do; undefined when there is none of that ARN. */
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

async function inlinePolicies({ iam }: Clients, RoleName: string): Promise<Policy[]> {
    const names = await allPages(async (Marker) => {
        const { PolicyNames, Marker: next } = await permitted("iam:ListRolePolicies", () =>
            iam.send(new ListRolePoliciesCommand({ RoleName, Marker })),
        );
        return { items: PolicyNames, next };
    });
    const policies = await Promise.all(
        names.map(async (PolicyName) => {
            const { PolicyDocument } = await permitted("iam:GetRolePolicy", () =>
                iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
            );
            return policyIn(PolicyDocument, { type: "role policy", name: PolicyName });
        }),
    );
    return policies.filter((policy) => policy !== undefined);
}

async function attachedPolicies({ iam }: Clients, RoleName: string): Promise<Policy[]> {
    const attached = await allPages(async (Marker) => {
        const { AttachedPolicies, Marker: next } = await permitted("iam:ListAttachedRolePolicies", () =>
            iam.send(new ListAttachedRolePoliciesCommand({ RoleName, Marker })),
        );
        return { items: AttachedPolicies, next };
    });
    const policies = await Promise.all(
        attached.map(async ({ PolicyArn }) => {
            const { Policy } = await permitted("iam:GetPolicy", () => iam.send(new GetPolicyCommand({ PolicyArn })));
            const { PolicyVersion } = await permitted("iam:GetPolicyVersion", () =>
                iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId })),
            );
            return policyIn(PolicyVersion?.Document, { type: "managed policy", name: PolicyArn ?? "" });
        }),
    );
    return policies.filter((policy) => policy !== undefined);
}
