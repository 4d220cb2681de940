import { type DeployedStack, globalArn, namesOf, resourcesOf } from "./deployed-stack";
import type { ActionTable, Scope } from "./permissions";

/** The relay's role, and the role and profile of the scan target's instance. */
export const roleActions = {
    role: {
        read: ["iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"],
        write: [
            ...["iam:CreateRole", "iam:TagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole"],
            ...["iam:UpdateRoleDescription", "iam:UntagRole"],
        ],
        delete: ["iam:DeleteRole", "iam:ListInstanceProfilesForRole"],
    },
    rolePolicy: { read: ["iam:GetRolePolicy"], write: ["iam:PutRolePolicy"], delete: ["iam:DeleteRolePolicy"] },
    rolePolicyAttachment: {
        read: ["iam:ListAttachedRolePolicies"],
        write: ["iam:AttachRolePolicy"],
        delete: ["iam:DetachRolePolicy"],
    },
    instanceProfile: {
        read: ["iam:GetInstanceProfile", "iam:GetRole"],
        write: [
            ...["iam:CreateInstanceProfile", "iam:TagInstanceProfile", "iam:AddRoleToInstanceProfile", "iam:PassRole"],
            ...["iam:RemoveRoleFromInstanceProfile", "iam:UntagInstanceProfile"],
        ],
        delete: ["iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
    },
} satisfies ActionTable;

/** Roles by name, given only to the service that each is for; service-linked roles only of the services switched on. */
export const roleScopes: readonly Scope[] = [
    { sid: "Roles", covers: ["iam:*"], resources: (stack) => roleArns(stack), global: true },
    {
        sid: "RolesGetNoOtherManagedPolicy",
        covers: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
        resources: (stack) => roleArns(stack),
        conditions: (stack) => ({ ArnEquals: { "iam:PolicyARN": attachedPolicies(stack) } }),
        global: true,
    },
    passed("RelayRoleIsForEventBridge", "events.amazonaws.com"),
    passed("InstanceRoleIsForEc2", "ec2.amazonaws.com"),
    {
        sid: "InstanceProfiles",
        covers: [
            ...["iam:CreateInstanceProfile", "iam:GetInstanceProfile", "iam:DeleteInstanceProfile"],
            ...["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile"],
            ...["iam:TagInstanceProfile", "iam:UntagInstanceProfile"],
        ],
        resources: (stack) =>
            namesOf(stack, "instanceProfile").map((name) => globalArn(stack, "iam", `instance-profile/${name}`)),
        global: true,
    },
    {
        sid: "ServicesMakeTheirOwnRoles",
        covers: ["iam:CreateServiceLinkedRole"],
        resources: (stack) => [globalArn(stack, "iam", "role/aws-service-role/*")],
        conditions: (stack) => ({ StringEquals: { "iam:AWSServiceName": linkedServices(stack) } }),
        global: true,
    },
];

function passed(sid: string, service: string): Scope {
    return {
        sid,
        covers: ["iam:PassRole"],
        resources: (stack) => roleArns(stack, service),
        conditions: () => ({ StringEquals: { "iam:PassedToService": service } }),
        global: true,
    };
}

/** The roles, or only those that a service may assume. */
export function roleArns(stack: DeployedStack, service?: string): string[] {
    const roles = resourcesOf(stack, "role").filter(
        ({ inputs }) => service === undefined || principalsOf(inputs.assumeRolePolicy).includes(service),
    );
    return namesOf({ ...stack, resources: roles }, "role").map((name) => globalArn(stack, "iam", `role/${name}`));
}

/** The services that a trust policy lets assume its role; the program hands it over as text or as an object. */
function principalsOf(trustPolicy: unknown): string[] {
    const document = (typeof trustPolicy === "string" ? JSON.parse(trustPolicy) : trustPolicy) as TrustPolicy;
    return document.Statement.flatMap(({ Principal }) => Principal.Service);
}

interface TrustPolicy {
    readonly Statement: readonly { readonly Principal: { readonly Service: string | readonly string[] } }[];
}

function attachedPolicies(stack: DeployedStack): string[] {
    const attachments = resourcesOf(stack, "rolePolicyAttachment");
    return [...new Set(attachments.map(({ inputs }) => String(inputs.policyArn)))].sort();
}

/**
 * The services that make a role for themselves when they are switched on (the AWS managed policies
 * AmazonGuardDutyFullAccess, AmazonMacieFullAccess and AmazonInspector2FullAccess).
 */
function linkedServices(stack: DeployedStack): string[] {
    const scansForMalware = resourcesOf(stack, "detectorFeature").some(
        ({ inputs }) => inputs.name === "EBS_MALWARE_PROTECTION" && inputs.status === "ENABLED",
    );
    const enablers = resourcesOf(stack, "inspector");
    const scansInstances = enablers.some(
        ({ inputs }) => Array.isArray(inputs.resourceTypes) && inputs.resourceTypes.includes("EC2"),
    );
    return [
        ...(resourcesOf(stack, "detector").length > 0 ? ["guardduty.amazonaws.com"] : []),
        ...(scansForMalware ? ["malware-protection.guardduty.amazonaws.com"] : []),
        ...(resourcesOf(stack, "macie").length > 0 ? ["macie.amazonaws.com"] : []),
        ...(enablers.length > 0 ? ["inspector2.amazonaws.com"] : []),
        ...(scansInstances ? ["agentless.inspector2.amazonaws.com"] : []),
    ];
}
