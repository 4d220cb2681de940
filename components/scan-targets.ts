import { Instance } from "@pulumi/aws/ec2";
import { LifecyclePolicy, Repository } from "@pulumi/aws/ecr";
import { InstanceProfile, Role, RolePolicyAttachment } from "@pulumi/aws/iam";
import { getParameterOutput } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import { instanceTrustPolicy } from "../policies/scan-target";
import { keepsName, physicalName } from "./names";
import { ScanTargetNetwork } from "./scan-target-network";
import { tagsOf } from "./tags";

export interface ScanTargetsArgs {
    readonly region: string;
    readonly account: pulumi.Input<Account>;
}

/** Amazon EC2 User Guide, "Reference the latest AMIs using Systems Manager public parameters". */
const amazonLinux = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

/**
 * Something for Inspector to look at: a small EC2 instance that Systems Manager manages, and an ECR repository, both
 * tagged `VigilScanTarget`. The instance has a VPC of its own, and nothing can open a connection to it.
 */
export class ScanTargets extends pulumi.ComponentResource {
    public readonly instanceId: pulumi.Output<string>;
    public readonly repositoryUrl: pulumi.Output<string>;

    constructor(name: string, args: ScanTargetsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:ScanTargets", name, {}, opts);
        const { region } = args;
        const tags = { ...tagsOf("ScanTargets"), VigilScanTarget: "true" };
        const child = { parent: this };
        const named = keepsName(this);

        const network = new ScanTargetNetwork(name, { region, tags }, child);
        const role = new Role(
            name,
            {
                name: physicalName("role", name),
                description: "Lets Systems Manager, and so Inspector, see the scan target.",
                assumeRolePolicy: instanceTrustPolicy,
                tags,
            },
            named,
        );
        const managed = new RolePolicyAttachment(
            name,
            {
                role: role.name,
                policyArn: pulumi
                    .output(args.account)
                    .apply(({ partition }) => `arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`),
            },
            child,
        );
        const profile = new InstanceProfile(
            name,
            { name: physicalName("instanceProfile", name), role: role.name, tags },
            named,
        );
        const instance = new Instance(
            name,
            {
                region,
                ami: getParameterOutput({ name: amazonLinux, region }, child).value,
                instanceType: "t3.micro",
                subnetId: network.subnetId,
                vpcSecurityGroupIds: [network.securityGroupId],
                associatePublicIpAddress: true,
                iamInstanceProfile: profile.name,
                metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
                rootBlockDevice: { encrypted: true, volumeType: "gp3", tags },
                tags,
            },
            // The parameter moves with every release of Amazon Linux; a scan target need not be replaced for that.
            { parent: this, ignoreChanges: ["ami"], dependsOn: [managed] },
        );

        const repository = new Repository(
            name,
            {
                region,
                name: physicalName("repository", name),
                imageTagMutability: "IMMUTABLE",
                imageScanningConfiguration: { scanOnPush: true },
                encryptionConfigurations: [{ encryptionType: "KMS" }],
                forceDelete: true,
                tags,
            },
            named,
        );
        new LifecyclePolicy(
            name,
            { region, repository: repository.name, policy: JSON.stringify(keepNewestImages) },
            child,
        );

        this.instanceId = instance.id;
        this.repositoryUrl = repository.repositoryUrl;
        this.registerOutputs({ instanceId: this.instanceId, repositoryUrl: this.repositoryUrl });
    }
}

const keepNewestImages = {
    rules: [
        {
            rulePriority: 1,
            description: "Keep the ten newest images.",
            selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
            action: { type: "expire" },
        },
    ],
};
