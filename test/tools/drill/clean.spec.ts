import assert from "node:assert/strict";
import { ArchiveFindingsCommand } from "@aws-sdk/client-guardduty";
import { SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { cleanAccount } from "../../../tools/drill/cleanup";
import { awsClients } from "../../../tools/aws/clients";
import { startDrill, useFakeAccount } from "./support/drilling";
import { expectations, outputs } from "./support/stack";

describe("--clean", () => {
    const fake = useFakeAccount();
    let said: string[];

    beforeEach(() => {
        said = [];
    });

    const clean = (agree = () => Promise.resolve()) =>
        cleanAccount({
            stack: "dev",
            outputs,
            expectations,
            clientsIn: awsClients(undefined),
            agree,
            printError: (text) => said.push(text),
        });

    it("says so when there is nothing", async () => {
        assert.equal(await clean(() => assert.rejects(Promise.resolve())), 0);
        assert.deepEqual(said, ["No drill has left anything.\n"]);
    });

    it("removes queue and subscription of a drill that was cut short, and archives its samples alone", async () => {
        const { findings } = fake.account;
        const type = "UnauthorizedAccess:EC2/TorClient";
        const day = 86_400_000;
        const real = findings.add("guardDuty", type, { sample: false, createdAt: fake.clock.now() + day });
        const before = findings.add("guardDuty", "Recon:IAMUser/TorIPCaller", { createdAt: fake.clock.now() - day });
        await startDrill(fake.clock, { keep: true }).report;
        const late = findings.add("guardDuty", type, {
            createdAt: fake.clock.now() + day,
            updatedAt: fake.clock.now() + day,
        });
        assert.equal(await clean(), 0);
        assert.deepEqual(fake.account.drillQueues, []);
        assert.equal(fake.account.subscriptions.length, 1);
        assert.match(said.join(), /1 queue, 1 subscription, 4 sample findings archived/);
        assert.deepEqual([real.archived, before.archived, late.archived], [false, false, false]);
    });

    it("leaves alone what another stack's drill has", async () => {
        await startDrill(fake.clock, { keep: true, stack: "prod" }).report;
        fake.account.subscriptions = fake.account.subscriptions.filter(({ Protocol }) => Protocol !== "sqs");
        assert.equal(await clean(), 0);
        assert.equal(fake.account.drillQueues.length, 1);
    });

    it("keeps the queue as a sign while something could not be undone", async () => {
        await startDrill(fake.clock, { keep: true }).report;
        fake.account.mocks.guardDuty.on(ArchiveFindingsCommand).rejects(new Error("AWS is down"));
        assert.equal(await clean(), 1);
        assert.match(said.join(), /Not everything could be cleaned up:\n {2}- AWS is down/);
        assert.equal(fake.account.drillQueues.length, 1);
    });

    it("finds all that a drill makes by name: nothing is made under another", async () => {
        await startDrill(fake.clock).report;
        const [queue] = fake.account.mocks.sqs.commandCalls(CreateQueueCommand);
        const [subscription] = fake.account.mocks.sns.commandCalls(SubscribeCommand);
        const { QueueName = "", tags, Attributes = {} } = queue!.args[0].input;
        assert.match(QueueName, /^vigil-drill-dev-[0-9a-f]{12}$/);
        assert.deepEqual(tags, { VigilDrillStack: "dev" });
        assert.ok(subscription!.args[0].input.Endpoint?.endsWith(`:${QueueName}`));
        const { Statement } = JSON.parse(Attributes.Policy!) as { Statement: { Condition: unknown }[] };
        assert.deepEqual(
            Statement.map(({ Condition }) => Condition),
            [{ Bool: { "aws:SecureTransport": "false" } }, { ArnEquals: { "aws:SourceArn": [outputs.alertTopicArn] } }],
        );
    });
});
