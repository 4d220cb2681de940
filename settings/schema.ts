import { z } from "zod";
import { alerts, archive } from "./delivery";
import { guardDuty, inspector, macie } from "./detection";
import { decoded, flag, list, wholeNumber } from "./kinds";
import { notes, settingPaths as pathsBelow, type SettingPath } from "./notes";
import { home, region } from "./region";

/** Every setting with its legal values and its default; what they forbid each other across maps stands in `rules.ts`. */
export const schema = z.strictObject({
    "aws:region": home,
    regions: decoded(z.union([z.literal("all-default"), list(region, { minimum: 1 })]))
        .optional()
        .register(notes, {
            meaning: "The regions to watch.",
            legal: "a list of commercial AWS Regions, or all-default: the 17 that every account has",
            example: '["eu-west-1"]',
            entry: "eu-west-1",
            absent: "aws:region alone",
        }),
    skipUnavailable: flag().default(false).register(notes, {
        meaning: "Leaves out, with a warning, what AWS does not offer in a region, instead of refusing it.",
        legal: "true, false",
        example: "false",
    }),
    guardDuty,
    macie,
    inspector,
    alerts,
    archive,
    replayDays: wholeNumber(1, 365).default(30).register(notes, {
        meaning: "Days for which findings can be replayed from the bus.",
        legal: "1 to 365",
        example: "30",
    }),
    suspended: flag().default(false).register(notes, {
        meaning:
            "Suspends GuardDuty, pauses Macie and turns Inspector off; archive, alerts and GuardDuty's findings stay.",
        legal: "true, false",
        example: "false",
    }),
    scanTargets: flag().default(false).register(notes, {
        meaning: "Makes an EC2 instance and an ECR repository at home for Inspector to find fault with; costs money.",
        legal: "true, false",
        example: "false",
    }),
});

/** The settings as the stack file has them, defaults filled in. */
export type Configured = z.output<typeof schema>;

/** Every setting there is, for the README's table and the test that compares the two. */
export function settingPaths(): SettingPath[] {
    return pathsBelow(schema);
}
