import { eventFolder } from "../../findings/stream";
import { doctorActions, drillActions, drillPrefix, findingsActions } from "../aws/actions";
import { anyAlarmArn, busArns, deadLetterArns, queueArns, ruleArns, topicArns } from "./alert-path";
import { throughArchive } from "./archive";
import {
    archiveArns,
    arn,
    bucketArnsOf,
    type DeployedStack,
    globalArn,
    inOwnAccount,
    keyArns,
    ofThisStack,
    namesOf,
    regionsOf,
    resourcesOf,
} from "./deployed-stack";
import type { ResourceKind } from "../recording/resource-types";
import { detectorArns } from "./detection";
import type { Scope } from "./permissions";
import { allow, merged, type Statement } from "./policy";
import { functionArns } from "./notifier";
import { roleArns, serviceLinkedRoleArns } from "./roles";

/** On what a group of a command's actions is granted. */
interface Extra extends Pick<Scope, "sid" | "resources" | "conditions"> {
    /** `anywhere`: for what answers in no Region that a condition could name. */
    readonly where: "home" | "everyRegion" | "anywhere";
}

const drillQueueArns = (stack: DeployedStack) => [arn(stack, "sqs", `${drillPrefix}*`)];

/** `npm run drill`: raises samples, listens on a queue of its own, and reads what stands between the two. */
const drillExtras = {
    samplesAndLists: { sid: "DrillSamplesAndListsHaveNoArns", where: "everyRegion" },
    detectorsAndFilters: {
        sid: "DrillReadsDetectorsAndFilters",
        resources: (stack) => [...detectorArns(stack), arn(stack, "macie2", "findings-filter/*")],
        where: "everyRegion",
    },
    rulesAndBus: {
        sid: "DrillReadsRulesAndBus",
        resources: (stack) => [...busArns(stack), ...ruleArns(stack)],
        where: "everyRegion",
    },
    ruleLists: { sid: "DrillListsRulesAllTogether", where: "everyRegion" },
    alarms: { sid: "DrillReadsAlarmsAllTogether", resources: anyAlarmArn, where: "everyRegion" },
    metrics: { sid: "DrillCountsHeartbeats", where: "home" },
    functions: { sid: "DrillReadsTheNotifier", resources: functionArns, where: "home" },
    // Without leave to list, S3 calls an object that is not there yet denied (S3 API reference, GetObject).
    memory: {
        sid: "DrillReadsTheNotifiersMemory",
        resources: (stack) =>
            bucketArnsOf(stack, "NotifierMemory").flatMap((bucket) => [bucket, `${bucket}/memory.json`]),
        conditions: inOwnAccount,
        where: "home",
    },
    functionLists: { sid: "DrillListsMappingsAllTogether", where: "home" },
    deadLetterQueues: { sid: "DrillReadsDeadLetterQueues", resources: deadLetterArns, where: "everyRegion" },
    queues: { sid: "DrillAsksAboutQueues", resources: queueArns, where: "everyRegion" },
    ownQueue: { sid: "DrillHasAQueueOfItsOwn", resources: drillQueueArns, where: "home" },
    queueList: { sid: "DrillFindsItsLeftoversAmongAllQueues", where: "home" },
    identity: { sid: "DrillAsksWhoItIs", where: "anywhere" },
    subscribing: {
        sid: "DrillSubscribesItsOwnQueuesOnly",
        resources: topicArns,
        conditions: (stack) => ({
            StringEquals: { "sns:Protocol": "sqs" },
            StringLike: { "sns:Endpoint": drillQueueArns(stack).join("") },
        }),
        where: "home",
    },
    // Unsubscribing cannot be narrowed to the drill's own subscription, whose id SNS chooses: Amazon SNS has no condition
    // for it (Service Authorization Reference).
    topic: { sid: "DrillUsesTheTopic", resources: topicArns, where: "home" },
    archive: { sid: "DrillReadsTheArchive", resources: archiveArns, conditions: inOwnAccount, where: "home" },
    keyPolicies: { sid: "DrillReadsKeyPolicies", resources: keyArns, conditions: ofThisStack, where: "home" },
    keys: {
        sid: "DrillUsesKeysThroughTopicAndArchive",
        resources: keyArns,
        conditions: (stack) =>
            merged(ofThisStack(stack), {
                StringEquals: { "kms:ViaService": ["s3", "sns"].map((name) => `${name}.${stack.home}.amazonaws.com`) },
            }),
        where: "home",
    },
    roles: { sid: "DrillReadsRoles", resources: roleArns, where: "anywhere" },
    managedPolicies: {
        sid: "DrillReadsWhatIsAttachedToRoles",
        resources: (stack) => [globalArn(stack, "iam", "policy/*"), `arn:${stack.partition}:iam::aws:policy/*`],
        where: "anywhere",
    },
} satisfies Record<keyof typeof drillActions, Extra>;

const archiveBucketArns = (stack: DeployedStack) => bucketArnsOf(stack, "FindingsArchive");

/** `npm run findings`: reads what the findings stream has written, and nothing else of the archive. */
const findingsExtras = {
    identity: { sid: "FindingsAsksWhoItIs", where: "anywhere" },
    archive: {
        sid: "FindingsListsTheEvents",
        resources: archiveBucketArns,
        conditions: (stack) => merged(inOwnAccount(stack), { StringLike: { "s3:prefix": `${eventFolder}*` } }),
        where: "home",
    },
    events: {
        sid: "FindingsReadsTheEvents",
        resources: (stack) => archiveBucketArns(stack).map((bucket) => `${bucket}/${eventFolder}*`),
        conditions: inOwnAccount,
        where: "home",
    },
    key: { sid: "FindingsDecryptsThroughTheArchive", resources: keyArns, conditions: throughArchive, where: "home" },
} satisfies Record<keyof typeof findingsActions, Extra>;

/** For what takes no ARN, where the stack has any of these. */
function anyIf(...kinds: readonly ResourceKind[]) {
    return (stack: DeployedStack) => (kinds.some((kind) => resourcesOf(stack, kind).length > 0) ? ["*"] : []);
}

/** The queues that get events and are not of this stack. */
function eventQueueArns(stack: DeployedStack): string[] {
    const own = namesOf(stack, "queue");
    return resourcesOf(stack, "subscription")
        .filter(({ inputs }) => inputs.protocol === "sqs")
        .map(({ inputs }) => String(inputs.endpoint))
        .filter((endpoint) => !own.includes(endpoint.split(":").at(-1) ?? ""));
}

function logBucketArns(stack: DeployedStack): string[] {
    return resourcesOf(stack, "bucketLogging").map(
        ({ inputs }) => `arn:${stack.partition}:s3:::${String(inputs.targetBucket)}`,
    );
}

/** The readers of the archive that are roles or users of this account: nothing else of IAM is trusted. */
function readerArns(stack: DeployedStack): string[] {
    const trusts = resourcesOf(stack, "role").map(({ inputs }) => JSON.stringify(inputs.assumeRolePolicy));
    const principals = trusts.flatMap(
        (policy) => policy.match(/arn:[\w-]+:iam::\d{12}:(role|user)\/[\w+=,.@/-]+/g) ?? [],
    );
    return principals.filter((arn) => arn.startsWith(globalArn(stack, "iam", "")));
}

/** `npm run doctor`: reads what there is, and changes nothing. */
const doctorExtras = {
    account: { sid: "DoctorAsksTheAccountAsAWhole", where: "anywhere" },
    services: { sid: "DoctorReadsServicesWithoutArns", where: "everyRegion" },
    detectors: { sid: "DoctorReadsDetectors", resources: detectorArns, where: "everyRegion" },
    // The ARN of an account holds that of the management account and the organization.
    centralPolicies: {
        sid: "DoctorReadsPoliciesOfTheOrganization",
        resources: ({ account, partition }) => [`arn:${partition}:organizations::*:account/o-*/${account}`],
        where: "anywhere",
    },
    administrators: { sid: "DoctorReadsDelegates", resources: anyIf("guardDutyAdministrator"), where: "everyRegion" },
    guardDutyRole: { sid: "DoctorLooksForGuardDutysRole", resources: serviceLinkedRoleArns, where: "anywhere" },
    organizationAccounts: { sid: "DoctorListsAccounts", resources: anyIf("guardDutyMembers"), where: "anywhere" },
    members: { sid: "DoctorListsMembers", resources: anyIf("guardDutyMembers"), where: "everyRegion" },
    chat: { sid: "DoctorListsWorkspacesAndTeams", resources: anyIf("slackChannel", "teamsChannel"), where: "anywhere" },
    hubs: { sid: "DoctorListsNotificationHubs", resources: anyIf("notificationHub"), where: "anywhere" },
    eventQueues: { sid: "DoctorReadsPoliciesOfQueuesThatGetEvents", resources: eventQueueArns, where: "home" },
    buckets: { sid: "DoctorFindsTheBucketForAccessLogs", resources: anyIf("bucketLogging"), where: "home" },
    logBucket: { sid: "DoctorReadsTheBucketForAccessLogs", resources: logBucketArns, where: "home" },
    readers: { sid: "DoctorLooksForReaders", resources: readerArns, where: "anywhere" },
} satisfies Record<keyof typeof doctorActions, Extra>;

const extras = {
    drill: [drillActions, drillExtras],
    doctor: [doctorActions, doctorExtras],
    findings: [findingsActions, findingsExtras],
} as const satisfies Record<string, readonly [Groups<readonly string[]>, Groups<Extra>]>;

type Groups<Of> = Readonly<Record<string, Of>>;

/** What a command needs that reads an account, or tries it out. */
export function extraStatements(command: keyof typeof extras, stack: DeployedStack): Statement[] {
    const [actions, granted]: readonly [Groups<readonly string[]>, Groups<Extra>] = extras[command];
    return Object.entries(granted).flatMap(([group, { sid, resources, conditions, where }]) => {
        const regions = { home: [stack.home], everyRegion: regionsOf(stack), anywhere: undefined }[where];
        return allow({
            ...{ sid, actions: actions[group] ?? [], regions },
            ...{ resources: resources?.(stack), conditions: conditions?.(stack) },
        });
    });
}
