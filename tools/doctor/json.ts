import type { Diagnosis } from "./diagnosis";

/** Grows by one whenever a reader of the old shape would stumble. */
const schemaVersion = 1;

/** The diagnosis for machines. */
export function diagnosisJson({ facts, ...rest }: Diagnosis): string {
    const { accountId, organization, quotas, regions } = facts;
    return JSON.stringify(
        { schemaVersion, ...rest, account: { accountId, organization, quotas, regions } },
        undefined,
        2,
    );
}
