import {
    DefaultSecurityGroup,
    InternetGateway,
    RouteTable,
    RouteTableAssociation,
    SecurityGroup,
    Subnet,
    Vpc,
} from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { keepsName, physicalName } from "./names";

export interface ScanTargetNetworkArgs {
    readonly region: string;
    readonly tags: Record<string, string>;
}

const anywhere = "0.0.0.0/0";

/**
 * A VPC for the scan target alone: one subnet that reaches Systems Manager over HTTPS through an internet gateway (the
 * interface endpoints that would do without cost more than the instance), and that nothing can reach.
 */
export class ScanTargetNetwork extends pulumi.ComponentResource {
    public readonly subnetId: pulumi.Output<string>;
    public readonly securityGroupId: pulumi.Output<string>;

    constructor(name: string, args: ScanTargetNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:ScanTargetNetwork", name, {}, opts);
        const { region, tags } = args;
        const child = { parent: this };

        const vpc = new Vpc(
            name,
            { region, cidrBlock: "10.90.0.0/24", enableDnsSupport: true, enableDnsHostnames: true, tags },
            child,
        );
        // Adopted only to be emptied: AWS gives every VPC a default group whose members may all reach each other.
        new DefaultSecurityGroup(name, { region, vpcId: vpc.id, tags }, child);
        const gateway = new InternetGateway(name, { region, vpcId: vpc.id, tags }, child);
        const subnet = new Subnet(
            name,
            { region, vpcId: vpc.id, cidrBlock: "10.90.0.0/28", mapPublicIpOnLaunch: false, tags },
            child,
        );
        const routes = new RouteTable(
            name,
            { region, vpcId: vpc.id, routes: [{ cidrBlock: anywhere, gatewayId: gateway.id }], tags },
            child,
        );
        new RouteTableAssociation(name, { region, subnetId: subnet.id, routeTableId: routes.id }, child);
        const group = new SecurityGroup(
            name,
            {
                region,
                name: physicalName("securityGroup", name),
                vpcId: vpc.id,
                description: "Scan target: nothing comes in.",
                ingress: [],
                egress: [
                    {
                        // Systems Manager and the Amazon Linux repositories have no fixed addresses.
                        description: "HTTPS to Systems Manager and the package repositories",
                        protocol: "tcp",
                        fromPort: 443,
                        toPort: 443,
                        cidrBlocks: [anywhere],
                    },
                ],
                tags,
            },
            keepsName(this),
        );

        this.subnetId = subnet.id;
        this.securityGroupId = group.id;
        this.registerOutputs({ subnetId: this.subnetId, securityGroupId: this.securityGroupId });
    }
}
