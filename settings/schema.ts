import { z } from "zod";
import { alerts } from "./alerts-schema";
import { guardDuty, inspector, macie } from "./detection-schema";
import { notes, settingPaths as pathsBelow, type SettingPath } from "./notes";
import { set } from "./pulumi-commands";
import { home, region } from "./regions";
import { conflict, decoded, flag, list, wholeNumber } from "./value-types";

const onOrOff = (meaning: string, standard = false) =>
    flag()
        .default(standard)
        .register(notes, { meaning, allowed: "true, false", example: String(standard) });

const days = (minimum: number, maximum: number, standard: number, meaning: string) =>
    wholeNumber(minimum, maximum)
        .default(standard)
        .register(notes, { meaning, allowed: `${minimum} to ${maximum}`, example: String(standard) });

const archive = decoded(
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
            nonCurrentDays: days(1, 36500, 30, "Days for which an overwritten or deleted finding can be brought back."),
            keyDeletionDays: days(7, 30, 30, "Days in which the deletion of the archive's key can be called off."),
            retain: onOrOff("Whether archive and key are protected from `pulumi destroy`.", true),
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

const accountName = z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/()-]{0,49}$/u, "not a name of at most 50 letters, digits, spaces and ._/()-");

/** Every setting with its allowed values and its default; rules across maps are in `rules.ts`. */
export const schema = z.strictObject({
    "aws:region": home,
    regions: decoded(z.union([z.literal("all-default"), list(region, { minimum: 1 })]))
        .optional()
        .register(notes, {
            meaning: "The Regions to watch.",
            allowed: "a list of commercial AWS Regions, or all-default: the 17 that every account has",
            example: '["eu-west-1"]',
            entry: "eu-west-1",
            absent: "aws:region alone",
        }),
    skipUnavailable: onOrOff(
        "Leaves out, with a warning, what AWS does not offer in a Region, instead of refusing it.",
    ),
    guardDuty,
    macie,
    inspector,
    alerts,
    accountNames: decoded(z.record(z.string().regex(/^\d{12}$/, "not the number of an account"), accountName))
        .default({})
        .register(notes, {
            meaning: "Names of accounts, for mails to tell them apart.",
            allowed: "a map of account numbers and names",
            example: '{"123456789012":"production"}',
        }),
    archive,
    replayDays: days(1, 365, 30, "Days for which findings can be replayed from the bus."),
    suspended: onOrOff(
        "Suspends GuardDuty, pauses Macie and turns Inspector off; archive, alerts and GuardDuty's findings stay.",
    ),
    scanTargets: onOrOff(
        "Makes an EC2 instance and an ECR repository at home for Inspector to find fault with; costs money.",
    ),
});

/** The settings as the stack file has them, defaults filled in. */
export type Configured = z.output<typeof schema>;

/** Every setting there is, for the README's table and the test that compares the two. */
export function settingPaths(): SettingPath[] {
    return pathsBelow(schema);
}
