import fc from "fast-check";
import { messageFor } from "../../tools/proof/alert-check";
import { eventNames, readEvent } from "../findings/events";
import { alertOf } from "./batches";

/** What chat programs would take for more than text. */
export const hostileInChat =
    "``` <!channel> @here <@U012345> [here](https://evil.example) *b* _i_ ~s~ <https://evil.example|x> <at>Jo</at>";

/** Words that could go wrong, in the fields of alerts. */
const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 400 }),
    fc.constantFrom(
        "",
        "\n[CRITICAL] x",
        "https://evil.example/a",
        "\u202Eabc\u2066",
        "é".repeat(300),
        "a.b.cc.\u200Bcom",
        hostileInChat,
    ),
);
/** Events that a rule makes an alert of. */
export const known = eventNames.map(readEvent).filter((event) => messageFor(event) !== undefined);

/** Alerts of the program with other texts, alarms, and what is no alert at all. */
const alert = fc.oneof(
    { weight: 8, arbitrary: fc.tuple(fc.constantFrom(...known), fc.nat(30), text, text, fc.nat(5)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant(undefined), fc.nat(1), text, text, fc.nat(1)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant(undefined), fc.nat(1), fc.json(), text, fc.nat(1)) },
);

/** A message of the alert topic whose texts are anything. */
export const anyMessage = alert.map(([event, id, one, other, count]) => {
    if (event === undefined) return one;
    const json = JSON.parse(alertOf(event)) as Record<string, unknown>;
    const resource = { bucket: one, user: other, sequence: [one, other] };
    const named = "findingId" in json ? { findingId: `id-${id}`, count, resource } : {};
    return JSON.stringify({ ...json, ...named, title: one, description: other, reason: other, alarm: one });
});
