import { TestEventPatternCommand } from "@aws-sdk/client-eventbridge";
import { ListFindingsCommand, paginateListCoverage } from "@aws-sdk/client-inspector2";
import pLimit from "p-limit";
import { severitiesFrom } from "../../findings/severity";
import type { Clients, ClientsIn } from "../aws/clients";
import { itemsOf } from "../aws/pages";
import { matchesEvent } from "../evaluators/event-pattern";
import type { Case } from "../proof/case";
import type { Expectations } from "../proof/expectations";
import type { Step } from "../proof/report";
import type { Rule } from "../simulation/model/stack-model";
import { failed } from "../simulation/steps";
import type { Outputs } from "../recording/outputs";

/**
 * Tests events against the rules by EventBridge's own matcher: the relay rule of the event's Region and the alert rules;
 * for Regions other than home only the alert rules that should match.
 *
 * AWS: EventBridge API reference, TestEventPattern.
 *
 * @returns where it decides otherwise than our own evaluator, by the case's ID
 */
export async function testPatterns(
    clientsIn: ClientsIn,
    cases: readonly Case[],
    rules: readonly Rule[],
    home: string,
): Promise<ReadonlyMap<string, Step>> {
    const limit = pLimit(4);
    const disagreements = new Map<string, Step>();
    const isAsked = (sent: Case, rule: Rule) =>
        rule.bus === "default" ? rule.region === sent.region : sent.region === home || isMatch(rule, sent);
    const questions = cases.flatMap((sent) =>
        rules.filter((rule) => isAsked(sent, rule)).map((rule) => ({ sent, rule })),
    );
    await Promise.all(
        questions.map(({ sent, rule }) =>
            limit(async () => {
                const step = await disagreement(clientsIn(rule.region), sent, rule);
                // The first hop on the path is the one to name.
                if (step !== undefined && disagreements.get(sent.id)?.hop !== "relay rule")
                    disagreements.set(sent.id, step);
            }),
        ),
    );
    return disagreements;
}

/** An event that should be suppressed may stop anywhere, so only a rule that matches it is news. */
async function disagreement({ eventBridge }: Clients, sent: Case, rule: Rule): Promise<Step | undefined> {
    const { Result = false } = await eventBridge.send(
        new TestEventPatternCommand({ EventPattern: rule.patternText, Event: JSON.stringify(sent.event) }),
    );
    if (Result === isMatch(rule, sent) || (sent.expected === "suppressed" && !Result)) return undefined;
    const reason = `EventBridge says that the rule ${Result ? "matches" : "does not match"} this event.`;
    return failed(rule.bus === "default" ? "relay rule" : "alert rule", rule.resource, reason);
}

function isMatch({ pattern }: Rule, { event }: Case): boolean {
    return "pattern" in pattern && matchesEvent(pattern.pattern, event);
}

/** What Inspector itself reports: whether it covers the scan targets, and what it found. */
export async function inspectorNotes(
    clientsIn: ClientsIn,
    { scanTargets, homeRegion }: Outputs,
    { regions, minimumSeverity }: Expectations,
): Promise<string[]> {
    const watched = regions.filter(({ services }) => services.includes("inspector")).map(({ region }) => region);
    const bands = severitiesFrom("inspector", minimumSeverity.inspector);
    const targets =
        scanTargets === false || !watched.includes(homeRegion)
            ? []
            : [scanTargets.instanceId, scanTargets.repositoryUrl.split("/").at(-1) ?? ""];
    return Promise.all([
        ...targets.map((target) => coverageNote(clientsIn(homeRegion), target)),
        ...watched.map((region) => findingsNote(clientsIn(region), bands)),
    ]);
}

async function findingsNote({ inspector, region }: Clients, bands: readonly string[]): Promise<string> {
    const equal = (value: string) => ({ comparison: "EQUALS", value }) as const;
    const filterCriteria = { findingStatus: [equal("ACTIVE")], severity: bands.map(equal) };
    const { findings = [], nextToken } = await inspector.send(
        new ListFindingsCommand({ maxResults: 100, filterCriteria }),
    );
    const number = nextToken === undefined ? String(findings.length) : "more than 100";
    return `Inspector has ${number} active findings of ${bands.join(" or ")} in ${region}: each was, or will be, mailed.`;
}

async function coverageNote({ inspector, region }: Clients, target: string): Promise<string> {
    const covered = await itemsOf(
        paginateListCoverage({ client: inspector }, { maxResults: 200 }),
        (page) => page.coveredResources,
    );
    const own = covered.find(({ resourceId = "" }) => resourceId.includes(target));
    const { statusCode = "", reason = "" } = own?.scanStatus ?? {};
    return own === undefined
        ? `Inspector does not cover the scan target ${target} in ${region} yet; a new one takes up to an hour.`
        : `Inspector's coverage of the scan target ${target} in ${region}: ${statusCode} (${reason}).`;
}
