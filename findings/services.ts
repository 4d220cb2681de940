export interface ServiceFacts {
    /** As AWS writes it, without "Amazon". */
    readonly name: string;
    /** `source` of its events. */
    readonly source: string;
    /** `detail-type` of its findings; each service sends other events as well, so it is always matched exactly. */
    readonly detailType: string;
}

/**
 * Who sends findings, and under which name.
 *
 * Inspector is `aws.inspector2`; the example in EventBridge's page on input transformation says "inspector2", which no
 * event carries.
 *
 * Source: GuardDuty user guide, guardduty_findings_eventbridge; Macie user guide, findings-publish-event-schemas;
 * Inspector user guide, eventbridge-integration.
 */
const facts = {
    guardDuty: { name: "GuardDuty", source: "aws.guardduty", detailType: "GuardDuty Finding" },
    macie: { name: "Macie", source: "aws.macie", detailType: "Macie Finding" },
    inspector: { name: "Inspector", source: "aws.inspector2", detailType: "Inspector2 Finding" },
} satisfies Record<string, ServiceFacts>;

/** The services that send findings, by the words that the settings use, too. */
export type Service = keyof typeof facts;

export const serviceFacts: Readonly<Record<Service, ServiceFacts>> = facts;

/** All services, in story order. */
export const serviceKeys = Object.keys(facts) as readonly Service[];

/** Who exports findings to S3. Inspector does not: it writes a report there when it is asked for one. */
export const exportsToS3 = { guardDuty: true, macie: true, inspector: false } as const satisfies Record<
    Service,
    boolean
>;

export type ExportingService = {
    [S in Service]: (typeof exportsToS3)[S] extends true ? S : never;
}[Service];

export function isExporting(service: Service): service is ExportingService {
    return exportsToS3[service];
}
