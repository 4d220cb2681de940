import { EventRule } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { type EventPattern, findingPattern, mutedPatterns, settledPattern, unratedPattern } from "../findings/patterns";
import { serviceFacts, serviceKeys } from "../findings/services";
import { type Band, severitiesOf } from "../findings/severity";
import type { AlertRules } from "./alert-rules";
import type { FindingsBus } from "./findings-bus";
import { keepsName, physicalName } from "./names";
import { tagsOf } from "./tags";

export interface FindingCountsArgs {
    /** The home Region. */
    readonly region: string;
    readonly bus: FindingsBus;
    /** Whatever band they have no rule for is counted here. */
    readonly rules: Pick<AlertRules, "rules">;
    /** Finding types that nobody is told of, with `*` for any text. */
    readonly mute: readonly string[];
}

/** A rule on the findings bus that counts what nobody is told of. */
export interface CountingRule {
    /** What it counts, for example "Macie LOW" or "Macie, muted". */
    readonly title: string;
    readonly ruleName: pulumi.Output<string>;
    /** @default - it does not count one band */
    readonly band?: Band | undefined;
}

/**
 * Counts the findings that nobody is told of, for the dashboard: those below the threshold, of muted types, archived,
 * closed or suppressed, and without a severity. CloudWatch has the matches of a rule also when it has no target.
 */
export class FindingCounts extends pulumi.ComponentResource {
    public readonly rules: readonly CountingRule[];

    constructor(name: string, args: FindingCountsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("vigil:index:FindingCounts", name, {}, opts);
        const { region, bus } = args;
        const tags = tagsOf("FindingCounts");
        this.rules = countsFrom(args).map(({ key, title, band, pattern }) => {
            const rule = new EventRule(
                `${name}-${key}`,
                {
                    region,
                    name: physicalName("rule", `${name}-${key}`),
                    eventBusName: bus.busName,
                    description: `Counts findings that nobody is told of: ${title}. It needs no target for that.`,
                    eventPattern: JSON.stringify(pattern),
                    tags,
                },
                keepsName(this),
            );
            return { title, band, ruleName: rule.name };
        });
        this.registerOutputs({});
    }
}

interface Count {
    /** Last part of the rule's resource name. */
    readonly key: string;
    readonly title: string;
    readonly band?: Band;
    readonly pattern: EventPattern;
}

function countsFrom({ rules: { rules }, mute }: FindingCountsArgs): Count[] {
    const bands = serviceKeys.flatMap((service) => severitiesOf[service].map((severity) => ({ service, severity })));
    const isTold = ({ service, severity }: Band) =>
        rules.some(({ band }) => band?.service === service && band.severity === severity);
    const told = bands.filter(isTold);
    return [
        ...bands
            .filter((band) => !isTold(band))
            .map((band) => ({
                key: `${band.service}-${band.severity}`.toLowerCase(),
                title: `${serviceFacts[band.service].name} ${band.severity}`,
                band,
                pattern: findingPattern(band.service, band.severity),
            })),
        ...serviceKeys.flatMap((service) => {
            const severities = told.filter((band) => band.service === service).map(({ severity }) => severity);
            return mutedPatterns(service, severities, mute).map((pattern, index) => ({
                key: `muted-${service}${index === 0 ? "" : `-${index + 1}`}`.toLowerCase(),
                title: `${serviceFacts[service].name}, muted`,
                pattern,
            }));
        }),
        { key: "settled", title: "archived, closed or suppressed", pattern: settledPattern },
        { key: "unrated", title: "without a severity", pattern: unratedPattern },
    ];
}
