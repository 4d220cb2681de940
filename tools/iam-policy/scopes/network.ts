import { arn, type DeployedStack, namesOf, ownTags } from "../deployed-stack";
import { everything, type Scope } from "./scope";

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

/** The scan target and its network: whatever carries the tags of this stack, and gets them when it is made. */
export const networkScopes: readonly Scope[] = [
    { sid: "Ec2IsReadAllTogether", covers: readers, resources: everything },
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
            "arn:aws:ec2:*::image/*",
        ],
    },
    {
        sid: "TagsAreGivenWhenThingsAreMade",
        covers: ["ec2:CreateTags"],
        resources: (stack) => arns(stack, made),
        conditions: () => ({
            StringEquals: { "ec2:CreateAction": makers.map((action) => action.replace("ec2:", "")) },
        }),
    },
    // The VPC's default group and the instance's volume are there before they can get a tag.
    {
        sid: "AdoptedPartsGetTheTagsOfThisStack",
        covers: ["ec2:CreateTags"],
        resources: (stack) => arns(stack, ["security-group", "volume"]),
        conditions: (stack) => ownTags(stack, "aws:RequestTag"),
    },
    {
        sid: "PublicImageParameters",
        covers: ["ssm:GetParameter"],
        resources: () => ["arn:aws:ssm:*::parameter/aws/service/ami-amazon-linux-latest/*"],
    },
];

function arns(stack: DeployedStack, things: readonly string[]): string[] {
    return namesOf(stack, "aws:ec2/vpc:Vpc").length === 0 ? [] : things.map((thing) => arn(stack, "ec2", `${thing}/*`));
}
