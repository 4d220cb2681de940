/** Types that cannot stop a finding: settings of services, storage classes, names, dashboards, networks. */
const ignoredTypes: readonly string[] = [
    "aws:cloudwatch/dashboard:Dashboard",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:ec2/instance:Instance",
    "aws:ec2/internetGateway:InternetGateway",
    "aws:ec2/routeTable:RouteTable",
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/subnet:Subnet",
    "aws:ec2/vpc:Vpc",
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
    "aws:ecr/repository:Repository",
    "aws:guardduty/detectorFeature:DetectorFeature",
    "aws:iam/instanceProfile:InstanceProfile",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    // Service principals are not the public, and name the key of each object themselves.
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketVersioning:BucketVersioning",
];

/** Types that the model is made of. */
export const modelledTypes = {
    detector: "aws:guardduty/detector:Detector",
    macie: "aws:macie2/account:Account",
    inspector: "aws:inspector2/enabler:Enabler",
    publishingDestination: "aws:guardduty/publishingDestination:PublishingDestination",
    classificationExport: "aws:macie2/classificationExportConfiguration:ClassificationExportConfiguration",
    key: "aws:kms/key:Key",
    keyPolicy: "aws:kms/keyPolicy:KeyPolicy",
    alias: "aws:kms/alias:Alias",
    bucket: "aws:s3/bucket:Bucket",
    bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
    bus: "aws:cloudwatch/eventBus:EventBus",
    busPolicy: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    eventArchive: "aws:cloudwatch/eventArchive:EventArchive",
    rule: "aws:cloudwatch/eventRule:EventRule",
    target: "aws:cloudwatch/eventTarget:EventTarget",
    role: "aws:iam/role:Role",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    queue: "aws:sqs/queue:Queue",
    queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
    topic: "aws:sns/topic:Topic",
    topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
    subscription: "aws:sns/topicSubscription:TopicSubscription",
    alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
} as const;

const known: ReadonlySet<string> = new Set([...ignoredTypes, ...Object.values(modelledTypes)]);

/** Whether the rehearsal knows how resources of a type affect findings, if only that they do not. */
export function isKnown(type: string): boolean {
    return known.has(type) || type.startsWith("pulumi:");
}
