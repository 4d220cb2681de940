import assert from "node:assert/strict";
import { readReceivers, receiversText } from "../../../tools/drill/receivers";
import { useFakeAccount } from "./support/drilling";
import { email, outputs } from "./support/stack";
import { awsClients } from "../../../tools/aws/clients";

describe("the receivers of the alert topic", () => {
    const fake = useFakeAccount();
    const arn = `${outputs.alertTopicArn}:one`;
    const read = (emails: readonly string[], https: readonly string[] = []) =>
        readReceivers({ clientsIn: awsClients(undefined), outputs }, { emails, https });

    it("are confirmed, pending or missing, and not always in the settings", async () => {
        fake.account.subscriptions = [
            { SubscriptionArn: arn, Protocol: "email", Endpoint: email.toUpperCase() },
            { SubscriptionArn: "PendingConfirmation", Protocol: "email", Endpoint: "late@example.com" },
            { SubscriptionArn: "Deleted", Protocol: "email", Endpoint: "gone@example.com" },
            { SubscriptionArn: arn, Protocol: "sqs", Endpoint: "arn:aws:sqs:eu-west-1:1:audit" },
        ];
        assert.deepEqual(await read([email, "late@example.com", "gone@example.com"]), [
            { name: email.toUpperCase(), protocol: "email", state: "confirmed", isWanted: true },
            { name: "late@example.com", protocol: "email", state: "pending", isWanted: true },
            { name: "arn:aws:sqs:eu-west-1:1:audit", protocol: "sqs", state: "confirmed", isWanted: false },
            { name: "gone@example.com", protocol: "email", state: "missing", isWanted: true },
        ]);
    });

    it("are told of endpoints by their host alone, whose URL is a secret", async () => {
        const endpoints = ["https://user:****@hooks.example.com/s3cr3t", "not a URL"];
        fake.account.subscriptions = endpoints.map((Endpoint) => ({
            SubscriptionArn: arn,
            Protocol: "https",
            Endpoint,
        }));
        assert.deepEqual(await read([], ["https://a.invalid/", "https://b.invalid/", "https://c.invalid/"]), [
            { name: "hooks.example.com", protocol: "https", state: "confirmed", isWanted: true },
            { name: "an https endpoint", protocol: "https", state: "confirmed", isWanted: true },
            { name: "an https endpoint", protocol: "https", state: "missing", isWanted: true },
        ]);
    });

    it("are a table, with what to do about those who hear nothing", () => {
        const one = { name: email, protocol: "email", isWanted: true };
        const text = receiversText(
            [
                { ...one, state: "pending" },
                { ...one, name: "b@example.com", state: "missing" },
                { ...one, name: "c@example.com", state: "confirmed", isWanted: false },
            ],
            "prod",
        );
        assert.deepEqual(text.split("\n"), [
            "  Receiver              Protocol  State",
            "  security@example.com  email     pending",
            "  b@example.com         email     missing",
            "  c@example.com         email     confirmed, not in the settings",
            "Pending: SNS waits until the link in its message is opened.",
            "Missing: `pulumi up --stack prod` subscribes it.",
        ]);
    });
});
