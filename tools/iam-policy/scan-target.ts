import { arn, type DeployedStack, namesOf, ownTags, resourcesOf } from "./deployed-stack";
import { type ActionTable, anyResource, type Scope } from "./permissions";
import { merged } from "./policy";

const tags = ["ec2:CreateTags", "ec2:DeleteTags"];

/** The scan target: its network, its instance and its repository. */
export const scanTargetActions = {
    vpc: {
        read: [
            ...["ec2:DescribeVpcs", "ec2:DescribeVpcAttribute", "ec2:DescribeNetworkAcls", "ec2:DescribeRouteTables"],
            ...["ec2:DescribeSecurityGroups"],
        ],
        write: ["ec2:CreateVpc", "ec2:ModifyVpcAttribute", ...tags],
        delete: ["ec2:DeleteVpc"],
    },
    // Adopted and emptied when it is made; deleting it only forgets it.
    defaultSecurityGroup: {
        read: ["ec2:DescribeSecurityGroups", "ec2:DescribeSecurityGroupRules"],
        write: ["ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress", ...tags],
        delete: [],
    },
    internetGateway: {
        read: ["ec2:DescribeInternetGateways"],
        write: ["ec2:CreateInternetGateway", "ec2:AttachInternetGateway", ...tags],
        delete: ["ec2:DetachInternetGateway", "ec2:DeleteInternetGateway"],
    },
    subnet: {
        read: ["ec2:DescribeSubnets"],
        write: ["ec2:CreateSubnet", "ec2:ModifySubnetAttribute", ...tags],
        delete: ["ec2:DeleteSubnet", "ec2:DescribeNetworkInterfaces"],
    },
    routeTable: {
        read: ["ec2:DescribeRouteTables"],
        write: ["ec2:CreateRouteTable", "ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute", ...tags],
        delete: ["ec2:DeleteRouteTable", "ec2:DisassociateRouteTable"],
    },
    routeTableAssociation: {
        read: ["ec2:DescribeRouteTables"],
        write: ["ec2:AssociateRouteTable", "ec2:ReplaceRouteTableAssociation"],
        delete: ["ec2:DisassociateRouteTable"],
    },
    // AWS gives a new group a rule that lets everything out; the provider removes it.
    securityGroup: {
        read: ["ec2:DescribeSecurityGroups", "ec2:DescribeSecurityGroupRules"],
        write: [
            ...["ec2:CreateSecurityGroup", "ec2:RevokeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupEgress"],
            ...["ec2:RevokeSecurityGroupIngress"],
            ...tags,
        ],
        delete: ["ec2:DeleteSecurityGroup", "ec2:DescribeNetworkInterfaces"],
    },
    instance: {
        read: [
            ...["ec2:DescribeInstances", "ec2:DescribeInstanceTypes", "ec2:DescribeInstanceAttribute"],
            ...["ec2:DescribeInstanceCreditSpecifications", "ec2:DescribeVolumes", "ec2:DescribeImages"],
            ...["ec2:DescribeTags", "ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeNetworkInterfaces"],
            ...["ssm:GetParameter", "iam:GetInstanceProfile"],
        ],
        write: [
            ...["ec2:RunInstances", "iam:PassRole", "ssm:GetParameter", "ec2:ModifyInstanceAttribute"],
            ...["ec2:ModifyInstanceMetadataOptions", "ec2:StopInstances", "ec2:StartInstances"],
            ...tags,
        ],
        delete: ["ec2:TerminateInstances"],
    },
    // ECR User Guide, "Encryption at rest": ECR makes and retires grants on its key in the caller's name.
    repository: {
        read: ["ecr:DescribeRepositories", "ecr:ListTagsForResource"],
        write: [
            ...["ecr:CreateRepository", "ecr:TagResource", "kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
            ...["ecr:PutImageTagMutability", "ecr:PutImageScanningConfiguration", "ecr:UntagResource"],
        ],
        delete: ["ecr:DeleteRepository"],
    },
    imageLifecycle: {
        read: ["ecr:GetLifecyclePolicy"],
        write: ["ecr:PutLifecyclePolicy"],
        delete: ["ecr:DeleteLifecyclePolicy"],
    },
} satisfies ActionTable;

const made = ["vpc", "subnet", "route-table", "internet-gateway", "security-group", "instance"];
const makers = [
    ...["ec2:CreateVpc", "ec2:CreateSubnet", "ec2:CreateRouteTable", "ec2:CreateInternetGateway"],
    ...["ec2:CreateSecurityGroup", "ec2:RunInstances"],
];
const readers = [
    ...["Vpcs", "NetworkAcls", "RouteTables", "SecurityGroups", "SecurityGroupRules", "InternetGateways", "Subnets"],
    ...["NetworkInterfaces", "Instances", "InstanceTypes", "InstanceCreditSpecifications", "Volumes", "Images", "Tags"],
].map((things) => `ec2:Describe${things}`);
const ofAnyVpc = ["ec2:DescribeVpcAttribute", "ec2:DescribeInstanceAttribute"];

/** In EC2: whatever carries the tags of this stack, and gets them when it is made. */
export const scanTargetScopes: readonly Scope[] = [
    {
        sid: "Repository",
        covers: ["ecr:*"],
        resources: (stack) => namesOf(stack, "repository").map((name) => arn(stack, "ecr", `repository/${name}`)),
    },
    {
        sid: "RegistryUsesItsOwnKey",
        covers: ["kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey"],
        resources: (stack) => (resourcesOf(stack, "repository").length === 0 ? [] : [arn(stack, "kms", "key/*")]),
        conditions: () => ({ StringLike: { "kms:ViaService": "ecr.*.amazonaws.com" } }),
    },
    { sid: "Ec2IsReadAllTogether", covers: readers, resources: anyResource },
    {
        sid: "NetworkGetsTheTagsOfThisStack",
        covers: makers,
        resources: (stack) => arns(stack, made),
        conditions: (stack) => ownTags(stack, "aws:RequestTag"),
    },
    {
        sid: "NetworkOfThisStack",
        covers: ["ec2:*", ...makers, ...ofAnyVpc, "ec2:CreateTags"],
        resources: (stack) => arns(stack, [...made, "volume"]),
        conditions: (stack) => ownTags(stack, "aws:ResourceTag"),
    },
    {
        sid: "PartsWithoutTags",
        covers: ["ec2:RunInstances", "ec2:AuthorizeSecurityGroupEgress"],
        resources: (stack) => [
            ...arns(stack, ["network-interface", "volume", "security-group-rule"]),
            `arn:${stack.partition}:ec2:*::image/*`,
        ],
    },
    {
        sid: "TagsAreGivenWhenThingsAreMade",
        covers: ["ec2:CreateTags"],
        resources: (stack) => arns(stack, made),
        conditions: (stack) =>
            merged(ownTags(stack, "aws:RequestTag"), {
                StringEquals: { "ec2:CreateAction": makers.map((action) => action.replace("ec2:", "")) },
            }),
    },
    // The VPC's default group and the instance's volume are there before they can get a tag. Until their ids are known,
    // this reaches every group and volume that carries no tags of another project or stack.
    {
        sid: "AdoptedPartsGetTheTagsOfThisStack",
        covers: ["ec2:CreateTags"],
        resources: adoptedArns,
        conditions: (stack) => ({
            ...ownTags(stack, "aws:RequestTag"),
            StringEqualsIfExists: ownTags(stack, "aws:ResourceTag").StringEquals,
        }),
    },
    {
        sid: "PublicImageParameters",
        covers: ["ssm:GetParameter"],
        resources: ({ partition }) => [`arn:${partition}:ssm:*::parameter/aws/service/ami-amazon-linux-latest/*`],
    },
];

function adoptedArns(stack: DeployedStack): string[] {
    const deployed = { ...stack, resources: [] };
    const groups = resourcesOf(deployed, "defaultSecurityGroup").map(({ id }) => `security-group/${String(id)}`);
    const volumes = resourcesOf(deployed, "instance").map(({ outputs }) => {
        const { volumeId } = outputs.rootBlockDevice as { readonly volumeId: string };
        return `volume/${volumeId}`;
    });
    const known = [...groups, ...volumes].map((part) => arn(stack, "ec2", part));
    return known.length > 0 ? known : arns(stack, ["security-group", "volume"]);
}

function arns(stack: DeployedStack, things: readonly string[]): string[] {
    return resourcesOf(stack, "vpc").length === 0 ? [] : things.map((thing) => arn(stack, "ec2", `${thing}/*`));
}
