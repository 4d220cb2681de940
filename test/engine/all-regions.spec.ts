import assert from "node:assert/strict";
import { defaultRegions as regions } from "../../settings/regions";
import { accountInventory } from "./support/account-inventory";
import { Deployment, type Outputs } from "./support/deployment";
import { eventually } from "./support/eventually";
import { comparable } from "./support/expected-alerts";
import { timed } from "./support/figures";
import { AlertQueue } from "./support/mailbox";
import { guardDutySamples, macieSamples, type SampleFinding } from "./support/sample-findings";
import { creationOf } from "./support/stack-inventory";

describe("the prod stack, in all 17 default Regions", () => {
    let untouched: string[];
    let deployment: Deployment;
    let outputs: Outputs;
    let mailbox: AlertQueue;
    const cleanUps: (() => Promise<void>)[] = [];

    before(async () => {
        assert.equal(regions.length, 17);
        untouched = await accountInventory(regions);
        deployment = await Deployment.of("prod");
        cleanUps.unshift(() => deployment.remove());
    });
    after(async () => {
        for (const cleanUp of cleanUps) await cleanUp();
    });

    it("goes up, and is what its inventory says", async () => {
        assert.deepEqual(await deployment.up(), creationOf("prod"));
        outputs = await deployment.outputs();
    });

    it("needs no change then", async () => {
        assert.deepEqual(await deployment.preview(), []);
    });

    it("cannot be destroyed while the archive is to be retained: nothing is deleted", async () => {
        await assert.rejects(deployment.destroy(), /::findings-archive" cannot be deleted\s+because it is protected/);
        assert.deepEqual(await deployment.preview(), []);
    });

    it("alerts of the HIGH findings of both services in every Region", async () => {
        mailbox = await AlertQueue.on(outputs.alertTopicArn);
        cleanUps.unshift(() => mailbox.remove());
        const samples: SampleFinding[] = [];
        for (const region of regions) {
            samples.push(...(await guardDutySamples(region, outputs.detectorIds[region]!, ["HIGH"])));
            samples.push(...(await macieSamples(region, ["HIGH"])));
        }
        assert.equal(samples.length, 2 * regions.length);
        const expected = comparable(samples.map(({ alert }) => alert));
        const arrived = await timed(`${expected.length} alerts`, () =>
            eventually(async () => comparable(await mailbox.alerts()), expected, 120),
        );
        assert.deepEqual(arrived, expected);
    });

    it("gives the archive free when it is no longer to be retained", async () => {
        await deployment.setConfig("vigil:archive.retain", "false");
        assert.deepEqual(await deployment.up(), ["update aws:s3/bucket:Bucket findings-archive"]);
    });

    it("leaves nothing when it is destroyed then", async () => {
        await mailbox.remove();
        await deployment.destroy();
        const left = await eventually(() => accountInventory(regions), untouched, 90);
        assert.deepEqual(left, untouched);
    });
});
