import type { Hop } from "../../../../tools/proof/report";
import type { Edit } from "../edits";

/** A hop, and the resource that is at fault there: "topic policy: TopicPolicy alert-topic". */
export type Blame = `${Hop}: ${string}`;

/** One thing that is wrong in a stack, and what the rehearsal must blame: all of it, and nothing else. */
export interface Fault {
    /** Completes "The rehearsal turns red when ...". */
    readonly when: string;
    readonly blames: readonly Blame[];
    readonly edit: Edit;
}
