import type { Service } from "../../../findings/services";
import type { ResourceRef } from "../../proof/report";

/** A filter that suppresses the findings which meet all its criteria. */
export interface FindingsFilter {
    readonly resource: ResourceRef;
    readonly region: string;
    readonly service: Service;
    readonly name: string;
    readonly criteria: readonly Criterion[];
}

export interface Criterion {
    readonly field: string;
    /** Undefined for one that is not modelled. */
    readonly operator: "is" | "is not" | ">" | ">=" | "<" | "<=" | undefined;
    /** One of them is enough. */
    readonly values: readonly string[];
}
