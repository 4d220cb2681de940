import type { Hop } from "../../../../tools/proof/report";
import type { Edit } from "../edits";

/** One thing that is wrong in a stack, and the hops, all and only, that the rehearsal must blame. */
export interface Fault {
    /** Completes "The rehearsal turns red when ...". */
    readonly when: string;
    readonly blames: readonly Hop[];
    readonly edit: Edit;
}
