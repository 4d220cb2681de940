import assert from "node:assert/strict";
import { alertKeyFaults } from "./faults/alert-key";
import { alertRuleFaults } from "./faults/alert-rules";
import { bucketPolicyFaults } from "./faults/bucket-policy";
import { deadLetterFaults } from "./faults/dead-letters";
import { endpointFaults } from "./faults/endpoints";
import type { Fault } from "./faults/fault";
import { findingsBusFaults } from "./faults/findings-bus";
import { findingsKeyFaults } from "./faults/findings-key";
import { findingsStreamFaults } from "./faults/findings-stream";
import { heartbeatFaults } from "./faults/heartbeats";
import { administratorFaults, memberFaults } from "./faults/members";
import { messageFaults } from "./faults/messages";
import { optInFaults } from "./faults/opt-in";
import { notifierFaults } from "./faults/notifier";
import { publishingDestinationFaults } from "./faults/publishing-destinations";
import { relayRoleFaults } from "./faults/relay-role";
import { relayRuleFaults } from "./faults/relay-rules";
import { replicaFaults } from "./faults/replica";
import { routeFaults } from "./faults/routes";
import { serviceFaults } from "./faults/services";
import { subscriptionFaults } from "./faults/subscriptions";
import { topicPolicyFaults } from "./faults/topic-policy";
import { userNotificationFaults } from "./faults/user-notifications";
import { weeklyMailFaults } from "./faults/weekly-mail";
import {
    blamedIn,
    recordAdministrator,
    recordDev,
    recordNotifier,
    type Recorded,
    recordRoutes,
    rehearseOver,
    wrongIn,
} from "./stacks";

/** In the order of the ways. */
const catalogue: Readonly<Record<string, readonly Fault[]>> = {
    services: serviceFaults,
    "relay rules": relayRuleFaults,
    "relay role": relayRoleFaults,
    "findings bus": findingsBusFaults,
    "alert rules": alertRuleFaults,
    messages: messageFaults,
    "topic policy": topicPolicyFaults,
    "alert key": alertKeyFaults,
    subscriptions: subscriptionFaults,
    "publishing destinations": publishingDestinationFaults,
    "findings key": findingsKeyFaults,
    "bucket policy": bucketPolicyFaults,
    "findings stream": findingsStreamFaults,
    "dead letters": deadLetterFaults,
    heartbeats: heartbeatFaults,
};

/** A catalogue of single faults: each must be noticed, and blamed on its own hop and resource and no other. */
function itBlames(faults: readonly Fault[], record: () => Promise<Recorded>): void {
    let recorded: Recorded;

    before(async () => {
        recorded = await record();
        assert.deepEqual(wrongIn(await rehearseOver(recorded)), [], "without a fault, it is green");
    });
    for (const { when, blames, edit } of faults) {
        it(when, async () => {
            const report = await rehearseOver(recorded, edit);
            assert.deepEqual(blamedIn(report), [...new Set(blames)].sort(), wrongIn(report).join("\n"));
        });
    }
}

describe("the rehearsal turns red when", () => {
    const dev = once(() => recordDev());
    const routes = once(recordRoutes);
    for (const [what, faults] of Object.entries(catalogue)) {
        describe(`(${what})`, () => {
            itBlames(faults, dev);
        });
    }
    describe("(endpoints)", () => {
        const alerts = { emails: ["security@example.com"], https: ["https://pager.example.com/x"] };
        itBlames(endpointFaults, () => recordDev({ "vigil:alerts": JSON.stringify(alerts) }));
    });
    describe("(the notifier)", () => {
        itBlames(notifierFaults, () => recordNotifier());
    });
    describe("(the weekly mail)", () => {
        itBlames(weeklyMailFaults, () => recordNotifier());
    });
    describe("(routes and machines)", () => {
        itBlames(routeFaults, routes);
    });
    describe("(an administrator with members)", () => {
        itBlames([...memberFaults, ...administratorFaults], recordAdministrator);
    });
    describe("(a replica)", () => {
        const archive = { replica: "eu-central-1", objectLock: { days: 30 } };
        itBlames(replicaFaults, () => recordDev({ "vigil:archive": JSON.stringify(archive) }));
    });
    describe("(user notifications)", () => {
        itBlames(userNotificationFaults, routes);
    });
    describe("(an opt-in Region)", () => {
        itBlames(optInFaults, () => recordDev({ "vigil:regions": '["eu-west-1","me-south-1"]' }));
    });
});

function once<T>(make: () => Promise<T>): () => Promise<T> {
    let made: Promise<T> | undefined;
    return () => (made ??= make());
}
