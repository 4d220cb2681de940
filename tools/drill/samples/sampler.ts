import type { JsonObject } from "../../evaluators/json";
import type { sampleFindingTypes } from "../../../findings/samples";

/** The services that make sample findings. */
export type SampledService = keyof typeof sampleFindingTypes;

/** A sample finding, as the service's own API tells of it. */
export interface SampleFinding {
    readonly id: string;
    readonly type: string;
    /** Milliseconds since 1970, by AWS's clock. */
    readonly createdAt: number;
    readonly updatedAt: number;
    readonly archived: boolean;
    /** The event that EventBridge gets of it, as far as the API lets one know; its `time` is made up. */
    readonly event: JsonObject;
}

/** Makes sample findings of one service in one Region. Whatever is no sample finding is never listed here. */
export interface Sampler {
    readonly service: SampledService;
    readonly region: string;
    /**
     * The sample findings of the types.
     *
     * @param since milliseconds since 1970: only those that changed since then
     */
    samples(types: readonly string[], since?: number): Promise<SampleFinding[]>;
    /** Has one made, or, where there is one already, updated. */
    make(type: string): Promise<void>;
    /** Archives samples by ID; a service without it keeps them until they are 90 days old. */
    readonly archive?: (ids: readonly string[]) => Promise<void>;
}
