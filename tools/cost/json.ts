import type { Estimate } from "./estimate";
import { pricedRegion, pricesAsOf } from "./prices/price";

/** Grows by one whenever a reader of the old shape would stumble. */
const schemaVersion = 1;

/** An estimate for machines, with the source of every price. */
export function estimateJson({ drivers, ...estimate }: Estimate): string {
    const plain = drivers.map(({ region, drivers: own }) => ({
        region,
        drivers: own.map(({ key, service, counts, trial, price }) => ({ key, service, counts, trial, price })),
    }));
    const document = { schemaVersion, currency: "USD", pricedRegion, pricesAsOf, ...estimate, drivers: plain };
    // JSON has no Infinity; a last tier without an upper end says so with null.
    return JSON.stringify(document, undefined, 2);
}
