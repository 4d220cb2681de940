import {
    GetPolicyCommand,
    GetPolicyVersionCommand,
    GetRoleCommand,
    GetRolePolicyCommand,
    paginateListAttachedRolePolicies,
    paginateListRolePolicies,
} from "@aws-sdk/client-iam";
import type { Clients } from "../../aws/clients";
import { itemsOf } from "../../aws/pages";
import { unlessMissing } from "../../aws/permission";
import type { Resource } from "../../simulation/model/resource";
import { camelCased, live } from "./live";

/** A role with all its permissions; nothing when there is no role of that ARN. */
export async function readRole({ iam: client }: Clients, arn: string): Promise<Resource[]> {
    const name = arn.split("/").at(-1) ?? "";
    const query = { RoleName: name };
    const answer = await unlessMissing(client.send(new GetRoleCommand(query)));
    if (answer?.Role === undefined) return [];
    const role = { ...camelCased(answer.Role), assumeRolePolicy: decoded(answer.Role.AssumeRolePolicyDocument), name };

    const inline = await itemsOf(paginateListRolePolicies({ client }, query), ({ PolicyNames }) => PolicyNames);
    const attached = await itemsOf(
        paginateListAttachedRolePolicies({ client }, query),
        ({ AttachedPolicies }) => AttachedPolicies,
    );
    const policies = await Promise.all([
        ...inline.map(async (PolicyName) => {
            const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ ...query, PolicyName }));
            return { name: PolicyName, document: PolicyDocument };
        }),
        ...attached.map(async ({ PolicyArn = "" }) => {
            const { Policy } = await client.send(new GetPolicyCommand({ PolicyArn }));
            const { PolicyVersion } = await client.send(
                new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }),
            );
            return { name: PolicyArn, document: PolicyVersion?.Document };
        }),
    ]);
    return [
        live("role", { name }, role),
        ...policies.map(({ name: own, document }) =>
            live("rolePolicy", { name: own }, { role: name, policy: decoded(document) }),
        ),
    ];
}

/** IAM encodes a document like a part of a URL. */
function decoded(document = ""): string {
    return document.startsWith("%7B") ? decodeURIComponent(document) : document;
}
