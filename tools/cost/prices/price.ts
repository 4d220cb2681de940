/** When the prices were looked up last; each source has the date of its own reading. And the Region that they are for. */
export const pricesAsOf = "2026-11";
export const pricedRegion = "us-east-1";

/**
 * How far a price can be trusted. `sure`: AWS's own page says so in the copy that was read, or at least two independent
 * readings of AWS's page or price list agree. `secondary`: one other's word, or a figure for another Region.
 */
export type Certainty = "sure" | "secondary";

/** Where a price was read. */
export interface Source {
    /** Names the page of AWS that it stems from, and who read it if not we. */
    readonly page: string;
    /** Year and month of the reading; "undated" for a copy without a date. */
    readonly asOf: string;
    readonly certainty: Certainty;
}

/** A step of a price: so many units, counted from the first, at so much each. */
export interface Tier {
    /** The last unit at this price; `Infinity` for the last tier. */
    readonly upTo: number;
    readonly usd: number;
}

/** What a month's volume costs. */
export interface Price {
    /** What is paid for, for example "million events". */
    readonly unit: string;
    /** How many of the things counted make one unit. */
    readonly per: number;
    readonly tiers: readonly [Tier, ...Tier[]];
    readonly source: Source;
    /** What an account need not pay for. Never subtracted, as everything else in the account draws on it, too. */
    readonly free?: string;
    /** What the tiers above leave out. */
    readonly caveat?: string;
}

/** A price that is the same for every unit. */
export function flat(usd: number): Price["tiers"] {
    return [{ upTo: Infinity, usd }];
}

/** The cost in US dollars of a volume, counted in single things: every tier is paid for the units that fall into it. */
export function costOf({ per, tiers }: Price, things: number): number {
    const units = things / per;
    return tiers.reduce((sum, { upTo, usd }, index) => {
        const from = tiers[index - 1]?.upTo ?? 0;
        return sum + Math.max(0, Math.min(units, upTo) - from) * usd;
    }, 0);
}
