import { coverageLostPatterns, findingPattern, relayPattern } from "../../../../findings/patterns";
import { coverageServices } from "../../../../findings/coverage";
import { coverageLostMessage, findingMessage, type Message } from "../../../../findings/messages";
import { serviceKeys } from "../../../../findings/services";
import { severitiesFrom } from "../../../../findings/severity";
import { alertKeyPolicy, alertTopicPolicy } from "../../../../policies/topics";
import { queuePolicy } from "../../../../policies/queue";
import { findingsBucketPolicy } from "../../../../policies/findings-bucket";
import { findingsBusPolicy } from "../../../../policies/findings-bus";
import { findingsKeyPolicy } from "../../../../policies/findings-key";
import { relayPermissions, relayTrustPolicy } from "../../../../policies/relay-role";
import { account as id, expectations, home, outputs } from "./stack";

const account = { id, partition: "aws" };
const { findingsBusArn: busArn, alertTopicArn: topicArn, findingsKeyArn: keyArn } = outputs;
const rulePrefix = `arn:aws:events:${home}:${id}:rule`;
const alarmArns = `arn:aws:cloudwatch:${home}:${id}:alarm:vigil-dev-*`;
const regions = [
    { region: home, optIn: false, detectorArn: `arn:aws:guardduty:${home}:${id}:detector/d1`, macie: true },
];

export interface DocumentedRule {
    readonly name: string;
    readonly arn: string;
    readonly bus: string;
    readonly pattern: object;
    readonly target: object;
}

export const relayRoleArn = `arn:aws:iam::${id}:role/relay`;
export const alertKeyArn = `arn:aws:kms:${home}:${id}:key/alerts`;

export const rules: readonly DocumentedRule[] = [
    {
        name: "vigil-dev-relay",
        arn: `${rulePrefix}/vigil-dev-relay`,
        bus: "default",
        pattern: relayPattern([], "vigil-test"),
        target: { Arn: busArn, RoleArn: relayRoleArn, DeadLetterConfig: { Arn: queueArn("relay-letters") } },
    },
    ...serviceKeys.flatMap((service) =>
        severitiesFrom(service, expectations.minimumSeverity[service]).map((severity) =>
            alertRule(`${service}-${severity}`, findingPattern(service, severity), findingMessage(service, severity)),
        ),
    ),
    ...coverageServices.map((service) =>
        alertRule(`coverage-${service}`, coverageLostPatterns[service], coverageLostMessage(service)),
    ),
];

function alertRule(name: string, pattern: object, { inputPaths, inputTemplate }: Message): DocumentedRule {
    const InputTransformer = { InputPathsMap: { ...inputPaths }, InputTemplate: inputTemplate };
    const target = { Arn: topicArn, InputTransformer, DeadLetterConfig: { Arn: queueArn("alert-letters") } };
    return { name, arn: `${rulePrefix}/bus/${name}`, bus: "bus", pattern, target };
}

export function queueArn(name: string): string {
    return `arn:aws:sqs:${home}:${id}:${name}`;
}

/** The policies as the program writes them. */
export const policies = {
    topic: JSON.stringify(alertTopicPolicy({ account, topicArn, alarmArns })),
    alertKey: JSON.stringify(alertKeyPolicy({ account, alarmArns })),
    findingsKey: JSON.stringify(findingsKeyPolicy({ account, regions })),
    bucket: JSON.stringify(
        findingsBucketPolicy({ account, regions, bucketArn: `arn:aws:s3:::${outputs.findingsBucket}`, keyArn }),
    ),
    bus: JSON.stringify(findingsBusPolicy({ account, busArn, relayRoleArn })),
    trust: encodeURIComponent(JSON.stringify(relayTrustPolicy({ account, ruleName: "vigil-dev-relay" }))),
    relay: encodeURIComponent(JSON.stringify(relayPermissions(busArn))),
    queue: (name: string) =>
        JSON.stringify(
            queuePolicy({
                queueArn: queueArn(name),
                sender: "rules",
                sourceArns: rules.map(({ arn }) => arn),
            }),
        ),
};
