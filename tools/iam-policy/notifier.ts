import { arn, type DeployedStack, forThisStack, globalArn, named, ofThisStack, resourcesOf } from "./deployed-stack";
import { type ActionTable, actionsOfService, rowsOf, type Scope } from "./permissions";
import { merged } from "./policy";

const lambda = rowsOf("lambda");
const chatbot = rowsOf("chatbot");

/** The notifier's function, what hands it alerts, and its log. */
export const notifierActions = {
    function: lambda(
        "GetFunction GetFunctionCodeSigningConfig GetFunctionConfiguration ListTags ListVersionsByFunction",
        "CreateFunction TagResource UntagResource UpdateFunctionCode UpdateFunctionConfiguration iam:PassRole",
        "DeleteFunction",
    ),
    eventSourceMapping: lambda(
        "GetEventSourceMapping ListTags",
        "CreateEventSourceMapping TagResource UntagResource UpdateEventSourceMapping",
        "DeleteEventSourceMapping",
    ),
    logGroup: rowsOf("logs")(
        "DescribeLogGroups ListTagsForResource",
        "CreateLogGroup PutRetentionPolicy TagResource UntagResource",
        "DeleteLogGroup",
    ),
    lambdaPermission: lambda("GetPolicy", "AddPermission", "RemovePermission"),
    slackChannel: chatbot(
        "DescribeSlackChannelConfigurations ListTagsForResource",
        "CreateSlackChannelConfiguration UpdateSlackChannelConfiguration TagResource UntagResource iam:PassRole iam:CreateServiceLinkedRole",
        "DeleteSlackChannelConfiguration",
    ),
    teamsChannel: chatbot(
        "GetMicrosoftTeamsChannelConfiguration ListTagsForResource",
        "CreateMicrosoftTeamsChannelConfiguration UpdateMicrosoftTeamsChannelConfiguration TagResource UntagResource iam:PassRole iam:CreateServiceLinkedRole",
        "DeleteMicrosoftTeamsChannelConfiguration",
    ),
} satisfies ActionTable;

export const functionArns = named("function", "lambda", "function:");
const tagActions = actionsOfService("lambda", "ListTags TagResource UntagResource");

/** Mappings have no name of their own: the function that they belong to tells whose they are. */
function mappingArns(stack: DeployedStack): string[] {
    return resourcesOf(stack, "eventSourceMapping").length === 0
        ? []
        : [arn(stack, "lambda", "event-source-mapping:*")];
}

function ofTheFunction(stack: DeployedStack) {
    return { ArnLike: { "lambda:FunctionArn": functionArns(stack) } };
}

function chatChannelArns(stack: DeployedStack): string[] {
    return (["slackChannel", "teamsChannel"] as const).flatMap((kind) =>
        named(kind, "chatbot", "chat-configuration/*/", globalArn)(stack),
    );
}

export const notifierScopes: readonly Scope[] = [
    { sid: "Function", covers: ["lambda:*", ...tagActions], resources: functionArns },
    {
        sid: "NewMappingsHaveNoArnYet",
        covers: ["lambda:CreateEventSourceMapping"],
        conditions: (stack) => merged(ofTheFunction(stack), forThisStack(stack)),
    },
    {
        sid: "MappingsOfTheFunction",
        covers: actionsOfService("lambda", "GetEventSourceMapping UpdateEventSourceMapping DeleteEventSourceMapping"),
        resources: mappingArns,
        conditions: ofTheFunction,
    },
    // Whether a mapping that is being made has tags by then is not documented; so these hold only if there are any.
    {
        sid: "NewMappingsGetTheTagsOfThisStack",
        covers: ["lambda:TagResource"],
        resources: mappingArns,
        conditions: (stack) => ({
            ...forThisStack(stack),
            StringEqualsIfExists: ofThisStack(stack).StringEquals,
        }),
    },
    { sid: "TagsOfMappingsOfThisStack", covers: tagActions, resources: mappingArns, conditions: ofThisStack },
    {
        sid: "LogGroup",
        covers: ["logs:*"],
        // Tags go by the name alone, the rest by the name and ":*" (CloudWatch Logs User Guide, "Overview of managing access").
        resources: (stack) => named("logGroup", "logs", "log-group:")(stack).flatMap((group) => [group, `${group}:*`]),
    },
    {
        sid: "FunctionsThatGetEvents",
        covers: actionsOfService("lambda", "GetPolicy AddPermission RemovePermission"),
        resources: (stack) => resourcesOf(stack, "lambdaPermission").map(({ inputs }) => String(inputs.function)),
    },
    { sid: "ChatChannels", covers: ["chatbot:*"], resources: chatChannelArns },
    {
        sid: "ChatChannelsAreMadeAndReadWithoutArn",
        covers: actionsOfService(
            "chatbot",
            "CreateSlackChannelConfiguration DescribeSlackChannelConfigurations CreateMicrosoftTeamsChannelConfiguration " +
                "GetMicrosoftTeamsChannelConfiguration ListTagsForResource",
        ),
    },
    { sid: "LogGroupsAreListedAllTogether", covers: ["logs:DescribeLogGroups"] },
];
