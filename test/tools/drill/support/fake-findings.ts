import * as gd from "@aws-sdk/client-guardduty";
import * as mc from "@aws-sdk/client-macie2";
import type { AwsStub } from "aws-sdk-client-mock";
import { sampleFindingTypes } from "../../../../findings/samples";
import type { Severity } from "../../../../findings/severity";
import { guardDutyFinding, macieFinding } from "./finding-forms";
import { account } from "./stack";

export interface FakeFinding {
    readonly id: string;
    readonly type: string;
    readonly service: "guardDuty" | "macie";
    /** Whose it is. */
    readonly owner: string;
    severity: Severity;
    readonly sample: boolean;
    readonly createdAt: number;
    updatedAt: number;
    archived: boolean;
}

/** As much of a client as tells who calls. */
export interface Client {
    readonly config: { readonly credentials: () => Promise<{ readonly accessKeyId: string }> };
}

/** The account that calls: credentials of a member's role have its number for their key. */
export async function callerOf(of: () => Client): Promise<string> {
    const key = await of()
        .config.credentials()
        .then(({ accessKeyId }) => accessKeyId)
        .catch((error: unknown) => {
            if ((error as Error).name === "AccessDenied") throw error;
            return "";
        });
    return /^\d{12}$/.test(key) ? key : account;
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
            owner: account,
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
            const { type, updatedAt, accountId } = input.FindingCriteria?.Criterion ?? {};
            const ids = this.listed("guardDuty", type?.Equals, updatedAt?.GreaterThanOrEqual, accountId?.Equals);
            const { page, next } = this.pageOf(ids, input.NextToken);
            return { FindingIds: page, NextToken: next };
        });
        guardDuty.on(gd.GetFindingsCommand).callsFake(({ FindingIds = [] }: gd.GetFindingsCommandInput) => ({
            Findings: this.byId(FindingIds).map(guardDutyFinding),
        }));
        guardDuty.on(gd.CreateSampleFindingsCommand).callsFake((input: gd.CreateSampleFindingsCommandInput) => {
            // A member's detector is called like its account.
            const owner = input.DetectorId === "d1" ? account : (input.DetectorId ?? "");
            for (const type of input.FindingTypes ?? []) this.make("guardDuty", type, owner);
            return {};
        });
        guardDuty.on(gd.ArchiveFindingsCommand).callsFake(({ FindingIds = [] }: gd.ArchiveFindingsCommandInput) => {
            for (const finding of this.byId(FindingIds)) finding.archived = true;
            return {};
        });
    }

    installMacie(macie: AwsStub<mc.ServiceInputTypes, mc.ServiceOutputTypes, mc.Macie2ClientResolvedConfig>): void {
        macie.on(mc.ListFindingsCommand).callsFake((input: mc.ListFindingsCommandInput) => {
            const { type, updatedAt, accountId } = input.findingCriteria?.criterion ?? {};
            const ids = this.listed("macie", type?.eq, updatedAt?.gte, accountId?.eq);
            const { page, next } = this.pageOf(ids, input.nextToken);
            return { findingIds: page, nextToken: next };
        });
        macie.on(mc.GetFindingsCommand).callsFake(({ findingIds = [] }: mc.GetFindingsCommandInput) => ({
            findings: this.byId(findingIds).map(macieFinding),
        }));
        macie.on(mc.CreateSampleFindingsCommand).callsFake(async (input: mc.CreateSampleFindingsCommandInput, of) => {
            const owner = await callerOf(of);
            for (const type of input.findingTypes ?? []) this.make("macie", type, owner);
            return {};
        });
    }

    private make(service: FakeFinding["service"], type: string, owner: string): void {
        this.asked.push(type);
        const old = this.all.find(
            (one) => one.type === type && one.owner === owner && one.sample && (this.updatesArchived || !one.archived),
        );
        if (old !== undefined && !type.startsWith("SensitiveData")) {
            old.updatedAt = this.now() + 1;
            return;
        }
        const finding = this.add(service, type, { owner });
        this.becomes(finding);
        if (!finding.archived) this.onNew(finding);
    }

    private listed(
        service: string,
        types: readonly string[] = [],
        since = 0,
        owners: readonly string[] = [],
    ): string[] {
        return this.all
            .filter((one) => one.service === service && one.updatedAt >= since)
            .filter((one) => types.includes(one.type) && owners.includes(one.owner))
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
