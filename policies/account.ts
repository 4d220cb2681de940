/** The account that everything belongs to, as facts for ARNs and conditions. */
export interface Account {
    /** Twelve digits. */
    readonly id: string;
    /** `aws` in the commercial Regions. */
    readonly partition: string;
}

/**
 * The account's root principal. In a resource policy it stands for every identity of the account whose own IAM policy
 * allows the action (IAM User Guide, "AWS JSON policy elements: Principal").
 */
export function accountRoot({ id, partition }: Account): string {
    return `arn:${partition}:iam::${id}:root`;
}
