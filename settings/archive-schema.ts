import { z } from "zod";
import { notes } from "./notes";
import { set } from "./pulumi-commands";
import { region } from "./regions";
import { conflict, decoded, list, notedDays, notedFlag, wholeNumber } from "./value-types";

const reader = z.preprocess(
    // Pulumi makes a number of what looks like one.
    (value) => (typeof value === "number" ? String(value) : value),
    z.string().regex(/^(?:\d{12}|arn:aws:iam::\d{12}:(?:root|(?:role|user)\/[\w+=,.@/-]+))$/, {
        error: ({ input }) =>
            String(input).includes("*")
                ? "no wildcards: name each account, role or user"
                : "neither the 12 digits of an account nor the ARN of a role or user",
    }),
);

/** An account's root ARN and its number are the same principal. */
const principal = (name: unknown) => String(name).replace(/^arn:aws:iam::(\d{12}):root$/, "$1");

const objectLock = decoded(
    z.strictObject({
        mode: z.enum(["GOVERNANCE", "COMPLIANCE"]).default("GOVERNANCE").register(notes, {
            meaning: "Who may lift the lock: identities with s3:BypassGovernanceRetention, or nobody.",
            allowed: "GOVERNANCE, COMPLIANCE",
            example: "GOVERNANCE",
        }),
        days: wholeNumber(1, 36500).register(notes, {
            meaning: "Days for which nobody can delete or change an object of the replica.",
            allowed: "1 to 36500, at most retentionDays",
            example: "365",
            absent: "required",
        }),
    }),
);

/** An archive of this program: with a name of its own, or with one that Pulumi made up, as in earlier versions. */
const archiveName = /(?:^|-)findings-archive-(?:\d{12}-.*|[\da-f]{7})$/;

/** Amazon S3 User Guide, "General purpose bucket naming rules". */
const logBucket = z
    .string()
    .regex(/^(?!.*\.\.)(?!\d+(?:\.\d+){3}$)[a-z\d][a-z\d.-]{1,61}[a-z\d]$/, "not the name of a bucket")
    .refine(
        (name) => !archiveName.test(name),
        "that is an archive itself: S3 takes no bucket under a KMS key for access logs, and logs of logs would never end",
    );

export const archive = decoded(
    z
        .strictObject({
            retentionDays: wholeNumber(1, 36500).optional().register(notes, {
                meaning: "Days after which an archived finding is deleted.",
                allowed: "1 to 36500, above transitionDays",
                example: "365",
                absent: "365, or 90 more than transitionDays from 365 on",
            }),
            transitionDays: wholeNumber(0, 36499)
                .refine((days) => days <= 0 || days >= 30, "S3 moves nothing to cheaper storage before 30 days")
                .default(0)
                .register(notes, {
                    meaning: "Days after which an archived finding moves to cheaper storage; 0: never.",
                    allowed: "0, 30 to 36499",
                    example: "0",
                }),
            nonCurrentDays: notedDays(
                1,
                36500,
                30,
                "Days for which an overwritten or deleted finding can be brought back.",
            ),
            keyDeletionDays: notedDays(7, 30, 30, "Days in which the deletion of the archive's key can be called off."),
            retain: notedFlag("Whether archive and key are protected from `pulumi destroy`.", true),
            queries: notedFlag("Whether Athena can ask the archive: a table, a workgroup and saved queries.", true),
            readers: list(reader, { key: principal }).default([]).register(notes, {
                meaning: "Who may assume the role that reads the archive and asks it; []: there is no such role.",
                allowed: "a list of account numbers and ARNs of roles and users",
                example: '["123456789012"]',
                entry: "123456789012",
            }),
            replica: region.clone().optional().register(notes, {
                meaning: "The Region in which a copy of the archive is kept.",
                allowed: "a commercial AWS Region other than aws:region",
                example: "eu-central-1",
                absent: "no copy",
            }),
            objectLock: objectLock.optional().register(notes, {
                meaning: "Locks what is in the copy, so that nobody can delete it before its time.",
                allowed: "a map of mode, days; needs archive.replica",
                example: '{"days":365}',
                absent: "no lock",
            }),
            accessLogs: logBucket.optional().register(notes, {
                meaning: "A bucket of yours in the home Region that gets the archive's access logs.",
                allowed: "the name of a bucket of the same account, not the archive's",
                example: "my-log-bucket",
                absent: "no access logs",
            }),
        })
        .superRefine(({ retentionDays, transitionDays }, context) => {
            if (retentionDays !== undefined && transitionDays >= retentionDays) {
                conflict(context, {
                    message: `a finding would be deleted on day ${retentionDays}, before it moves on day ${transitionDays}`,
                    path: ["retentionDays"],
                    given: [["archive", "transitionDays"]],
                    fix: set(["archive", "retentionDays"], Math.max(365, transitionDays + 1)),
                });
            }
        }),
).prefault({});
