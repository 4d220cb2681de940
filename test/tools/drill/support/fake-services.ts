import * as cw from "@aws-sdk/client-cloudwatch";
import * as eb from "@aws-sdk/client-eventbridge";
import * as gd from "@aws-sdk/client-guardduty";
import * as iam from "@aws-sdk/client-iam";
import * as inspector from "@aws-sdk/client-inspector2";
import * as lambda from "@aws-sdk/client-lambda";
import * as mc from "@aws-sdk/client-macie2";
import * as sts from "@aws-sdk/client-sts";
import { matchesEvent, parseEventPattern } from "../../../../tools/evaluators/event-pattern";
import type { JsonObject } from "../../../../tools/evaluators/json";
import { policies, relayRoleArn, rules } from "./documents";
import type { FakeAccount } from "./fake-account";
import { account, home, outputs } from "./stack";

type Mocks = FakeAccount["mocks"];

/** The notifier runs. */
export function installNotifier({ lambda: functions }: Mocks): void {
    const State = "Active" as const;
    functions.on(lambda.GetFunctionConfigurationCommand).resolves({ State, LastUpdateStatus: "Successful" });
    functions.on(lambda.ListEventSourceMappingsCommand).resolves({
        EventSourceMappings: [{ EventSourceArn: `arn:aws:sqs:${home}:${account}:notifier`, State: "Enabled" }],
    });
}

/** The services are on, export, and are watched. */
export function installDetection({ sts: identity, guardDuty, macie, inspector: scanner, cloudWatch }: Mocks): void {
    const destination = { DestinationId: "p1", DestinationType: "S3", Status: "PUBLISHING" } as const;
    identity.on(sts.GetCallerIdentityCommand).resolves({ Account: account, Arn: "arn:aws:sts::1:me" });
    guardDuty.on(gd.GetDetectorCommand).resolves({ Status: "ENABLED" });
    guardDuty.on(gd.ListFiltersCommand).resolves({ FilterNames: [] });
    macie.on(mc.ListFindingsFiltersCommand).resolves({ findingsFilterListItems: [] });
    scanner.on(inspector.ListFiltersCommand).resolves({ filters: [] });
    guardDuty.on(gd.ListPublishingDestinationsCommand).resolves({ Destinations: [destination] });
    guardDuty.on(gd.DescribePublishingDestinationCommand).resolves({
        ...destination,
        DestinationProperties: {
            DestinationArn: `arn:aws:s3:::${outputs.findingsBucket}`,
            KmsKeyArn: outputs.findingsKeyArn,
        },
    });
    macie.on(mc.GetMacieSessionCommand).resolves({ status: "ENABLED" });
    macie.on(mc.GetClassificationExportConfigurationCommand).resolves({
        configuration: {
            s3Destination: { bucketName: outputs.findingsBucket, kmsKeyArn: outputs.findingsKeyArn },
        },
    });
    scanner.on(inspector.BatchGetAccountStatusCommand).resolves({
        accounts: [{ state: { status: "ENABLED" } }] as inspector.AccountState[],
    });
    scanner.on(inspector.ListFindingsCommand).resolves({ findings: [] });
    scanner.on(inspector.ListCoverageCommand).resolves({ coveredResources: [] });
    cloudWatch.on(cw.DescribeAlarmsCommand).resolves({ MetricAlarms: letterAlarms });
    cloudWatch.on(cw.GetMetricDataCommand).resolves({ MetricDataResults: [{ Id: "m1", Values: [400, 400] }] });
}

/** Relay, findings bus, alert rules and the relay's role are as the program makes them. */
export function installEvents({ eventBridge, iam: roles }: Mocks): void {
    const ruleOf = (name: string | undefined) => rules.find((rule) => rule.name === name);
    eventBridge.on(eb.ListRuleNamesByTargetCommand).resolves({ RuleNames: ["vigil-dev-relay"] });
    eventBridge.on(eb.ListRulesCommand).callsFake(({ EventBusName = "default" }: eb.ListRulesCommandInput) => ({
        Rules: rules.filter(({ bus }) => bus === EventBusName).map(({ name }) => ({ Name: name })),
    }));
    eventBridge.on(eb.DescribeRuleCommand).callsFake(({ Name }: eb.DescribeRuleCommandInput) => ({
        Name,
        Arn: ruleOf(Name)?.arn,
        State: "ENABLED",
        EventPattern: JSON.stringify(ruleOf(Name)?.pattern),
    }));
    eventBridge.on(eb.ListTargetsByRuleCommand).callsFake(({ Rule }: eb.ListTargetsByRuleCommandInput) => ({
        Targets: [{ Id: "1", ...ruleOf(Rule)?.target }],
    }));
    eventBridge.on(eb.DescribeEventBusCommand).resolves({ Arn: outputs.findingsBusArn, Policy: policies.bus });
    eventBridge.on(eb.ListArchivesCommand).resolves({ Archives: [{ ArchiveName: "replay" }] });
    eventBridge.on(eb.DescribeArchiveCommand).resolves({ ArchiveName: "replay" });
    eventBridge.on(eb.TestEventPatternCommand).callsFake((input: eb.TestEventPatternCommandInput) => ({
        Result: matchesEvent(parseEventPattern(input.EventPattern ?? ""), JSON.parse(input.Event ?? "") as JsonObject),
    }));
    roles.on(iam.GetRoleCommand).resolves({
        Role: { Arn: relayRoleArn, AssumeRolePolicyDocument: policies.trust } as iam.Role,
    });
    roles.on(iam.ListRolePoliciesCommand).resolves({ PolicyNames: ["relay"] });
    roles.on(iam.GetRolePolicyCommand).resolves({ PolicyDocument: policies.relay });
    roles.on(iam.ListAttachedRolePoliciesCommand).resolves({ AttachedPolicies: [] });
}

const letterAlarms: cw.MetricAlarm[] = ["relay-letters", "alert-letters"].map((queue) => ({
    AlarmName: `vigil-dev-${queue}`,
    AlarmArn: `arn:aws:cloudwatch:${home}:${account}:alarm:vigil-dev-${queue}`,
    Namespace: "AWS/SQS",
    MetricName: "ApproximateNumberOfMessagesVisible",
    Dimensions: [{ Name: "QueueName", Value: queue }],
    ComparisonOperator: "GreaterThanThreshold",
    Threshold: 0,
    AlarmActions: [outputs.alertTopicArn],
}));
