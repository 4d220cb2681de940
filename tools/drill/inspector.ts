import { TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { ListCoverageCommand, ListFindingsCommand } from "@aws-sdk/client-inspector2";
import pLimit from "p-limit";
import { matchesEvent } from "../evaluators/event-pattern";
import { severitiesFrom } from "../../findings/severity";
import type { Case } from "../proof/case";
import type { Expectations } from "../proof/expectations";
import { failed } from "../simulation/steps";
import type { Step } from "../proof/report";
import type { LiveRule } from "./account/event-buses";
import type { ClientsIn } from "../aws/clients";
import type { Outputs } from "./outputs";
import { permitted } from "../aws/permission";

/**
 * Holds events against the rules that should or should not take them, by EventBridge's own matcher: the relay rule of
 * the event's Region, and the alert rules; those once, and for the other Regions the one that should take it.
 *
 * AWS: EventBridge API reference, TestEventPattern.
 *
 * @returns where it sees a pattern otherwise than our own evaluator does, by the case's ID
 */
export async function testPatterns(
    clientsIn: ClientsIn,
    cases: readonly Case[],
    rules: readonly LiveRule[],
    home: string,
): Promise<ReadonlyMap<string, Step>> {
    const limit = pLimit(4);
    const disagreements = new Map<string, Step>();
    const questions = cases.flatMap((sent) =>
        rules
            .filter((rule) =>
                rule.bus === "default" ? rule.region === sent.region : sent.region === home || says(rule, sent),
            )
            .map((rule) => ({ sent, rule })),
    );
    await Promise.all(
        questions.map(({ sent, rule }) =>
            limit(async () => {
                const { Result = false } = await permitted("events:TestEventPattern", () =>
                    clientsIn(rule.region).eventBridge.send(
                        new TestEventPatternCommand({
                            EventPattern: rule.patternText,
                            Event: JSON.stringify(sent.event),
                        }),
                    ),
                );
                const step = disagreement(sent, rule, Result);
                if (step === undefined) return;
                // The first place on the way is the one to name.
                if (disagreements.get(sent.id)?.hop !== "relay rule") disagreements.set(sent.id, step);
            }),
        ),
    );
    return disagreements;
}

/** An event that is to be suppressed may stop anywhere, so only a rule that takes it is news. */
function disagreement(sent: Case, rule: LiveRule, result: boolean): Step | undefined {
    if (result === says(rule, sent) || (sent.expected === "suppressed" && !result)) return undefined;
    const hop = rule.bus === "default" ? "relay rule" : "alert rule";
    return failed(
        hop,
        rule.resource,
        `EventBridge says that the rule ${result ? "takes" : "does not take"} this event.`,
    );
}

function says({ pattern }: LiveRule, { event }: Case): boolean {
    return "pattern" in pattern && matchesEvent(pattern.pattern, event);
}

/** What Inspector itself has: whether it looks at the scan targets, and what it found. */
export async function inspectorNotes(
    clientsIn: ClientsIn,
    { scanTargets, homeRegion }: Outputs,
    { regions, minimumSeverity }: Expectations,
): Promise<string[]> {
    const watched = regions.filter(({ services }) => services.includes("inspector")).map(({ region }) => region);
    if (watched.length === 0) return [];
    const bands = severitiesFrom("inspector", minimumSeverity.inspector);
    const findings = await Promise.all(watched.map((region) => findingsNote(clientsIn, region, bands)));
    const coverage =
        scanTargets === false || !watched.includes(homeRegion)
            ? []
            : await Promise.all([
                  coverageNote(clientsIn, homeRegion, scanTargets.instanceId),
                  coverageNote(clientsIn, homeRegion, scanTargets.repositoryUrl.split("/").at(-1) ?? ""),
              ]);
    return [...coverage, ...findings];
}

async function findingsNote(clientsIn: ClientsIn, region: string, bands: readonly string[]): Promise<string> {
    const { findings = [], nextToken } = await permitted("inspector2:ListFindings", () =>
        clientsIn(region).inspector.send(
            new ListFindingsCommand({
                maxResults: 100,
                filterCriteria: {
                    findingStatus: [{ comparison: "EQUALS", value: "ACTIVE" }],
                    severity: bands.map((value) => ({ comparison: "EQUALS", value })),
                },
            }),
        ),
    );
    const number = nextToken === undefined ? String(findings.length) : "more than 100";
    return `Inspector has ${number} active findings of ${bands.join(" or ")} in ${region}: each was, or will be, mailed.`;
}

async function coverageNote(clientsIn: ClientsIn, region: string, resource: string): Promise<string> {
    const { coveredResources = [] } = await permitted("inspector2:ListCoverage", () =>
        clientsIn(region).inspector.send(new ListCoverageCommand({ maxResults: 200 })),
    );
    const own = coveredResources.find(({ resourceId = "" }) => resourceId.includes(resource));
    const { statusCode = "", reason = "" } = own?.scanStatus ?? {};
    return own === undefined
        ? `Inspector does not cover the scan target ${resource} in ${region} yet; a new one takes up to an hour.`
        : `Inspector's coverage of the scan target ${resource} in ${region}: ${statusCode} (${reason}).`;
}
