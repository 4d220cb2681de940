import { arn, type DeployedStack, forThisStack, keyArns, named, ofThisStack, resourcesOf } from "./deployed-stack";
import { type ActionTable, actionsOfService, rowsOf, type Scope } from "./permissions";
import { merged } from "./policy";

const ec2 = rowsOf("ec2");
const ecr = rowsOf("ecr");
const tags = "CreateTags DeleteTags";

/** The scan target: its network, its instance and its repository. */
export const scanTargetActions = {
    vpc: ec2(
        "DescribeVpcs DescribeVpcAttribute DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups",
        `CreateVpc ModifyVpcAttribute ${tags}`,
        "DeleteVpc",
    ),
    // Adopted and emptied when it is made; deleting it only forgets it.
    defaultSecurityGroup: ec2(
        "DescribeSecurityGroups DescribeSecurityGroupRules",
        `RevokeSecurityGroupIngress RevokeSecurityGroupEgress ${tags}`,
        "",
    ),
    internetGateway: ec2(
        "DescribeInternetGateways",
        `CreateInternetGateway AttachInternetGateway ${tags}`,
        "DetachInternetGateway DeleteInternetGateway",
    ),
    subnet: ec2(
        "DescribeSubnets",
        `CreateSubnet ModifySubnetAttribute ${tags}`,
        "DeleteSubnet DescribeNetworkInterfaces",
    ),
    routeTable: ec2(
        "DescribeRouteTables",
        `CreateRouteTable CreateRoute ReplaceRoute DeleteRoute ${tags}`,
        "DeleteRouteTable DisassociateRouteTable",
    ),
    routeTableAssociation: ec2(
        "DescribeRouteTables",
        "AssociateRouteTable ReplaceRouteTableAssociation",
        "DisassociateRouteTable",
    ),
    // AWS gives a new group a rule that lets everything out; the provider removes it.
    securityGroup: ec2(
        "DescribeSecurityGroups DescribeSecurityGroupRules",
        `CreateSecurityGroup AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress RevokeSecurityGroupIngress ${tags}`,
        "DeleteSecurityGroup DescribeNetworkInterfaces",
    ),
    instance: ec2(
        "DescribeInstances DescribeInstanceTypes DescribeInstanceAttribute DescribeInstanceCreditSpecifications " +
            "DescribeVolumes DescribeImages DescribeTags DescribeVpcs DescribeSubnets DescribeNetworkInterfaces " +
            "ssm:GetParameter iam:GetInstanceProfile",
        "RunInstances StartInstances StopInstances ModifyInstanceAttribute ModifyInstanceMetadataOptions " +
            `iam:PassRole ssm:GetParameter ${tags}`,
        "TerminateInstances",
    ),
    // ECR User Guide, "Encryption at rest": ECR makes and retires grants on its key in the caller's name.
    repository: ecr(
        "DescribeRepositories ListTagsForResource",
        "CreateRepository TagResource UntagResource PutImageTagMutability PutImageScanningConfiguration " +
            "kms:CreateGrant kms:DescribeKey kms:RetireGrant",
        "DeleteRepository",
    ),
    imageLifecycle: ecr("GetLifecyclePolicy", "PutLifecyclePolicy", "DeleteLifecyclePolicy"),
} satisfies ActionTable;

const made = ["vpc", "subnet", "route-table", "internet-gateway", "security-group", "instance"];
const makers = "CreateVpc CreateSubnet CreateRouteTable CreateInternetGateway CreateSecurityGroup RunInstances";
const makerActions = actionsOfService("ec2", makers);
const ofAnyVpc = ["ec2:DescribeVpcAttribute", "ec2:DescribeInstanceAttribute"];
const listings = Object.values(scanTargetActions)
    .flatMap(({ read, delete: remove }) => [...read, ...remove])
    .filter((action) => action.startsWith("ec2:Describe") && !ofAnyVpc.includes(action));

/** In EC2: whatever carries the tags of this stack, and gets them when it is made. */
export const scanTargetScopes: readonly Scope[] = [
    { sid: "Repository", covers: ["ecr:*"], resources: named("repository", "ecr", "repository/") },
    {
        sid: "RegistryUsesItsOwnKey",
        covers: ["kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey"],
        resources: (stack) => (resourcesOf(stack, "repository").length === 0 ? [] : keyArns(stack)),
        conditions: () => ({ StringLike: { "kms:ViaService": "ecr.*.amazonaws.com" } }),
    },
    { sid: "Ec2IsReadAllTogether", covers: listings },
    {
        sid: "NetworkGetsTheTagsOfThisStack",
        covers: makerActions,
        resources: (stack) => arns(stack, made),
        conditions: forThisStack,
    },
    {
        sid: "NetworkOfThisStack",
        covers: ["ec2:*", ...makerActions, ...ofAnyVpc, "ec2:CreateTags"],
        resources: (stack) => arns(stack, [...made, "volume"]),
        conditions: ofThisStack,
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
        conditions: (stack) => merged(forThisStack(stack), { StringEquals: { "ec2:CreateAction": makers.split(" ") } }),
    },
    // The VPC's default group and the instance's volume are there before they can get a tag. Until their ids are known,
    // this reaches every group and volume that carries no tags of another project or stack.
    {
        sid: "AdoptedPartsGetTheTagsOfThisStack",
        covers: ["ec2:CreateTags"],
        resources: adoptedArns,
        conditions: (stack) => ({
            ...forThisStack(stack),
            StringEqualsIfExists: ofThisStack(stack).StringEquals,
        }),
    },
    {
        sid: "PublicImageParameters",
        covers: ["ssm:GetParameter"],
        resources: ({ partition }) => [`arn:${partition}:ssm:*::parameter/aws/service/ami-amazon-linux-latest/*`],
    },
];

function adoptedArns(stack: DeployedStack): string[] {
    const deployed = { ...stack, resources: stack.resources.filter(({ deployedId }) => deployedId !== undefined) };
    const known = [
        ...resourcesOf(deployed, "defaultSecurityGroup").map(({ deployedId = "" }) => `security-group/${deployedId}`),
        ...resourcesOf(deployed, "instance").map(({ outputs }) => {
            const { volumeId } = outputs.rootBlockDevice as { readonly volumeId: string };
            return `volume/${volumeId}`;
        }),
    ];
    return known.length > 0 ? known.map((part) => arn(stack, "ec2", part)) : arns(stack, ["security-group", "volume"]);
}

function arns(stack: DeployedStack, things: readonly string[]): string[] {
    return resourcesOf(stack, "vpc").length === 0 ? [] : things.map((thing) => arn(stack, "ec2", `${thing}/*`));
}
