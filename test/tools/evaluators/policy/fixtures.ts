import type { JsonObject, JsonValue } from "../../../../tools/evaluators/json";
import type { AccessRequest } from "../../../../tools/evaluators/policy";

export const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alerts";

/** EventBridge publishes to the topic; nothing more is known of the request. */
export const publish: AccessRequest = {
    principal: "events.amazonaws.com",
    action: "sns:Publish",
    resource: TOPIC,
    resourceAccount: "111122223333",
    context: {},
};

/** A statement that allows it. */
export const allowPublish = {
    Sid: "Alerts",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sns:Publish",
    Resource: TOPIC,
};

export const policyOf = (...statements: JsonValue[]): JsonObject => ({ Version: "2012-10-17", Statement: statements });
