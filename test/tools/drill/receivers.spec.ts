import assert from "node:assert/strict";
import { GetSubscriptionAttributesCommand, ListSubscriptionsByTopicCommand } from "@aws-sdk/client-sns";
import { readReceivers, receiversText } from "../../../tools/drill/receivers";
import { useFakeAccount } from "./support/drilling";
import { account, email, home, mailing, mailingOutputs, outputs } from "./support/stack";
import { awsClients } from "../../../tools/aws/clients";

describe("the receivers", () => {
    const fake = useFakeAccount();
    const nobodyElse = { routes: [], events: undefined };
    const arn = `${outputs.alertTopicArn}:one`;
    const read = (emails: readonly string[], https: readonly string[] = []) =>
        readReceivers({ clientsIn: awsClients(undefined), outputs }, { emails, https, ...nobodyElse });

    it("are confirmed, pending or gone, and not always in the settings", async () => {
        fake.account.subscriptions = [
            { SubscriptionArn: arn, Protocol: "email", Endpoint: email.toUpperCase() },
            { SubscriptionArn: "PendingConfirmation", Protocol: "email", Endpoint: "late@example.com" },
            { SubscriptionArn: "Deleted", Protocol: "email", Endpoint: "gone@example.com" },
            { SubscriptionArn: arn, Protocol: "sqs", Endpoint: "arn:aws:sqs:eu-west-1:1:audit" },
        ];
        assert.deepEqual(await read([email, "late@example.com", "gone@example.com"]), [
            { name: email.toUpperCase(), protocol: "email", topic: "alerts", state: "confirmed", isWanted: true },
            { name: "late@example.com", protocol: "email", topic: "alerts", state: "pending", isWanted: true },
            {
                name: "arn:aws:sqs:eu-west-1:1:audit",
                protocol: "sqs",
                topic: "alerts",
                state: "confirmed",
                isWanted: false,
            },
            { name: "gone@example.com", protocol: "email", topic: "alerts", state: "gone", isWanted: true },
        ]);
    });

    it("are mailboxes of the mail topic where a notifier writes the mails, and the notifier is none", async () => {
        const authenticated = `${mailing.mailTopicArn}:safe`;
        const mailbox = (SubscriptionArn: string, Endpoint: string) => ({
            SubscriptionArn,
            Protocol: "email",
            Endpoint,
        });
        fake.account.mailSubscriptions = [mailbox(authenticated, "safe@example.com")];
        fake.account.subscriptions = [
            { SubscriptionArn: arn, Protocol: "sqs", Endpoint: `arn:aws:sqs:${home}:${account}:notifier` },
            mailbox(arn, email),
        ];
        fake.account.mocks.sns
            .on(GetSubscriptionAttributesCommand, { SubscriptionArn: authenticated })
            .resolves({ Attributes: { ConfirmationWasAuthenticated: "true" } });
        const asked = { clientsIn: awsClients(undefined), outputs: mailingOutputs };
        const emails = [email, "safe@example.com"];
        assert.deepEqual(await readReceivers(asked, { emails, https: [], ...nobodyElse }), [
            { name: email, protocol: "email", topic: "alerts", state: "confirmed", isWanted: false },
            { name: "safe@example.com", protocol: "email", topic: "mails", state: "authenticated", isWanted: true },
            { name: email, protocol: "email", topic: "mails", state: "gone", isWanted: true },
        ]);
    });

    it("are people of routes and machines, too, each on a topic of its own", async () => {
        const topicArn = (name: string) => `arn:aws:sns:${home}:${account}:${name}`;
        const queues = [`arn:aws:sqs:${home}:${account}:siem`, `arn:aws:sqs:${home}:${account}:other`];
        const chatbot = "https://global.sns-api.chatbot.amazonaws.com";
        const subscribers: Readonly<Record<string, readonly [protocol: string, endpoint: string][]>> = {
            payments: [["email", "team@example.com"]],
            "payments-chat": [["https", chatbot]],
            events: [["sqs", queues[0] ?? ""]],
        };
        for (const [name, all] of Object.entries(subscribers)) {
            fake.account.mocks.sns.on(ListSubscriptionsByTopicCommand, { TopicArn: topicArn(name) }).resolves({
                Subscriptions: all.map(([Protocol, Endpoint]) => ({ SubscriptionArn: arn, Protocol, Endpoint })),
            });
        }
        const payments = { mailTopicArn: topicArn("payments"), chatTopicArn: topicArn("payments-chat") };
        const route = {
            ...{ name: "payments", regions: [], accounts: [], types: [] },
            minimumSeverity: { guardDuty: "HIGH", macie: "HIGH", inspector: "HIGH" },
            emails: ["team@example.com", "late@example.com"],
            slack: [{ workspace: "T0123ABCD", channel: "C0123ABCD" }],
            teams: [{ tenant: "1", team: "2", channel: "3" }],
        } as const;
        const read = await readReceivers(
            {
                clientsIn: awsClients(undefined),
                outputs: { ...mailingOutputs, routeTopics: { payments }, eventsTopicArn: topicArn("events") },
            },
            {
                ...{ emails: [], https: [], routes: [route] },
                events: { minimumSeverity: route.minimumSeverity, https: [], queues, functions: [] },
            },
        );
        assert.deepEqual(
            read.filter(({ isWanted }) => isWanted),
            [
                ["team@example.com", "email", "mails of payments", "confirmed"],
                ["global.sns-api.chatbot.amazonaws.com", "https", "chat of payments", "confirmed"],
                [queues[0], "sqs", "events", "confirmed"],
                ["late@example.com", "email", "mails of payments", "gone"],
                ["an https endpoint", "https", "chat of payments", "gone"],
                [queues[1], "sqs", "events", "gone"],
            ].map(([name, protocol, topic, state]) => ({ name, protocol, topic, state, isWanted: true })),
        );
    });

    it("are told of endpoints by their host alone, whose URL is a secret", async () => {
        const endpoints = ["https://user:****@hooks.example.com/s3cr3t", "not a URL"];
        fake.account.subscriptions = endpoints.map((Endpoint) => ({
            SubscriptionArn: arn,
            Protocol: "https",
            Endpoint,
        }));
        assert.deepEqual(await read([], ["https://a.invalid/", "https://b.invalid/", "https://c.invalid/"]), [
            { name: "hooks.example.com", protocol: "https", topic: "alerts", state: "confirmed", isWanted: true },
            { name: "an https endpoint", protocol: "https", topic: "alerts", state: "confirmed", isWanted: true },
            { name: "an https endpoint", protocol: "https", topic: "alerts", state: "gone", isWanted: true },
        ]);
    });

    it("are a table, with what to do about those who hear nothing", () => {
        const one = { name: email, protocol: "email", topic: "mails", isWanted: true } as const;
        const text = receiversText(
            [
                { ...one, state: "pending" },
                { ...one, name: "b@example.com", state: "gone" },
                { ...one, name: "c@example.com", state: "confirmed", isWanted: false },
            ],
            "prod",
        );
        assert.deepEqual(text.split("\n"), [
            "  Receiver              Protocol  Topic   State",
            "  security@example.com  email     mails   pending",
            "  b@example.com         email     mails   gone",
            "  c@example.com         email     mails   confirmed, not in the settings",
            "Pending: SNS waits until the link in its message is opened.",
            "Gone: `pulumi up --refresh --stack prod` subscribes it again.",
            "Confirmed: the link in any mail unsubscribes it; docs/drill.md says how to confirm so that it cannot.",
        ]);
    });
});
