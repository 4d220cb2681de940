import { arn, type DeployedStack, namesOf } from "../deployed-stack";
import type { Scope } from "./scope";

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
        resources: ({ account, ...stack }) =>
            namesOf({ account, ...stack }, "aws:iam/instanceProfile:InstanceProfile").map(
                (name) => `arn:aws:iam::${account}:instance-profile/${name}`,
            ),
        global: true,
    },
    {
        sid: "ServicesMakeTheirOwnRoles",
        covers: ["iam:CreateServiceLinkedRole"],
        resources: ({ account }) => [`arn:aws:iam::${account}:role/aws-service-role/*`],
        conditions: (stack) => ({ StringEquals: { "iam:AWSServiceName": linkedServices(stack) } }),
        global: true,
    },
    {
        sid: "Repository",
        covers: ["ecr:*"],
        resources: (stack) => namesOf(stack, repository).map((name) => arn(stack, "ecr", `repository/${name}`)),
    },
    {
        sid: "RegistryUsesItsOwnKey",
        covers: ["kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey"],
        resources: (stack) => (namesOf(stack, repository).length === 0 ? [] : [arn(stack, "kms", "key/*")]),
        conditions: () => ({ StringLike: { "kms:ViaService": "ecr.*.amazonaws.com" } }),
    },
];

const repository = "aws:ecr/repository:Repository";

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
export function roleArns({ account, ...stack }: DeployedStack, service?: string): string[] {
    const resources = stack.resources.filter(
        ({ inputs }) => service === undefined || JSON.stringify(inputs.assumeRolePolicy ?? "").includes(service),
    );
    return namesOf({ account, ...stack, resources }, "aws:iam/role:Role").map(
        (name) => `arn:aws:iam::${account}:role/${name}`,
    );
}

function attachedPolicies({ resources }: DeployedStack): string[] {
    const attachments = resources.filter(({ type }) => type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
    return [...new Set(attachments.map(({ inputs }) => String(inputs.policyArn)))].sort();
}

/**
 * The services that make a role for themselves when they are switched on (the AWS managed policies
 * AmazonGuardDutyFullAccess, AmazonMacieFullAccess and AmazonInspector2FullAccess).
 */
function linkedServices({ resources }: DeployedStack): string[] {
    const has = (type: string, test: (inputs: DeployedStack["resources"][number]["inputs"]) => boolean = () => true) =>
        resources.some((resource) => resource.type === type && test(resource.inputs));
    const services: readonly (readonly [string, boolean])[] = [
        ["guardduty.amazonaws.com", has("aws:guardduty/detector:Detector")],
        [
            "malware-protection.guardduty.amazonaws.com",
            has(
                "aws:guardduty/detectorFeature:DetectorFeature",
                ({ name, status }) => name === "EBS_MALWARE_PROTECTION" && status === "ENABLED",
            ),
        ],
        ["macie.amazonaws.com", has("aws:macie2/account:Account")],
        ["inspector2.amazonaws.com", has("aws:inspector2/enabler:Enabler")],
        [
            "agentless.inspector2.amazonaws.com",
            has("aws:inspector2/enabler:Enabler", ({ resourceTypes }) =>
                JSON.stringify(resourceTypes).includes('"EC2"'),
            ),
        ],
    ];
    return services.filter(([, needed]) => needed).map(([service]) => service);
}
