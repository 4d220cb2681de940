/** Why a question was not answered: denied by an IAM policy or an organization's policy, or for another reason. */
export type Cause = "permission" | "organization policy" | "failure";

/** Thrown by an `AccountReader` for a question that AWS does not answer. */
export class Unreadable extends Error {
    override readonly name = "Unreadable";

    constructor(
        /** The IAM action of the question: `guardduty:ListDetectors`. */
        readonly action: string,
        readonly because: Cause,
        message: string,
    ) {
        super(message);
    }
}

/** A question that was not answered, and where. */
export interface Unread {
    readonly action: string;
    readonly because: Cause;
    readonly message: string;
    /** `undefined` for a question about the whole account. */
    readonly region: string | undefined;
}
