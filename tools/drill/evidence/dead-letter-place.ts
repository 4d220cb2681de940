import type { Case } from "../../proof/case";
import type { AccountModel } from "../account/account-model";
import type { LiveRule } from "../account/event-buses";
import type { Outputs } from "../outputs";

/** A dead-letter queue, and the rules that lead to it. */
export interface DeadLetterPlace {
    readonly region: string;
    readonly url: string;
    readonly rules: readonly LiveRule[];
}

/** The places of the Regions' relays, and the one of the alert rules. */
export function deadLetterPlaces(model: AccountModel, outputs: Outputs, regions: readonly string[]): DeadLetterPlace[] {
    const { alerts, relays } = outputs.deadLetterQueueUrls;
    return [
        { region: outputs.homeRegion, url: alerts, rules: model.rules.filter(({ bus }) => bus !== "default") },
        ...regions.map((region) => ({
            region,
            url: relays[region] ?? "",
            rules: model.rules.filter((rule) => rule.bus === "default" && rule.region === region),
        })),
    ];
}

/** The place that a case is about, if it is about one. */
export function placeOf(sent: Case, places: readonly DeadLetterPlace[]): DeadLetterPlace | undefined {
    const [alerts, ...relays] = places;
    if (sent.destination === "alert dead letters") return alerts;
    return sent.destination === "relay dead letters" ? relays.find(({ region }) => region === sent.region) : undefined;
}
