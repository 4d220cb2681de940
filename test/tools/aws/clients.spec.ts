import assert from "node:assert/strict";
import { awsClients, type Clients } from "../../../tools/aws/clients";

const names = [
    ...["account", "cloudWatch", "ecr", "eventBridge", "guardDuty", "iam", "inspector"],
    ...["kms", "macie", "organizations", "s3", "sns", "sqs", "sts"],
] as const satisfies readonly Exclude<keyof Clients, "region">[];

describe("the clients of a Region", () => {
    const clientsIn = awsClients(undefined);

    it("are made once, each for its service, in that Region", async () => {
        const clients = clientsIn("eu-west-1");
        const all = names.map((name) => clients[name]);
        assert.equal(new Set(all.map(({ config }) => config.serviceId)).size, names.length);
        for (const [index, client] of all.entries()) {
            assert.equal(client, clientsIn("eu-west-1")[names[index]!]);
            assert.equal(await client.config.region(), "eu-west-1");
            assert.equal(await client.config.maxAttempts(), 8);
        }
        assert.notEqual(clients.sns, clientsIn("us-east-1").sns);
    });

    it("name the bucket in the path at an endpoint of one's own, and nowhere else", () => {
        const pathStyle = (endpoint: string | undefined) => awsClients(endpoint)("eu-west-1").s3.config.forcePathStyle;
        assert.deepEqual(
            [pathStyle("http://localhost:4566"), pathStyle(undefined), pathStyle("")],
            [true, false, false],
        );
    });
});
