import type { ActionTable } from "./resource-actions";

/** IAM roles, and the repository of the scan target. */
export const roleActions: ActionTable = {
    "aws:iam/role:Role": {
        create: ["iam:CreateRole", "iam:TagRole"],
        read: ["iam:GetRole", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies"],
        update: [
            ...["iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription"],
            ...["iam:TagRole", "iam:UntagRole"],
        ],
        delete: ["iam:DeleteRole", "iam:ListInstanceProfilesForRole"],
    },
    "aws:iam/rolePolicy:RolePolicy": {
        create: ["iam:PutRolePolicy"],
        read: ["iam:GetRolePolicy"],
        update: ["iam:PutRolePolicy"],
        delete: ["iam:DeleteRolePolicy"],
    },
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": {
        create: ["iam:AttachRolePolicy"],
        read: ["iam:ListAttachedRolePolicies"],
        update: [],
        delete: ["iam:DetachRolePolicy"],
    },
    "aws:iam/instanceProfile:InstanceProfile": {
        create: [
            ...["iam:CreateInstanceProfile", "iam:TagInstanceProfile"],
            ...["iam:AddRoleToInstanceProfile", "iam:PassRole"],
        ],
        read: ["iam:GetInstanceProfile", "iam:GetRole"],
        update: [
            ...["iam:AddRoleToInstanceProfile", "iam:RemoveRoleFromInstanceProfile"],
            ...["iam:TagInstanceProfile", "iam:UntagInstanceProfile"],
        ],
        delete: ["iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
    },
    // ECR User Guide, "Encryption at rest": ECR makes and retires grants on its key in the caller's name.
    "aws:ecr/repository:Repository": {
        create: ["ecr:CreateRepository", "ecr:TagResource", "kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
        read: ["ecr:DescribeRepositories", "ecr:ListTagsForResource"],
        update: [
            ...["ecr:PutImageTagMutability", "ecr:PutImageScanningConfiguration"],
            ...["ecr:TagResource", "ecr:UntagResource"],
        ],
        delete: ["ecr:DeleteRepository"],
    },
    "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
        create: ["ecr:PutLifecyclePolicy"],
        read: ["ecr:GetLifecyclePolicy"],
        update: ["ecr:PutLifecyclePolicy"],
        delete: ["ecr:DeleteLifecyclePolicy"],
    },
};
