import assert from "node:assert/strict";
import { GetTopicAttributesCommand } from "@aws-sdk/client-sns";
import { awsClients } from "../../../tools/aws/clients";
import { readAccount } from "../../../tools/drill/account/account-model";
import { useFakeAccount } from "./support/drilling";
import { account, expectations, home, outputs } from "./support/stack";

describe("readAccount", () => {
    const fake = useFakeAccount();

    it("reads the topics of routes and machines, too", async () => {
        const arnOf = (name: string) => `arn:aws:sns:${home}:${account}:${name}`;
        const routeTopics = {
            payments: { mailTopicArn: arnOf("payments"), chatTopicArn: arnOf("payments-chat") },
            chat: { chatTopicArn: arnOf("chat") },
        };
        const whole = { ...outputs, routeTopics, eventsTopicArn: arnOf("events") };
        await readAccount(awsClients(undefined), whole, expectations.regions);
        const asked = fake.account.mocks.sns.commandCalls(GetTopicAttributesCommand);
        assert.deepEqual(
            asked.map(({ args: [{ input }] }) => input.TopicArn),
            ["alerts", "payments", "payments-chat", "chat", "events"].map(arnOf),
        );
    });
});
