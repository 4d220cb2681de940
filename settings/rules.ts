import type { z } from "zod";
import { gaps, gapText, source, watchedRegions } from "./availability";
import { set } from "./commands";
import { whenFine } from "./kinds";
import { defaultRegions, isOptIn, offers } from "./regions";
import { schema, type Configured } from "./schema";

type Context = z.core.$RefinementCtx<Configured>;

/** The schema, and what settings of different maps forbid each other. */
export const checkedSchema = schema
    .superRefine(homeTakesAllFindings, whenFine("aws:region", "regions"))
    .superRefine(
        everythingIsOffered,
        whenFine("aws:region", "regions", "skipUnavailable", "guardDuty", "macie", "inspector"),
    )
    .superRefine(inspectorSeesTheTargets, whenFine("aws:region", "regions", "inspector", "scanTargets"));

/**
 * GuardDuty cannot export from a default region to an opt-in one, nor from one opt-in region to another.
 * docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
 */
function homeTakesAllFindings(configured: Configured, context: Context) {
    const home = configured["aws:region"];
    const others = watchedRegions(configured).filter((region) => region !== home);
    if (isOptIn(home) && others.length > 0) {
        context.addIssue({
            code: "custom",
            message: `${home} is an opt-in region: GuardDuty cannot bring it the findings of ${others.join(", ")}`,
            path: ["aws:region"],
            params: {
                legal: `one of the 17 default regions, or ${home} with vigil:regions of ${home} alone`,
                mend: set(["aws:region"], others.find((region) => !isOptIn(region)) ?? String(defaultRegions[0])),
            },
        });
    }
}

function everythingIsOffered(configured: Configured, context: Context) {
    for (const gap of configured.skipUnavailable ? [] : gaps(configured)) {
        context.addIssue({
            code: "custom",
            message: `AWS has no ${gapText(gap)} ${source}`,
            path: [...gap.path],
            params: {
                legal: "off, or regions that have it, or leaving it out where it is missing with vigil:skipUnavailable",
                mend: set(["skipUnavailable"], "true"),
            },
        });
    }
}

function inspectorSeesTheTargets(configured: Configured, context: Context) {
    const home = configured["aws:region"];
    const { inspector, scanTargets } = configured;
    if (
        scanTargets &&
        !(inspector !== false && offers(home, "Inspector") && watchedRegions(configured).includes(home))
    ) {
        context.addIssue({
            code: "custom",
            message: `the targets stand at home, in ${home}, which Inspector does not watch`,
            path: ["scanTargets"],
            params: { mend: set(["scanTargets"], "false") },
        });
    }
}
