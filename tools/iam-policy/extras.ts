import { doctorActions, drillActions, drillPrefix } from "../aws/actions";
import { busArns, ruleArns, topicArns } from "./alert-path";
import { arn, bucketArns, type DeployedStack, globalArn, namesOf, ownTags, regionsOf } from "./deployed-stack";
import { type Conditions, merged, type Statement } from "./policy";
import { roleArns } from "./roles";

/** On what a group of a command's actions is granted. */
interface Extra {
    /** Letters and digits; where there are no resources, it says why. */
    readonly sid: string;
    /** @default - "*", for actions that take no resource */
    readonly resources?: (stack: DeployedStack) => readonly string[];
    readonly conditions?: (stack: DeployedStack) => Conditions;
    /** `anywhere`: for what answers in no Region that a condition could name. */
    readonly where: "home" | "everyRegion" | "anywhere";
}

const detectorArns = (stack: DeployedStack) => [arn(stack, "guardduty", "detector/*")];
const keyArns = (stack: DeployedStack) => [arn(stack, "kms", "key/*")];

/** `npm run drill`: raises samples, listens on a queue of its own, and reads what stands between the two. */
const drillExtras = {
    samplesAndLists: { sid: "DrillSamplesAndListsHaveNoArns", where: "everyRegion" },
    detectors: { sid: "DrillReadsDetectors", resources: detectorArns, where: "everyRegion" },
    rulesAndBus: {
        sid: "DrillReadsRulesAndBus",
        resources: (stack) => [...busArns(stack), ...ruleArns(stack)],
        where: "everyRegion",
    },
    ruleLists: { sid: "DrillListsRulesAllTogether", where: "everyRegion" },
    alarms: {
        sid: "DrillReadsAlarmsAllTogether",
        resources: (stack) => [arn(stack, "cloudwatch", "alarm:*")],
        where: "everyRegion",
    },
    deadLetterQueues: {
        sid: "DrillReadsDeadLetterQueues",
        resources: (stack) => namesOf(stack, "queue").map((name) => arn(stack, "sqs", name)),
        where: "everyRegion",
    },
    ownQueue: {
        sid: "DrillHasAQueueOfItsOwn",
        resources: (stack) => [arn(stack, "sqs", `${drillPrefix}*`)],
        where: "home",
    },
    queueList: { sid: "DrillFindsItsLeftoversAmongAllQueues", where: "home" },
    identity: { sid: "DrillAsksWhoItIs", where: "anywhere" },
    subscribing: {
        sid: "DrillSubscribesQueuesOnly",
        resources: topicArns,
        conditions: () => ({ StringEquals: { "sns:Protocol": "sqs" } }),
        where: "home",
    },
    topic: { sid: "DrillUsesTheTopic", resources: topicArns, where: "home" },
    archive: {
        sid: "DrillReadsTheArchive",
        resources: (stack) => bucketArns(stack).flatMap((bucket) => [bucket, `${bucket}/*`]),
        conditions: ({ account }) => ({ StringEquals: { "aws:ResourceAccount": account } }),
        where: "home",
    },
    keyPolicies: {
        sid: "DrillReadsKeyPolicies",
        resources: keyArns,
        conditions: (stack) => ownTags(stack, "aws:ResourceTag"),
        where: "home",
    },
    keys: {
        sid: "DrillUsesKeysThroughTopicAndArchive",
        resources: keyArns,
        conditions: (stack) =>
            merged(ownTags(stack, "aws:ResourceTag"), {
                StringEquals: {
                    "kms:ViaService": [`s3.${stack.home}.amazonaws.com`, `sns.${stack.home}.amazonaws.com`],
                },
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

/** `npm run doctor`: reads what there is, and changes nothing. */
const doctorExtras = {
    account: { sid: "DoctorAsksTheAccountAsAWhole", where: "anywhere" },
    services: { sid: "DoctorReadsServicesWithoutArns", where: "everyRegion" },
    detectors: { sid: "DoctorReadsDetectors", resources: detectorArns, where: "everyRegion" },
} satisfies Record<keyof typeof doctorActions, Extra>;

/** The statements that a command needs besides those of the deployer. */
const extrasOf = {
    drill: (stack: DeployedStack) => statements(drillActions, drillExtras, stack),
    doctor: (stack: DeployedStack) => statements(doctorActions, doctorExtras, stack),
};

/** A command that works on the real account. */
export type AccountCommand = keyof typeof extrasOf;

export function extraStatements(stack: DeployedStack, command: AccountCommand): Statement[] {
    return extrasOf[command](stack);
}

function statements<Group extends string>(
    actions: Readonly<Record<Group, readonly string[]>>,
    extras: Readonly<Record<Group, Extra>>,
    stack: DeployedStack,
): Statement[] {
    const groups = Object.keys(extras) as Group[];
    return groups.flatMap((group) => statement(actions[group], extras[group], stack));
}

/** The statement of a group; none if the stack has nothing of the kind. */
function statement(actions: readonly string[], extra: Extra, stack: DeployedStack): Statement[] {
    const { sid, resources, conditions, where } = extra;
    const arns = resources?.(stack) ?? ["*"];
    if (arns.length === 0) return [];
    const regions = where === "home" ? [stack.home] : regionsOf(stack);
    const inRegions: Conditions = where === "anywhere" ? {} : { StringEquals: { "aws:RequestedRegion": regions } };
    const condition = merged(conditions?.(stack) ?? {}, inRegions);
    return [
        {
            Sid: sid,
            Effect: "Allow",
            Action: [...actions].sort(),
            Resource: arns.length === 1 ? arns.join("") : arns,
            ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
        },
    ];
}
