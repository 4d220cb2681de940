import { z } from "zod";
import { notes } from "./notes";
import { regions } from "./regions";

/** Regions whose accounts are apart from all others, and where findings cannot travel between regions. */
const otherPartition = /^(cn|us-gov|us-iso[a-z]?|eu-isoe|eusc)-/;

/** The name of a region of the commercial partition. */
export const region = z.string().superRefine((name, context) => {
    if (otherPartition.test(name)) {
        context.addIssue({
            code: "custom",
            message:
                "only the commercial partition is supported: elsewhere Macie and the relay between regions are missing",
            input: name,
        });
    } else if (!regions.includes(name)) {
        context.addIssue({
            code: "custom",
            message: "no AWS Region of that name is known (settings/regions.ts)",
            input: name,
            params: { known: regions },
        });
    }
});

/** The stack's own region. Not of our namespace, but nothing works without it. */
export const home = region.clone().register(notes, {
    meaning: "Home: the region of the archive, the bus and the alerts.",
    legal: "a commercial AWS Region",
    example: "eu-west-1",
    absent: "required",
});
