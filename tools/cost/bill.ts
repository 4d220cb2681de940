import { grouped } from "../cli/lists";
import type { RecordedResource, Recording } from "../recording/recorder";
import { kindOf } from "../recording/resource-types";
import { billingOf, type Driver, type FixedPart } from "./billing";
import { byService, factsOf } from "./services";

/** What a stack bills by. */
export interface Bill {
    readonly stack: string;
    readonly home: string;
    /** Home first, then the others by name. */
    readonly regions: readonly RegionalBill[];
    /** Of each service that bills for anything. */
    readonly services: ReturnType<typeof factsOf>;
    /** Types that this command has no rule for. */
    readonly unknownTypes: readonly string[];
}

/** What one Region bills by. */
export interface RegionalBill {
    readonly region: string;
    readonly fixed: readonly (FixedPart & { readonly count: number })[];
    readonly drivers: readonly Driver[];
}

/** What the resources of a stack bill by. */
export function billOf(stack: string, { resources, outputs }: Pick<Recording, "resources" | "outputs">): Bill {
    const home = String(outputs.homeRegion);
    const custom = resources.filter((resource) => resource.custom);
    const byRegion = grouped(custom, ({ inputs }) => (typeof inputs.region === "string" ? inputs.region : home));
    const others = [...byRegion.keys()].filter((region) => region !== home).sort();
    const account = String(outputs.accountId);
    const regions = [home, ...others].map((region) => regionalBill(region, account, byRegion.get(region) ?? []));
    const used = regions.flatMap(({ fixed, drivers }) => [...fixed, ...drivers]).map(({ service }) => service);
    const unknown = custom.map(({ type }) => type).filter((type) => kindOf(type) === undefined);
    return { stack, home, regions, services: factsOf(new Set(used)), unknownTypes: [...new Set(unknown)] };
}

function regionalBill(region: string, account: string, resources: readonly RecordedResource[]): RegionalBill {
    const guardDutyOn = resources.some(({ type, inputs }) => kindOf(type) === "detector" && inputs.enable !== false);
    const billings = Object.entries(billingOf).flatMap(([kind, rule]) =>
        resources
            .filter(({ type }) => kindOf(type) === kind)
            .map(({ inputs }) => rule(inputs, { guardDutyOn, account })),
    );
    const parts = grouped(
        billings.flatMap(({ fixed = [] }) => fixed),
        ({ service, what }) => `${service} ${what}`,
    );
    const drivers = grouped(
        billings.flatMap(({ drivers: own = [] }) => own),
        ({ service, counts, accounts }) => [service, counts, accounts].join(" "),
    );
    return {
        region,
        fixed: [...parts].map(([, same]) => ({ ...same[0], count: same.length })).sort(byService),
        drivers: [...drivers].map(([, [first]]) => first).sort(byService),
    };
}
