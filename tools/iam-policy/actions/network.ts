import type { ActionTable } from "./resource-actions";

const tags = ["ec2:CreateTags", "ec2:DeleteTags"];

/** The scan target and its network. */
export const networkActions: ActionTable = {
    "aws:ec2/vpc:Vpc": {
        create: ["ec2:CreateVpc", "ec2:ModifyVpcAttribute", "ec2:CreateTags"],
        read: [
            ...["ec2:DescribeVpcs", "ec2:DescribeVpcAttribute", "ec2:DescribeNetworkAcls"],
            ...["ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups"],
        ],
        update: ["ec2:ModifyVpcAttribute", ...tags],
        delete: ["ec2:DeleteVpc"],
    },
    // Adopted and emptied when it is made; deleting it only forgets it.
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
        create: ["ec2:CreateTags", "ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress"],
        read: ["ec2:DescribeSecurityGroups", "ec2:DescribeSecurityGroupRules"],
        update: ["ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress", ...tags],
        delete: [],
    },
    "aws:ec2/internetGateway:InternetGateway": {
        create: ["ec2:CreateInternetGateway", "ec2:AttachInternetGateway", "ec2:CreateTags"],
        read: ["ec2:DescribeInternetGateways"],
        update: tags,
        delete: ["ec2:DetachInternetGateway", "ec2:DeleteInternetGateway"],
    },
    "aws:ec2/subnet:Subnet": {
        create: ["ec2:CreateSubnet", "ec2:CreateTags"],
        read: ["ec2:DescribeSubnets"],
        update: ["ec2:ModifySubnetAttribute", ...tags],
        delete: ["ec2:DeleteSubnet", "ec2:DescribeNetworkInterfaces"],
    },
    "aws:ec2/routeTable:RouteTable": {
        create: ["ec2:CreateRouteTable", "ec2:CreateRoute", "ec2:CreateTags"],
        read: ["ec2:DescribeRouteTables"],
        update: ["ec2:CreateRoute", "ec2:ReplaceRoute", "ec2:DeleteRoute", ...tags],
        delete: ["ec2:DeleteRouteTable", "ec2:DisassociateRouteTable"],
    },
    "aws:ec2/routeTableAssociation:RouteTableAssociation": {
        create: ["ec2:AssociateRouteTable"],
        read: ["ec2:DescribeRouteTables"],
        update: ["ec2:ReplaceRouteTableAssociation"],
        delete: ["ec2:DisassociateRouteTable"],
    },
    // AWS gives a new group a rule that lets everything out; the provider takes it away.
    "aws:ec2/securityGroup:SecurityGroup": {
        create: [
            ...["ec2:CreateSecurityGroup", "ec2:CreateTags"],
            ...["ec2:RevokeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupEgress"],
        ],
        read: ["ec2:DescribeSecurityGroups", "ec2:DescribeSecurityGroupRules"],
        update: [
            ...["ec2:AuthorizeSecurityGroupEgress", "ec2:RevokeSecurityGroupEgress"],
            ...["ec2:RevokeSecurityGroupIngress", ...tags],
        ],
        delete: ["ec2:DeleteSecurityGroup", "ec2:DescribeNetworkInterfaces"],
    },
    "aws:ec2/instance:Instance": {
        create: ["ec2:RunInstances", "ec2:CreateTags", "iam:PassRole", "ssm:GetParameter"],
        read: [
            ...["ec2:DescribeInstances", "ec2:DescribeInstanceTypes", "ec2:DescribeInstanceAttribute"],
            ...["ec2:DescribeInstanceCreditSpecifications", "ec2:DescribeVolumes", "ec2:DescribeImages"],
            ...["ec2:DescribeTags", "ec2:DescribeVpcs", "ec2:DescribeSubnets", "ec2:DescribeNetworkInterfaces"],
            ...["ssm:GetParameter", "iam:GetInstanceProfile"],
        ],
        update: [
            ...["ec2:ModifyInstanceAttribute", "ec2:ModifyInstanceMetadataOptions", "ec2:ModifyVolume"],
            ...["ec2:StopInstances", "ec2:StartInstances", ...tags],
        ],
        delete: ["ec2:TerminateInstances"],
    },
};
