import { z } from "zod";
import { alerts } from "./alerts-schema";
import { archive } from "./archive-schema";
import { guardDuty, inspector, macie } from "./detection-schema";
import { notes } from "./notes";
import { organization } from "./organization-schema";
import { home, region } from "./regions";
import { accountNumber, decoded, list, notedDays, notedFlag } from "./value-types";

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
    skipUnavailable: notedFlag(
        "Leaves out, with a warning, what AWS does not offer in a Region, instead of refusing it.",
    ),
    organization,
    guardDuty,
    macie,
    inspector,
    alerts,
    accountNames: decoded(z.record(accountNumber, accountName)).default({}).register(notes, {
        meaning: "Names of accounts, for mails to tell them apart.",
        allowed: "a map of account numbers and names",
        example: '{"123456789012":"production"}',
    }),
    archive,
    replayDays: notedDays(1, 365, 30, "Days for which findings can be replayed from the bus."),
    suspended: notedFlag(
        "Suspends GuardDuty, pauses Macie and turns Inspector off; archive, alerts and GuardDuty's findings stay.",
    ),
    scanTargets: notedFlag(
        "Makes an EC2 instance and an ECR repository at home for Inspector to find fault with; costs money.",
    ),
});

/** The settings as the stack file has them, defaults filled in. */
export type Configured = z.output<typeof schema>;
