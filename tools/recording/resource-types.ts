/**
 * Every resource type that the program registers, by what we call it, and what it looks up for which AWS asks a
 * permission. Tables over them are typed, so none is forgotten.
 */
export const resourceTypes = {
    detector: "aws:guardduty/detector:Detector",
    detectorFeature: "aws:guardduty/detectorFeature:DetectorFeature",
    destination: "aws:guardduty/publishingDestination:PublishingDestination",
    macie: "aws:macie2/account:Account",
    macieExport: "aws:macie2/classificationExportConfiguration:ClassificationExportConfiguration",
    inspector: "aws:inspector2/enabler:Enabler",
    registryRules: "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",

    organization: "aws:organizations/getOrganization:getOrganization",
    existingDetector: "aws:guardduty/getDetector:getDetector",
    serviceAccess: "aws:organizations/awsServiceAccess:AwsServiceAccess",
    serviceLinkedRole: "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    guardDutyAdministrator: "aws:guardduty/organizationAdminAccount:OrganizationAdminAccount",
    macieAdministrator: "aws:macie2/organizationAdminAccount:OrganizationAdminAccount",
    inspectorAdministrator: "aws:inspector2/delegatedAdminAccount:DelegatedAdminAccount",
    guardDutyMembers: "aws:guardduty/organizationConfiguration:OrganizationConfiguration",
    guardDutyMembersFeature: "aws:guardduty/organizationConfigurationFeature:OrganizationConfigurationFeature",
    macieMembers: "aws:macie2/organizationConfiguration:OrganizationConfiguration",
    macieMember: "aws:macie2/member:Member",
    inspectorMembers: "aws:inspector2/organizationConfiguration:OrganizationConfiguration",
    inspectorMember: "aws:inspector2/memberAssociation:MemberAssociation",

    key: "aws:kms/key:Key",
    keyPolicy: "aws:kms/keyPolicy:KeyPolicy",
    keyAlias: "aws:kms/alias:Alias",
    bucket: "aws:s3/bucket:Bucket",
    bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
    bucketAccessBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    bucketOwnership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    bucketVersioning: "aws:s3/bucketVersioning:BucketVersioning",
    bucketEncryption: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    bucketLifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    bucketLogging: "aws:s3/bucketLogging:BucketLogging",
    bucketReplication: "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    bucketObjectLock: "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",

    deliveryStream: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    logStream: "aws:cloudwatch/logStream:LogStream",
    database: "aws:glue/catalogDatabase:CatalogDatabase",
    table: "aws:glue/catalogTable:CatalogTable",
    workgroup: "aws:athena/workgroup:Workgroup",
    namedQuery: "aws:athena/namedQuery:NamedQuery",

    bus: "aws:cloudwatch/eventBus:EventBus",
    busPolicy: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    eventArchive: "aws:cloudwatch/eventArchive:EventArchive",
    rule: "aws:cloudwatch/eventRule:EventRule",
    target: "aws:cloudwatch/eventTarget:EventTarget",
    queue: "aws:sqs/queue:Queue",
    queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
    topic: "aws:sns/topic:Topic",
    topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
    subscription: "aws:sns/topicSubscription:TopicSubscription",
    alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
    dashboard: "aws:cloudwatch/dashboard:Dashboard",
    schedule: "aws:scheduler/schedule:Schedule",

    function: "aws:lambda/function:Function",
    eventSourceMapping: "aws:lambda/eventSourceMapping:EventSourceMapping",
    logGroup: "aws:cloudwatch/logGroup:LogGroup",
    lambdaPermission: "aws:lambda/permission:Permission",
    slackChannel: "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration",
    teamsChannel: "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration",

    notificationHub: "aws:notifications/notificationHub:NotificationHub",
    notificationConfiguration: "aws:notifications/notificationConfiguration:NotificationConfiguration",
    notificationEventRule: "aws:notifications/eventRule:EventRule",
    emailContact: "aws:notifications/contactsEmailContact:ContactsEmailContact",
    channelAssociation: "aws:notifications/channelAssociation:ChannelAssociation",

    role: "aws:iam/role:Role",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    rolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    instanceProfile: "aws:iam/instanceProfile:InstanceProfile",

    vpc: "aws:ec2/vpc:Vpc",
    defaultSecurityGroup: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    internetGateway: "aws:ec2/internetGateway:InternetGateway",
    subnet: "aws:ec2/subnet:Subnet",
    routeTable: "aws:ec2/routeTable:RouteTable",
    routeTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    securityGroup: "aws:ec2/securityGroup:SecurityGroup",
    instance: "aws:ec2/instance:Instance",
    repository: "aws:ecr/repository:Repository",
    imageLifecycle: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
} as const;

export type ResourceKind = keyof typeof resourceTypes;

/** The resources of which AWS allows one a Region, and that are therefore imported and not made again. */
export type SingleResource = "detector" | "destination" | "macie" | "macieExport" | "inspector" | "registryRules";

const kinds = new Map<string, ResourceKind>(
    Object.entries(resourceTypes).map(([kind, type]) => [type, kind as ResourceKind]),
);

/** What we call a type; `undefined` for one that the program does not register. */
export function kindOf(type: string): ResourceKind | undefined {
    return kinds.get(type);
}
