import type { Edit } from "../edits";

/** A change that loses nothing. */
export interface HarmlessChange {
    /** Completes "The rehearsal stays green when ...". */
    readonly when: string;
    readonly edit: Edit;
}
