import assert from "node:assert/strict";
import { join } from "node:path";
import { Deployment } from "./support/deployment";
import { eventually } from "./support/eventually";
import { comparable } from "./support/expected-alerts";
import { AlertQueue } from "./support/mailbox";
import { guardDutySamples, macieSamples } from "./support/sample-findings";

const home = "eu-west-1";
const regions = [home, "us-east-1", "eu-south-1"];

/** The stack as version 0.1 left it, with one of every resource that it made. */
const states = join(__dirname, "states");

/** Protection plans that version 0.1 wrote down as off everywhere; since then they are left alone unless asked for. */
const leftAlone = regions.flatMap((region) => [
    ...["AI_PROTECTION", "EKS_RUNTIME_MONITORING"].map((plan) => `detection-${region}-${plan}`),
    ...(region === "eu-south-1" ? [] : [`detection-${region}-AI_ANALYST`]),
]);

/** Mailboxes move from the alert topic to the mail topic, where the notifier writes to them. */
const moved = "delete aws:sns/topicSubscription:TopicSubscription alert-topic-security@example.com";

const confirmations = /SNS will mail a confirmation link to security@example\.com/;

describe("a stack of version 0.1", () => {
    let deployment: Deployment;
    const cleanUps: (() => Promise<void>)[] = [];

    before(async () => {
        deployment = await Deployment.of("upgrade", states);
        cleanUps.unshift(() => deployment.remove());
        await deployment.redeploy(join(states, "version-0.1.json"));
    });
    after(async () => {
        for (const cleanUp of cleanUps) await cleanUp();
    });

    it("is told in the preview that its mailboxes have to confirm once more", async () => {
        assert.match(await deployment.warnings(), confirmations);
    });

    it("loses nothing to an upgrade: no resource is replaced, and none deleted but plans left alone and mailboxes that move", async () => {
        const changes = await deployment.up();
        assert.notDeepEqual(changes, []);
        assert.deepEqual(
            changes.filter((change) => !/^(create|update) /.test(change)),
            [...leftAlone.map((name) => `delete aws:guardduty/detectorFeature:DetectorFeature ${name}`).sort(), moved],
        );
    });

    it("needs no change then", async () => {
        assert.deepEqual(await deployment.preview(), []);
        assert.doesNotMatch(await deployment.warnings(), confirmations);
    });

    it("alerts, from every Region", async () => {
        const { alertTopicArn, detectorIds } = await deployment.outputs();
        const mailbox = await AlertQueue.on(alertTopicArn);
        cleanUps.unshift(() => mailbox.remove());
        const samples = [];
        for (const region of regions) {
            samples.push(...(await guardDutySamples(region, detectorIds[region]!, ["HIGH"])));
            samples.push(...(await macieSamples(region, ["HIGH"])));
        }
        const expected = comparable(samples.map(({ alert }) => alert));
        assert.deepEqual(await eventually(async () => comparable(await mailbox.alerts()), expected, 60), expected);
    });
});
