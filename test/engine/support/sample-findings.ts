import assert from "node:assert/strict";
import {
    CreateSampleFindingsCommand as CreateGuardDutySamples,
    GetFindingsCommand as GetGuardDutyFindings,
    ListFindingsCommand as ListGuardDutyFindings,
} from "@aws-sdk/client-guardduty";
import {
    CreateSampleFindingsCommand as CreateMacieSamples,
    type FindingType as MacieFindingType,
    GetFindingsCommand as GetMacieFindings,
    ListFindingsCommand as ListMacieFindings,
} from "@aws-sdk/client-macie2";
import { sampleFindingTypes } from "../../../findings/samples";
import type { Severity } from "../../../findings/severity";
import { clientsIn } from "./clients";
import { guardDutyAlert, macieAlert } from "./expected-alerts";
import type { Alert } from "./mailbox";

export interface SampleFinding {
    readonly id: string;
    readonly type: string;
    /** The alert that it becomes, if it is worth one. */
    readonly alert: Alert;
}

type SampledService = keyof typeof sampleFindingTypes;

/** Has GuardDuty make one sample finding of each severity, and returns what it then says of them. */
export async function guardDutySamples(
    region: string,
    detectorId: string,
    severities: readonly Severity[],
    account?: string,
): Promise<SampleFinding[]> {
    const { guardDuty } = clientsIn(region, account);
    const detector = { DetectorId: detectorId };
    const findings = async (): Promise<SampleFinding[]> => {
        const { FindingIds = [] } = await guardDuty.send(new ListGuardDutyFindings(detector));
        if (FindingIds.length === 0) return [];
        const { Findings = [] } = await guardDuty.send(new GetGuardDutyFindings({ ...detector, FindingIds }));
        return Findings.map((finding) => {
            const { Id: id = "", Type: type = "" } = finding;
            return { id, type, alert: guardDutyAlert(finding, severityOf("guardDuty", type)) };
        });
    };
    const FindingTypes = typesOf("guardDuty", severities);
    return newOnes(findings, FindingTypes, () =>
        guardDuty.send(new CreateGuardDutySamples({ ...detector, FindingTypes })),
    );
}

/** Has Macie make one sample finding of each severity that it knows, and returns what it then says of them. */
export async function macieSamples(
    region: string,
    severities: readonly Severity[],
    account?: string,
): Promise<SampleFinding[]> {
    const { macie } = clientsIn(region, account);
    const findings = async (): Promise<SampleFinding[]> => {
        const { findingIds = [] } = await macie.send(new ListMacieFindings({}));
        if (findingIds.length === 0) return [];
        const { findings = [] } = await macie.send(new GetMacieFindings({ findingIds }));
        return findings.map((finding) => {
            const { id = "", type = "" } = finding;
            return { id, type, alert: macieAlert(finding, severityOf("macie", type)) };
        });
    };
    const findingTypes = typesOf("macie", severities);
    return newOnes(findings, findingTypes, () =>
        macie.send(new CreateMacieSamples({ findingTypes: findingTypes as MacieFindingType[] })),
    );
}

/** The findings that an action adds; they must be exactly those of the given types. */
async function newOnes(
    findings: () => Promise<SampleFinding[]>,
    types: readonly string[],
    action: () => Promise<unknown>,
): Promise<SampleFinding[]> {
    const old = new Set((await findings()).map(({ id }) => id));
    await action();
    const made = (await findings()).filter(({ id }) => !old.has(id));
    assert.deepEqual(made.map(({ type }) => type).sort(), [...types].sort(), "the samples that were asked for");
    return made;
}

function typesOf(service: SampledService, severities: readonly Severity[]): string[] {
    return severities.flatMap(
        (severity) => sampleFindingTypes[service].find((sample) => sample.severity === severity)?.type ?? [],
    );
}

function severityOf(service: SampledService, type: string): Severity {
    const sample = sampleFindingTypes[service].find((known) => known.type === type);
    assert.ok(sample, `${type} is no sample finding type of ours`);
    return sample.severity;
}
