import assert from "node:assert/strict";
import { allDrivers } from "../../../tools/cost/drivers";
import { deliveryPrices } from "../../../tools/cost/prices/delivery";
import { guardDutyPrices, inspectorPrices, maciePrices } from "../../../tools/cost/prices/detection";
import { fixedPrices } from "../../../tools/cost/prices/fixed";
import { costOf, type Price } from "../../../tools/cost/prices/price";
import { rounded } from "./stacks";

const tables: readonly Readonly<Record<string, Price>>[] = [
    ...[guardDutyPrices, maciePrices, inspectorPrices, deliveryPrices, fixedPrices],
];
const prices = tables.flatMap((table) => Object.entries(table));

describe("a price", () => {
    it("with tiers lets each pay for the units that fall into it", () => {
        const examples: [Price, number, number][] = [
            // 500 x 1.00 + 100 x 0.50
            [guardDutyPrices.logs, 600, 550],
            // 500 x 1.00 + 2,000 x 0.50 + 500 x 0.25: the example on AWS's page
            [guardDutyPrices.logs, 3_000, 1_625],
            // 500 x 0.80 + 500 x 0.40, in millions
            [guardDutyPrices.s3DataEvents, 1_000_000_000, 600],
            // 100 x 1.60 + 100 x 0.80, in millions
            [guardDutyPrices.eksAuditEvents, 200_000_000, 240],
            // 500 x 1.50 + 4,500 x 0.75 + 1,000 x 0.25
            [guardDutyPrices.runtimeVcpus, 6_000, 4_375],
            // 5 x 4.00
            [guardDutyPrices.cloudTrailEvents, 5_000_000, 20],
            // 2,500,000 / 100,000 x 0.01
            [maciePrices.monitoredObjects, 2_500_000, 0.25],
            // 4 x 1.2528
            [inspectorPrices.instances, 4, 5.0112],
            // 1,500 / 100,000 x 2.00
            [deliveryPrices.mails, 1_500, 0.03],
        ];
        for (const [price, volume, usd] of examples) assert.equal(rounded(costOf(price, volume)), usd, price.unit);
    });

    it("costs nothing for nothing, the first tier up to its very end, and never less for more", () => {
        assert.equal(costOf(guardDutyPrices.logs, 0), 0);
        assert.equal(costOf(guardDutyPrices.logs, 500), 500);
        assert.ok(costOf(guardDutyPrices.logs, 500.5) > 500);
    });

    it("names its source with a date, and climbs its tiers to the last unit", () => {
        for (const [name, { source, tiers }] of prices) {
            assert.match(source.page, /^aws\.amazon\.com\//, name);
            assert.match(source.asOf, /^(20\d\d(-\d\d)?|undated)$/, name);
            const ends = tiers.map(({ upTo }) => upTo);
            assert.deepEqual(
                ends,
                [...ends].sort((one, other) => one - other),
                name,
            );
            assert.equal(ends.at(-1), Infinity, name);
        }
    });

    it("belongs to a driver, or to what is fixed", () => {
        const used = new Set<Price | undefined>([
            ...allDrivers.map(({ price }) => price),
            ...Object.values(fixedPrices),
        ]);
        assert.deepEqual(
            prices.filter(([, price]) => !used.has(price)).map(([name]) => name),
            [],
        );
    });
});
