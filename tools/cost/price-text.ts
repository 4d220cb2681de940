import type { Price } from "./prices/price";

/** "$4.00", "$0.0104": at least cents, and as much as it takes. */
export function priceUsd(usd: number): string {
    return usd.toLocaleString("en-US", {
        style: "currency",
        currency: "USD",
        minimumFractionDigits: 2,
        maximumFractionDigits: 4,
    });
}

/** "$1,234.50": a sum, to the cent. */
export function sumUsd(usd: number): string {
    if (usd > 0 && usd < 0.005) {
        return "<$0.01";
    }
    return usd.toLocaleString("en-US", { style: "currency", currency: "USD" });
}

/** "$1.00 per GB, from 500 $0.50, from 2,500 $0.25"; a ? marks a price that others than AWS told. */
export function priceText(price: Price | undefined): string {
    if (price === undefined) {
        return "price not known";
    }
    const [first, ...rest] = price.tiers;
    const mark = price.source.certainty === "secondary" ? " ?" : "";
    const steps = rest.map(({ usd }, index) => {
        const from = (price.tiers[index]?.upTo ?? 0).toLocaleString("en-US");
        return `, above ${from} ${priceUsd(usd)}`;
    });
    return `${priceUsd(first.usd)} per ${price.unit}${steps.join("")}${mark}`;
}
