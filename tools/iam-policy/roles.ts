import type { ResourceKind } from "../recording/resource-types";
import { type DeployedStack, globalArn, named, resourcesOf } from "./deployed-stack";
import { type ActionTable, rowsOf, type Scope } from "./permissions";

const iam = rowsOf("iam");

/** Roles, and the profile of the scan target's instance. */
export const roleActions = {
    role: iam(
        "GetRole ListRolePolicies ListAttachedRolePolicies",
        "CreateRole TagRole UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription UntagRole",
        "DeleteRole ListInstanceProfilesForRole",
    ),
    // The program never deletes one.
    serviceLinkedRole: iam("GetRole", "CreateServiceLinkedRole TagRole UntagRole", ""),
    rolePolicy: iam("GetRolePolicy", "PutRolePolicy", "DeleteRolePolicy"),
    rolePolicyAttachment: iam("ListAttachedRolePolicies", "AttachRolePolicy", "DetachRolePolicy"),
    instanceProfile: iam(
        "GetInstanceProfile GetRole",
        "CreateInstanceProfile TagInstanceProfile UntagInstanceProfile AddRoleToInstanceProfile RemoveRoleFromInstanceProfile PassRole",
        "RemoveRoleFromInstanceProfile DeleteInstanceProfile",
    ),
} satisfies ActionTable;

const { read, write, delete: remove } = roleActions.instanceProfile;
const ofServiceLinkedRole = ["iam:GetRole", "iam:TagRole", "iam:UntagRole"];

/** Roles by name, given only to the service that each is for; service-linked roles only of the services switched on. */
export const roleScopes: readonly Scope[] = [
    { sid: "Roles", covers: ["iam:*", ...ofServiceLinkedRole], resources: (stack) => roleArns(stack), global: true },
    { sid: "ServiceLinkedRole", covers: ofServiceLinkedRole, resources: serviceLinkedRoleArns, global: true },
    {
        sid: "RolesGetNoOtherManagedPolicy",
        covers: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
        resources: (stack) => roleArns(stack),
        conditions: (stack) => ({ ArnEquals: { "iam:PolicyARN": attachedPolicies(stack) } }),
        global: true,
    },
    passed("RolesOfRulesAreForEventBridge", "events.amazonaws.com"),
    passed("DeliveryRoleIsForFirehose", "firehose.amazonaws.com"),
    passed("ReplicationRoleIsForS3", "s3.amazonaws.com"),
    passed("NotifierRoleIsForLambda", "lambda.amazonaws.com"),
    passed("ChatRoleIsForChatApplications", "chatbot.amazonaws.com"),
    passed("ScheduleRolesAreForScheduler", "scheduler.amazonaws.com"),
    passed("InstanceRoleIsForEc2", "ec2.amazonaws.com"),
    {
        sid: "InstanceProfiles",
        covers: [...read, ...write, ...remove].filter((action) => action.endsWith("InstanceProfile")),
        resources: named("instanceProfile", "iam", "instance-profile/", globalArn),
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

/** The roles of a service that the stack makes. */
export function serviceLinkedRoleArns(stack: DeployedStack): string[] {
    return resourcesOf(stack, "serviceLinkedRole").map(({ inputs }) =>
        globalArn(stack, "iam", `role/aws-service-role/${String(inputs.awsServiceName)}/*`),
    );
}

/** The roles, or only those whose trust policy names a service. */
export function roleArns(stack: DeployedStack, service = ""): string[] {
    const resources = resourcesOf(stack, "role").filter(({ inputs }) =>
        JSON.stringify(inputs.assumeRolePolicy).includes(service),
    );
    return named("role", "iam", "role/", globalArn)({ ...stack, resources });
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
    const inputsOf = (kind: ResourceKind) => resourcesOf(stack, kind).map(({ inputs }) => inputs);
    // In a member's account, Inspector makes its own roles itself.
    const scans = inputsOf("inspector").filter(({ accountIds }) => (accountIds as string[]).includes(stack.account));
    const isOn: Readonly<Record<string, boolean>> = {
        "guardduty.amazonaws.com": [...inputsOf("detector"), ...inputsOf("serviceLinkedRole")].length > 0,
        "malware-protection.guardduty.amazonaws.com": inputsOf("detectorFeature").some(
            ({ name, status }) => name === "EBS_MALWARE_PROTECTION" && status === "ENABLED",
        ),
        "macie.amazonaws.com": inputsOf("macie").length > 0,
        "inspector2.amazonaws.com": scans.length > 0,
        "notifications.amazonaws.com": inputsOf("notificationHub").length > 0,
        "management.chatbot.amazonaws.com": [...inputsOf("slackChannel"), ...inputsOf("teamsChannel")].length > 0,
        "agentless.inspector2.amazonaws.com": scans.some(
            ({ resourceTypes }) => Array.isArray(resourceTypes) && resourceTypes.includes("EC2"),
        ),
    };
    return Object.keys(isOn).filter((service) => isOn[service]);
}
