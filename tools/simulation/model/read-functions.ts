import { isJsonObject, type JsonValue } from "../../evaluators/json";
import { resourceTypes } from "../../recording/resource-types";
import { type Lookup, numberOf, objectsOf, partOf, type Resource, textOf, textsOf } from "./resource";
import type { EventSourceMapping, LambdaFunction, Schedule } from "./function-model";
import type { StackModel } from "./stack-model";

export function readFunctions(
    all: Lookup,
): Pick<StackModel, "functions" | "mappings" | "schedules" | "functionPermissions" | "chats"> {
    return {
        functions: all(resourceTypes.function).map(readFunction),
        mappings: all(resourceTypes.eventSourceMapping).map(readMapping),
        functionPermissions: all(resourceTypes.lambdaPermission).map((one) => ({
            ...{ resource: one.resource, functionName: textOf(one, "function") ?? "" },
            ...{ principal: textOf(one, "principal") ?? "", action: textOf(one, "action") ?? "" },
            sourceArn: textOf(one, "sourceArn") ?? "",
        })),
        chats: [...all(resourceTypes.slackChannel), ...all(resourceTypes.teamsChannel)].map((one) => ({
            resource: one.resource,
            place: textOf(one, "slackTeamId") ?? textOf(one, "teamId") ?? "",
            channel: textOf(one, "slackChannelId") ?? textOf(one, "channelId") ?? "",
            topicArns: textsOf(one, "snsTopicArns"),
            roleArn: textOf(one, "iamRoleArn") ?? "",
            guardrails: textsOf(one, "guardrailPolicyArns"),
        })),
        schedules: all(resourceTypes.schedule).map(readSchedule),
    };
}

/** What is not set is AWS's default. */
function readFunction(one: Resource): LambdaFunction {
    const [{ variables = {} } = {}] = objectsOf(one, "environment");
    const [{ assets = {} } = {}] = objectsOf(one, "code");
    const { "settings.json": file } = assets as Record<string, { readonly text?: string }>;
    const reserved = numberOf(one, "reservedConcurrentExecutions") ?? -1;
    return {
        ...partOf(one),
        name: textOf(one, "name") ?? one.id,
        arn: textOf(one, "arn") ?? "",
        roleArn: textOf(one, "role") ?? "",
        runtime: textOf(one, "runtime") ?? "",
        handler: textOf(one, "handler") ?? "",
        timeout: numberOf(one, "timeout") ?? 3,
        reservedConcurrency: reserved < 0 ? undefined : reserved,
        environment: variables as Record<string, string>,
        settings: file?.text,
    };
}

function readMapping(one: Resource): EventSourceMapping {
    const [{ maximumConcurrency } = {}] = objectsOf(one, "scalingConfig");
    return {
        ...partOf(one),
        sourceArn: textOf(one, "eventSourceArn") ?? "",
        functionName: textOf(one, "functionName") ?? "",
        enabled: one.properties.enabled !== false,
        batchSize: numberOf(one, "batchSize") ?? 10,
        window: numberOf(one, "maximumBatchingWindowInSeconds") ?? 0,
        reportsFailures: textsOf(one, "functionResponseTypes").includes("ReportBatchItemFailures"),
        isFiltered: objectsOf(one, "filterCriteria").length > 0,
        maximumConcurrency: typeof maximumConcurrency === "number" ? maximumConcurrency : undefined,
    };
}

function readSchedule(one: Resource): Schedule {
    const [target = {}] = objectsOf(one, "target");
    const { arn, roleArn, input, eventbridgeParameters } = target;
    const { source, detailType } = isJsonObject(eventbridgeParameters) ? eventbridgeParameters : {};
    const text = (value: JsonValue | undefined) => (typeof value === "string" ? value : "");
    return {
        ...partOf(one),
        group: textOf(one, "groupName") ?? "default",
        enabled: textOf(one, "state") !== "DISABLED",
        expression: textOf(one, "scheduleExpression") ?? "",
        timeZone: textOf(one, "scheduleExpressionTimezone") ?? "UTC",
        ...{ targetArn: text(arn), roleArn: text(roleArn), input: text(input) },
        ...{ source: text(source), detailType: text(detailType) },
    };
}
