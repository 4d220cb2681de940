import assert from "node:assert/strict";
import fc from "fast-check";
import type { MailRules } from "../../findings/never-mailed";
import { findingPattern } from "../../findings/patterns";
import { savedQueries } from "../../findings/queries";
import { type Service, serviceKeys } from "../../findings/services";
import { severities, severitiesOf } from "../../findings/severity";
import type { Alert } from "../../notifier/alert";
import { isFor, isMuted } from "../../notifier/routes";
import type { JsonObject } from "../../tools/evaluators/json";
import { ArchiveDatabase } from "./archive-database";
import { matches, readEventWith } from "./events";

const types = ["Backdoor:EC2/C&CActivity.B!DNS", "A_B", "AXB", "100%/x", "100/x", "it's\\", "PACKAGE_VULNERABILITY"];
const patterns = fc.constantFrom("*", "Backdoor:*", "A_B", "100%*", "it's*", "*\\", "*_*", "?", ...types);
const accounts = ["000000000001", "444455556666"];
const regions = ["eu-west-1", "us-east-1"];

const archived = fc.constantFrom(undefined, null, false, true);
const said: Readonly<Record<Service, fc.Arbitrary<JsonObject>>> = {
    guardDuty: fc.record({
        severity: fc.constantFrom(0.5, 1, 3.99, 4, 6.95, 7, 8.95, 9, 10),
        service: fc.record({ archived }),
    }) as fc.Arbitrary<JsonObject>,
    macie: fc.record({
        severity: fc.constantFrom("Low", "Medium", "High").map((description) => ({ description })),
        archived,
    }) as fc.Arbitrary<JsonObject>,
    inspector: fc.record({
        severity: fc.constantFrom(...severities, "UNTRIAGED", "INFORMATIONAL"),
        status: fc.constantFrom("ACTIVE", "CLOSED", "SUPPRESSED"),
    }),
};
const samples = { guardDuty: "guardduty-low-root", macie: "macie-low", inspector: "inspector-low" } as const;

interface Finding {
    readonly service: Service;
    readonly type: string;
    readonly account: string;
    readonly region: string;
    readonly said: readonly JsonObject[];
}

/** A finding, and what its service says of it one time after another. */
const finding: fc.Arbitrary<Finding> = fc.constantFrom(...serviceKeys).chain((service) =>
    fc.record({
        service: fc.constant(service),
        type: fc.constantFrom(...types),
        account: fc.constantFrom(...accounts),
        region: fc.constantFrom(...regions),
        said: fc.array(said[service], { minLength: 1, maxLength: 3 }),
    }),
);

const threshold = fc.constantFrom(...severities, "OFF" as const);
const route = fc.record({
    name: fc.constant("route"),
    minimumSeverity: fc.record({ guardDuty: threshold, macie: threshold, inspector: threshold }),
    regions: fc.subarray(regions),
    accounts: fc.subarray(accounts),
    types: fc.array(patterns, { maxLength: 2 }),
});
const rules: fc.Arbitrary<MailRules> = fc.record({
    routes: fc.array(route, { minLength: 1, maxLength: 3 }),
    mute: fc.array(patterns, { maxLength: 2 }),
});

function eventsOf({ service, type, account, region, said }: Finding, id: string): JsonObject[] {
    return said.map((fields, index) => ({
        ...readEventWith(samples[service], {
            ...{ id, findingArn: id, type, accountId: account, awsAccountId: account },
            ...fields,
        }),
        region,
        time: `2026-03-14T02:17:4${index}Z`,
    }));
}

/** What the rules on the findings bus and the notifier do with an event. */
function isMailed(
    event: JsonObject,
    { service, type, account, region }: Finding,
    { routes, mute }: MailRules,
): boolean {
    const level = severitiesOf[service].find((word) => matches(findingPattern(service, word), event));
    if (level === undefined) return false;
    const alert = { kind: "finding", service, level, type, account, region } as Alert;
    return !isMuted(alert, mute) && routes.some((one) => isFor(one, alert));
}

describe("the query for what was never mailed", () => {
    it("finds what the rules on the bus and the notifier's routes keep from everybody", async () => {
        const findings = fc.array(finding, { minLength: 1, maxLength: 40 });
        let found = 0;
        const agrees = fc.asyncProperty(findings, rules, async (all, given) => {
            const lines = all.map((one, index) => eventsOf(one, `finding-${index}`));
            const archive = await ArchiveDatabase.of(
                [{ at: "2026-03-14T02:17:40Z", lines: lines.flat() }],
                "2026-03-15T00:00:00Z",
            );
            const query = savedQueries(given).find(({ name }) => name === "never-mailed")!;
            const rows = await archive.rows(query);
            archive.close();
            const expected = all.flatMap((one, index) =>
                lines[index]!.some((event) => isMailed(event, one, given)) ? [] : [`finding-${index}`],
            );
            assert.deepEqual(rows.map((row) => row.finding_id).sort(), expected.sort());
            found += rows.length;
        });
        await fc.assert(agrees, { numRuns: 25 });
        assert.ok(found > 0);
    });
});
