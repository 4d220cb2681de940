import type { Kind } from "../finding";

/** The bucket in `arn:aws:s3:::BUCKET/PREFIX`. */
export function bucketOf(arn: string): string {
    return arn.replace(/^arn:[^:]*:s3:::/, "").replace(/\/.*$/, "");
}

export interface Export {
    /** Whether Pulumi manages it in this stack. */
    readonly own: boolean;
    /** Whether it goes to the stack's own archive. */
    readonly ours: boolean;
}

/** What to say of an export, of which AWS allows one: nothing, if it is as it should be. */
export function exportFindings(is: string, { own, ours }: Export): [kind: Kind, is: string, up: string][] {
    if (own && ours) return [];
    if (own) {
        return [
            [
                "change",
                `${is}, and not to the archive.`,
                "Turns it to the archive, after a `pulumi refresh` if it was there before.",
            ],
        ];
    }
    if (ours) {
        return [
            [
                "collision",
                `${is}, this stack's archive, but Pulumi does not know.`,
                "Fails: only one is allowed. Import it.",
            ],
        ];
    }
    return [
        [
            "collision",
            `${is}, which is not this stack's archive.`,
            "Fails: only one is allowed. Import it with --redirect-exports: `up` then turns it to the archive, and the " +
                "old bucket gets nothing new. Or delete it.",
        ],
    ];
}
