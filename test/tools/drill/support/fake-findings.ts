import * as gd from "@aws-sdk/client-guardduty";
import * as mc from "@aws-sdk/client-macie2";
import type { AwsStub } from "aws-sdk-client-mock";
import { sampleFindingTypes } from "../../../../findings/samples";
import type { Severity } from "../../../../findings/severity";
import { guardDutyFinding, macieFinding } from "./finding-forms";

export interface FakeFinding {
    readonly id: string;
    readonly type: string;
    readonly service: "guardDuty" | "macie";
    severity: Severity;
    readonly sample: boolean;
    readonly createdAt: number;
    updatedAt: number;
    archived: boolean;
}

/** Two services that make sample findings, and tell of each. */
export class FakeFindings {
    readonly all: FakeFinding[] = [];
    /** Types in the order in which they were asked for. */
    readonly asked: string[] = [];
    /** Whether a sample that is made again updates even an archived one. */
    updatesArchived = false;
    /** What the service makes of a new finding. */
    becomes: (finding: FakeFinding) => void = () => undefined;
    /** How many findings a list has on a page. */
    pageSize = 50;

    constructor(
        private readonly now: () => number,
        private readonly onNew: (finding: FakeFinding) => void,
    ) {}

    add(service: FakeFinding["service"], type: string, rest: Partial<FakeFinding> = {}): FakeFinding {
        const known = sampleFindingTypes[service].find((one) => one.type === type);
        const finding: FakeFinding = {
            id: `${service}-${this.all.length + 1}`,
            type,
            service,
            severity: known?.severity ?? "LOW",
            sample: true,
            createdAt: this.now(),
            updatedAt: this.now(),
            archived: false,
            ...rest,
        };
        this.all.push(finding);
        return finding;
    }

    install(guardDuty: AwsStub<gd.ServiceInputTypes, gd.ServiceOutputTypes, gd.GuardDutyClientResolvedConfig>): void {
        guardDuty.on(gd.ListFindingsCommand).callsFake((input: gd.ListFindingsCommandInput) => {
            const { type, updatedAt } = input.FindingCriteria?.Criterion ?? {};
            const ids = this.listed("guardDuty", type?.Equals, updatedAt?.GreaterThanOrEqual);
            const { page, next } = this.pageOf(ids, input.NextToken);
            return { FindingIds: page, NextToken: next };
        });
        guardDuty.on(gd.GetFindingsCommand).callsFake(({ FindingIds = [] }: gd.GetFindingsCommandInput) => ({
            Findings: this.byId(FindingIds).map(guardDutyFinding),
        }));
        guardDuty.on(gd.CreateSampleFindingsCommand).callsFake((input: gd.CreateSampleFindingsCommandInput) => {
            for (const type of input.FindingTypes ?? []) this.make("guardDuty", type);
            return {};
        });
        guardDuty.on(gd.ArchiveFindingsCommand).callsFake(({ FindingIds = [] }: gd.ArchiveFindingsCommandInput) => {
            for (const finding of this.byId(FindingIds)) finding.archived = true;
            return {};
        });
    }

    installMacie(macie: AwsStub<mc.ServiceInputTypes, mc.ServiceOutputTypes, mc.Macie2ClientResolvedConfig>): void {
        macie.on(mc.ListFindingsCommand).callsFake((input: mc.ListFindingsCommandInput) => {
            const { type, updatedAt } = input.findingCriteria?.criterion ?? {};
            const { page, next } = this.pageOf(this.listed("macie", type?.eq, updatedAt?.gte), input.nextToken);
            return { findingIds: page, nextToken: next };
        });
        macie.on(mc.GetFindingsCommand).callsFake(({ findingIds = [] }: mc.GetFindingsCommandInput) => ({
            findings: this.byId(findingIds).map(macieFinding),
        }));
        macie.on(mc.CreateSampleFindingsCommand).callsFake((input: mc.CreateSampleFindingsCommandInput) => {
            for (const type of input.findingTypes ?? []) this.make("macie", type);
            return {};
        });
    }

    private make(service: FakeFinding["service"], type: string): void {
        this.asked.push(type);
        const old = this.all.find((one) => one.type === type && one.sample && (this.updatesArchived || !one.archived));
        if (old !== undefined && !type.startsWith("SensitiveData")) {
            old.updatedAt = this.now() + 1;
            return;
        }
        const finding = this.add(service, type);
        this.becomes(finding);
        if (!finding.archived) this.onNew(finding);
    }

    private listed(service: string, types: readonly string[] | undefined, since = 0): string[] {
        return this.all
            .filter((one) => one.service === service && one.updatedAt >= since && (types?.includes(one.type) ?? true))
            .map(({ id }) => id);
    }

    private pageOf(ids: readonly string[], token = "0"): { page: string[]; next: string | undefined } {
        const end = Number(token) + this.pageSize;
        return { page: ids.slice(Number(token), end), next: end < ids.length ? String(end) : undefined };
    }

    private byId(ids: readonly string[]): FakeFinding[] {
        return this.all.filter(({ id }) => ids.includes(id));
    }
}
