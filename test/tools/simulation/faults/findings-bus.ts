import { replace, set, statement, without } from "../edits";
import type { Fault } from "./fault";

const us = "us-east-1";
const elsewhere = "arn:aws:events:eu-west-1:123456789012:event-bus/elsewhere";

/** A bus that events do not reach, or that does not keep them. */
export const findingsBusFaults: readonly Fault[] = [
    {
        when: "the findings bus is missing",
        blames: ["findings bus: EventTarget relay-eu-west-1", "findings bus: EventTarget relay-us-east-1"],
        edit: without("bus"),
    },
    {
        when: "a relay puts events on a bus of another account",
        blames: ["findings bus: EventTarget relay-us-east-1"],
        edit: replace(["target", `relay-${us}`], ":123456789012:event-bus", ":999999999999:event-bus"),
    },
    {
        when: "a relay looks for the findings bus in its own Region",
        blames: ["findings bus: EventTarget relay-us-east-1"],
        edit: replace(["target", `relay-${us}`], "arn:aws:events:eu-west-1", `arn:aws:events:${us}`),
    },
    {
        when: "the bus policy denies what comes from the relay role",
        blames: ["findings bus: EventBusPolicy findings-bus"],
        edit: statement(["busPolicy"], "RelaysPut", (one) => ({ ...one, Effect: "Deny" })),
    },
    {
        when: "nothing keeps the events of the findings bus",
        blames: ["event archive: EventBus findings-bus"],
        edit: without("eventArchive"),
    },
    {
        when: "the event archive is of another bus",
        blames: ["event archive: EventArchive findings-bus"],
        edit: set(["eventArchive"], { eventSourceArn: elsewhere }),
    },
    {
        when: "the event archive keeps severe findings only",
        blames: ["event archive: EventArchive findings-bus"],
        edit: set(["eventArchive"], { eventPattern: `{"detail":{"severity":[{"numeric":[">=",7]}]}}` }),
    },
];
