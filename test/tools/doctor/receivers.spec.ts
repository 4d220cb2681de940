import assert from "node:assert/strict";
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { mockClient } from "aws-sdk-client-mock";
import { awsClients } from "../../../tools/aws/clients";
import { awsReader } from "../../../tools/doctor/account-reader";
import { type ReceiverFacts, unknown } from "../../../tools/doctor/facts";
import { importFileOf } from "../../../tools/doctor/import-file";
import { inspectAccount } from "../../../tools/doctor/inspect";
import { nothingManaged } from "../../../tools/doctor/managed";
import { hubImports, receiverFindings } from "../../../tools/doctor/receivers";
import type { RecordedResource } from "../../../tools/recording/recorder";
import { account, allManaged, denied, fakeReader, lines, noReceivers, refusing, settings } from "./fixtures";

const queue = `arn:aws:sqs:eu-west-1:${account}:siem`;
const foreign = "arn:aws:sqs:eu-west-1:999999999999:siem";
const topicArn = `arn:aws:sns:eu-west-1:${account}:vigil-dev-events`;
const team = "11111111-2222-3333-4444-555555555555";
const asked = settings({
    "vigil:alerts": {
        emails: ["security@example.com"],
        routes: {
            payments: {
                slack: [{ workspace: "T0123ABCD", channel: "C0123ABCD" }],
                teams: [{ tenant: team, team, channel: "19:abc@thread.tacv2" }],
            },
        },
        events: { queues: [queue, foreign] },
        userNotifications: true,
    },
});
const program = [
    { type: "aws:sns/topic:Topic", inputs: { name: "vigil-dev-alert-topic", tags: { Component: "AlertTopic" } } },
    { type: "aws:sns/topic:Topic", inputs: { name: "vigil-dev-events", tags: { Component: "EventsTopic" } } },
    {
        ...{ type: "aws:notifications/notificationHub:NotificationHub", name: "second-way", parent: "" },
        inputs: { notificationHubRegion: "eu-west-1" },
    },
] as unknown as RecordedResource[];

const policyFor = (source: string) =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: {
            ...{
                Effect: "Allow",
                Principal: { Service: "sns.amazonaws.com" },
                Action: "sqs:SendMessage",
                Resource: queue,
            },
            Condition: { ArnEquals: { "aws:SourceArn": source } },
        },
    });

function found(facts: Partial<ReceiverFacts>, managed = nothingManaged): string[] {
    const whole = { ...noReceivers, ...facts };
    return lines(receiverFindings({ accountId: account, facts: whole, settings: asked, managed, program }));
}

describe("what receivers need beforehand", () => {
    it("is asked only where the settings name such receivers, and of queues of this account", async () => {
        const policies: string[] = [];
        const reader = fakeReader({
            slackWorkspaces: () => Promise.resolve(["T1"]),
            teams: () => Promise.resolve(["t1"]),
            notificationHubs: refusing("notifications:ListNotificationHubs", denied),
            queuePolicy: (arn) => Promise.resolve(policies[policies.push(arn)] ?? "{}"),
        });
        const { receivers, unread } = await inspectAccount(reader, ["eu-west-1"], undefined, asked);
        const queues = new Map([[queue, "{}"]]);
        assert.deepEqual(receivers, { workspaces: ["T1"], teams: ["t1"], hubs: unknown, queues });
        assert.deepEqual(policies, [queue]);
        assert.deepEqual(
            unread.map(({ action, region }) => [action, region]),
            [["notifications:ListNotificationHubs", undefined]],
        );
        assert.deepEqual((await inspectAccount(reader, ["eu-west-1"])).receivers, noReceivers);
    });

    it("is that somebody let Amazon Q into workspace and team", () => {
        assert.deepEqual(found({ workspaces: ["T0123ABCD"], teams: [team] }), []);
        assert.deepEqual(found({ workspaces: unknown, teams: unknown }), []);
        const up = "Fails. Let it in, in the console of Amazon Q Developer in chat applications.";
        assert.deepEqual(found({ workspaces: ["T1"], teams: [] }), [
            `blocked Slack: Amazon Q Developer was not let into the workspace T0123ABCD, which the route payments names. => ${up}`,
            `blocked Microsoft Teams: Amazon Q Developer was not let into the team ${team}, which the route payments names. => ${up}`,
        ]);
    });

    it("is room for a notification hub at home, and that there is none of somebody else's", () => {
        assert.deepEqual(found({ hubs: ["us-east-1", "us-west-2"] }), []);
        assert.deepEqual(found({ hubs: ["eu-west-1"] }, allManaged), []);
        assert.deepEqual(found({ hubs: ["eu-west-1"] }), [
            "collision User Notifications: A notification hub exists, and is not part of this stack. => Fails: a Region has one hub. Import it; what it holds stays.",
        ]);
        assert.deepEqual(found({ hubs: ["us-east-1", "us-west-2", "eu-north-1"] }), [
            "blocked User Notifications: There are notification hubs in us-east-1, us-west-2, eu-north-1. => Fails: an account has 3 at most. Deregister one of them.",
        ]);
    });

    it("imports a hub that is in the way, by its Region alone", () => {
        const type = "aws:notifications/notificationHub:NotificationHub";
        const imports = hubImports({ ...noReceivers, hubs: ["eu-west-1"] }, "eu-west-1", nothingManaged);
        assert.deepEqual(importFileOf(imports, program, "7.0.0").resources, [
            {
                type,
                name: "second-way-notificationsNotificationHub",
                logicalName: "second-way",
                id: "eu-west-1",
                version: "7.0.0",
            },
        ]);
        assert.deepEqual(hubImports({ ...noReceivers, hubs: ["eu-west-1"] }, "eu-west-1", allManaged), []);
        assert.deepEqual(hubImports({ ...noReceivers, hubs: ["us-east-1"] }, "eu-west-1", nothingManaged), []);
    });

    it("is a queue policy that lets the events topic send", () => {
        assert.deepEqual(found({ queues: new Map([[queue, policyFor(topicArn)]]) }), []);
        assert.deepEqual(found({ queues: new Map([[queue, unknown]]) }), []);
        const loss =
            `loss SQS: The policy of the queue ${queue} does not let the events topic send to it. => Subscribes it, and every event ` +
            `for it ends in a dead-letter queue. Allow sns.amazonaws.com sqs:SendMessage where aws:SourceArn is ${topicArn}.`;
        assert.deepEqual(found({ queues: new Map([[queue, ""]]) }), [loss]);
        assert.deepEqual(found({ queues: new Map([[queue, policyFor(`${topicArn}-2`)]]) }), [loss]);
    });
});

describe("the reader of what receivers need", () => {
    const reader = awsReader(awsClients(undefined));
    const real = globalThis.fetch;
    const keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const;
    const before = keys.map((key) => process.env[key]);
    let requests: [url: string, method: string, authorization: string][] = [];

    function answering(body: object, status = 200, headers: Record<string, string> = {}) {
        requests = [];
        for (const key of keys) process.env[key] = "test";
        globalThis.fetch = ((url: string, { method = "", headers: sent }: RequestInit) => {
            const { authorization = "" } = sent as Record<string, string>;
            requests.push([url, method, /\d{8}\/(\S+)\/aws4_request/.exec(authorization)?.[1] ?? ""]);
            return Promise.resolve(new Response(JSON.stringify(body), { status, headers }));
        }) as typeof fetch;
    }
    afterEach(() => {
        globalThis.fetch = real;
        for (const [index, key] of keys.entries()) {
            const value = before[index];
            if (value === undefined) Reflect.deleteProperty(process.env, key);
            else process.env[key] = value;
        }
    });

    it("asks Amazon Q and User Notifications where they answer, signed for each", async () => {
        answering({ SlackWorkspaces: [{ SlackTeamId: "T1" }] });
        assert.deepEqual(await reader.slackWorkspaces(), ["T1"]);
        const chat = "https://chatbot.us-east-2.amazonaws.com";
        assert.deepEqual(requests, [[`${chat}/describe-slack-workspaces`, "POST", "us-east-2/chatbot"]]);
        answering({ ConfiguredTeams: [{ TeamId: "t1" }] });
        assert.deepEqual(await reader.teams(), ["t1"]);
        assert.deepEqual(requests, [[`${chat}/list-ms-teams-configured-teams`, "POST", "us-east-2/chatbot"]]);
        answering({ notificationHubs: [{ notificationHubRegion: "eu-west-1" }] });
        assert.deepEqual(await reader.notificationHubs(), ["eu-west-1"]);
        const hubs = "https://notifications.us-east-1.api.aws/notification-hubs";
        assert.deepEqual(requests, [[hubs, "GET", "us-east-1/notifications"]]);
    });

    it("takes a refusal for what it is", async () => {
        answering({ message: "no" }, 403, { "x-amzn-errortype": "AccessDeniedException:http://internal.amazon.com/" });
        await assert.rejects(reader.teams(), /chatbot:ListMicrosoftTeamsConfiguredTeams/);
    });

    it("reads the policy of a queue, which may have none, or be gone", async () => {
        const sqs = mockClient(SQSClient);
        sqs.on(GetQueueUrlCommand, { QueueName: "siem", QueueOwnerAWSAccountId: account }).resolves({ QueueUrl: "q" });
        sqs.on(GetQueueAttributesCommand, { QueueUrl: "q", AttributeNames: ["Policy"] })
            .resolvesOnce({ Attributes: { Policy: "{}" } })
            .resolvesOnce({});
        assert.deepEqual([await reader.queuePolicy(queue), await reader.queuePolicy(queue)], ["{}", ""]);
        sqs.on(GetQueueUrlCommand).rejects(Object.assign(new Error("gone"), { name: "QueueDoesNotExist" }));
        assert.equal(await reader.queuePolicy(queue), "");
        sqs.restore();
    });
});
