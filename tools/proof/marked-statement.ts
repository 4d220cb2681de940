/** A statement of a policy, for people. */
export interface MarkedStatement {
    /** Its Sid, or its place in the policy. */
    readonly name: string;
    /** Its elements as the policy writes them, each condition by itself: `StringEquals aws:SourceAccount: "1234"`. */
    readonly elements: readonly { readonly text: string; readonly holds: boolean }[];
}
