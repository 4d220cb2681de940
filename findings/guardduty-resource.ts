/** The names that a message shows under the same word. */
const namedPaths = {
    instance: "$.detail.resource.instanceDetails.instanceId",
    user: "$.detail.resource.accessKeyDetails.userName",
    accessKey: "$.detail.resource.accessKeyDetails.accessKeyId",
    bucket: "$.detail.resource.s3BucketDetails[0].name",
    eksCluster: "$.detail.resource.eksClusterDetails.name",
    workload: "$.detail.resource.kubernetesDetails.kubernetesWorkloadDetails.name",
    ecsCluster: "$.detail.resource.ecsClusterDetails.name",
    container: "$.detail.resource.containerDetails.name",
    function: "$.detail.resource.lambdaDetails.functionName",
    database: "$.detail.resource.rdsDbInstanceDetails.dbInstanceIdentifier",
    shardGroup: "$.detail.resource.rdsLimitlessDbDetails.dbShardGroupIdentifier",
    volume: "$.detail.resource.ebsVolumeDetails.scannedVolumeDetails[0].volumeArn",
    snapshot: "$.detail.resource.ebsSnapshotDetails.snapshotArn",
    image: "$.detail.resource.ec2ImageDetails.imageArn",
    recoveryPoint: "$.detail.resource.recoveryPointDetails.recoveryPointArn",
} as const;

/**
 * Where GuardDuty names what is affected. Each `resourceType` has a sub-object of its own and the others are absent;
 * some findings fill two (a key stolen from an instance, a pod in a cluster). An attack sequence lists its resources
 * elsewhere, up to 400 of them, hence the first three.
 *
 * Names are the customer's and may hold anything (the user of a SAML session can be `CORP\jane`), and most are absent
 * in any one finding, so each is a bare variable under a label of its own.
 *
 * Source: GuardDuty API reference, Resource and Sequence; events spell the names in camelCase.
 */
export const guardDutyResourcePaths = {
    resourceType: "$.detail.resource.resourceType",
    ...namedPaths,
    sequence1: "$.detail.service.detection.sequence.resources[0].name",
    sequence2: "$.detail.service.detection.sequence.resources[1].name",
    sequence3: "$.detail.service.detection.sequence.resources[2].name",
} as const;

/** How a message shows them. */
export const guardDutyResource = {
    type: "<resourceType>",
    ...Object.fromEntries(Object.keys(namedPaths).map((name) => [name, `<${name}>`])),
    sequence: ["<sequence1>", "<sequence2>", "<sequence3>"],
};
