import type { ExportedResource } from "../../../../tools/recording/stack-export";
import { resourceTypes } from "../../../../tools/recording/resource-types";
import { add, inOrder, replace, resources, set, within, without } from "../edits";
import type { HarmlessChange } from "./harmless-change";

function resource(type: string, name: string, outputs: ExportedResource["outputs"]): ExportedResource {
    return { urn: `urn:pulumi:test::vigil::${type}::${name}`, type, custom: true, id: name, inputs: outputs, outputs };
}

/** Other names, and company. */
export const otherResources: readonly HarmlessChange[] = [
    {
        when: "the topic is not encrypted",
        edit: set(["topic"], { kmsMasterKeyId: undefined }),
    },
    {
        when: "the topic calls its key by alias",
        edit: set(["topic"], { kmsMasterKeyId: "alias/vigil-test-alerts" }),
    },
    {
        when: "everything has other tags",
        edit: resources((all) =>
            all.map((one) => ({ ...one, outputs: { ...one.outputs, tags: { Owner: "someone" } } })),
        ),
    },
    {
        when: "everything has another name in the program",
        edit: resources((all) => all.map((one) => ({ ...one, urn: one.urn.replace(/::([^:]+)$/, "::renamed-$1") }))),
    },
    {
        when: "the stack has its resources in another order",
        edit: resources((all) => [...all].reverse()),
    },
    {
        when: "a state has 0 for the number of periods that nobody has set",
        edit: set(["alarm"], { datapointsToAlarm: 0 }),
    },
    {
        when: "one mailbox more is subscribed",
        edit: (state) => {
            const topic = state.deployment.resources.find(({ type }) => type === resourceTypes.topic);
            return add(
                resource(resourceTypes.subscription, "more", {
                    topic: topic?.outputs?.arn,
                    protocol: "email",
                    endpoint: "more@example.com",
                    pendingConfirmation: false,
                }),
            )(state);
        },
    },
    {
        when: "the default bus has a rule of somebody else",
        edit: inOrder(
            add(
                resource(resourceTypes.rule, "others", {
                    region: "eu-west-1",
                    name: "others",
                    eventBusName: "default",
                    eventPattern: `{"source":["aws.guardduty"]}`,
                    arn: "arn:aws:events:eu-west-1:123456789012:rule/others",
                }),
            ),
            add(
                resource(resourceTypes.target, "others", {
                    region: "eu-west-1",
                    rule: "others",
                    eventBusName: "default",
                    arn: "arn:aws:lambda:eu-west-1:123456789012:function:others",
                }),
            ),
        ),
    },
    {
        when: "the findings bus has a rule that is off",
        edit: (state) => {
            const bus = state.deployment.resources.find(({ type }) => type === resourceTypes.bus);
            return add(
                resource(resourceTypes.rule, "off", {
                    region: "eu-west-1",
                    name: "off",
                    state: "DISABLED",
                    eventBusName: bus?.outputs?.name,
                    eventPattern: `{"source":["aws.guardduty"]}`,
                    arn: "arn:aws:events:eu-west-1:123456789012:rule/bus/off",
                }),
            )(state);
        },
    },
    {
        when: "there is an alarm about something else",
        edit: add(
            resource(resourceTypes.alarm, "cpu", {
                region: "eu-west-1",
                name: "cpu",
                namespace: "AWS/EC2",
                metricName: "CPUUtilization",
                dimensions: { InstanceId: "i-0f1e2d3c4b5a69788" },
                arn: "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:cpu",
            }),
        ),
    },
    {
        when: "the alarms go off from one dead letter on instead of above none",
        edit: set(["alarm", "dead-letters"], { comparisonOperator: "GreaterThanOrEqualToThreshold", threshold: 1 }),
    },
    {
        when: "the stack is in another partition",
        edit: (state) => JSON.parse(JSON.stringify(state).replaceAll("arn:aws:", "arn:aws-us-gov:")) as typeof state,
    },
    {
        when: "the stack has something that the rehearsal knows nothing about",
        edit: add(
            resource("aws:lambda/function:Function", "chat", {
                arn: "arn:aws:lambda:eu-west-1:123456789012:function:chat",
            }),
        ),
    },
    {
        when: "the stream leaves the encryption to the bucket, by its key",
        edit: within(["deliveryStream"], "extendedS3Configuration", { kmsKeyArn: undefined }),
    },
    {
        when: "the bucket has no key of its own for objects, so KMS is told of each",
        edit: without("bucketEncryption", "findings-archive"),
    },
    {
        when: "the stream's folders are by the hour",
        edit: replace(
            ["deliveryStream"],
            "findings/dt=!{timestamp:yyyy/MM/dd}/",
            "findings/dt=!{timestamp:yyyy/MM/dd/HH}/",
        ),
    },
    {
        when: "one of two alarms watches what Firehose cannot write",
        edit: without("alarm", "findings-stream-failed-puts"),
    },
];
