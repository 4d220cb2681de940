import assert from "node:assert/strict";
import { ScanTargets } from "../../components/scan-targets";
import { instanceTrustPolicy } from "../../policies/scan-target";
import { policyOf } from "../support/policies";
import { record } from "../support/record";
import { account, home } from "../support/upstream";

const tags = { Project: "vigil", Stack: "test", Component: "ScanTargets", VigilScanTarget: "true" };
const targetsOf = () => record(() => new ScanTargets("target", { region: home, account }));

describe("ScanTargets", () => {
    it("makes a VPC of its own, an instance that Systems Manager sees, and a repository", async () => {
        assert.deepEqual((await targetsOf()).childrenOf("target"), [
            "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup target",
            "aws:ec2/instance:Instance target",
            "aws:ec2/internetGateway:InternetGateway target",
            "aws:ec2/routeTable:RouteTable target",
            "aws:ec2/routeTableAssociation:RouteTableAssociation target",
            "aws:ec2/securityGroup:SecurityGroup target",
            "aws:ec2/subnet:Subnet target",
            "aws:ec2/vpc:Vpc target",
            "aws:ecr/lifecyclePolicy:LifecyclePolicy target",
            "aws:ecr/repository:Repository target",
            "aws:iam/instanceProfile:InstanceProfile target",
            "aws:iam/role:Role target",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment target",
            "vigil:index:ScanTargetNetwork target",
        ]);
    });

    it("starts an encrypted instance with IMDSv2 and the tag, and does not replace it for a newer image", async () => {
        const recorded = await targetsOf();
        const instance = recorded.one("aws:ec2/instance:Instance");
        assert.deepEqual(instance.inputs, {
            region: home,
            ami: "ami-0123456789abcdef0",
            instanceType: "t3.micro",
            subnetId: recorded.one("aws:ec2/subnet:Subnet").id,
            vpcSecurityGroupIds: [recorded.one("aws:ec2/securityGroup:SecurityGroup").id],
            associatePublicIpAddress: true,
            iamInstanceProfile: recorded.one("aws:iam/instanceProfile:InstanceProfile").outputs.name,
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            rootBlockDevice: { encrypted: true, volumeType: "gp3", tags },
            tags,
        });
        assert.deepEqual(instance.ignoreChanges, ["ami"]);
        // Its agent asks for Systems Manager as soon as it starts, so its role must be allowed to by then.
        assert.ok(
            recorded
                .dependenciesOf(instance)
                .some((one) => one.startsWith("aws:iam/rolePolicyAttachment:RolePolicyAttachment")),
        );
    });

    it("lets nothing in, and only HTTPS out", async () => {
        const recorded = await targetsOf();
        const vpcId = recorded.one("aws:ec2/vpc:Vpc").id;
        assert.deepEqual(recorded.one("aws:ec2/securityGroup:SecurityGroup").inputs, {
            region: home,
            name: "vigil-test-target",
            vpcId,
            description: "Scan target: nothing comes in.",
            ingress: [],
            egress: [
                {
                    description: "HTTPS to Systems Manager and the package repositories",
                    protocol: "tcp",
                    fromPort: 443,
                    toPort: 443,
                    cidrBlocks: ["0.0.0.0/0"],
                },
            ],
            tags,
        });
        const emptied = recorded.one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup");
        assert.deepEqual(emptied.inputs, { region: home, vpcId, tags });
        assert.equal(recorded.one("aws:ec2/subnet:Subnet").inputs.mapPublicIpOnLaunch, false);
    });

    it("gives the instance what Systems Manager needs, and nothing else", async () => {
        const recorded = await targetsOf();
        const role = recorded.one("aws:iam/role:Role");
        assert.deepEqual(policyOf(role, "assumeRolePolicy"), instanceTrustPolicy);
        assert.deepEqual(recorded.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs, {
            role: role.outputs.name,
            policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        });
    });

    it("makes an encrypted repository that scans, never moves a tag, and forgets old images", async () => {
        const recorded = await targetsOf();
        assert.deepEqual(recorded.one("aws:ecr/repository:Repository").inputs, {
            region: home,
            name: "vigil-test-target",
            imageTagMutability: "IMMUTABLE",
            imageScanningConfiguration: { scanOnPush: true },
            encryptionConfigurations: [{ encryptionType: "KMS" }],
            forceDelete: true,
            tags,
        });
        assert.deepEqual(policyOf(recorded.one("aws:ecr/lifecyclePolicy:LifecyclePolicy")), {
            rules: [
                {
                    rulePriority: 1,
                    description: "Keep the ten newest images.",
                    selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 10 },
                    action: { type: "expire" },
                },
            ],
        });
    });
});
