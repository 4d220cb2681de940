import assert from "node:assert/strict";
import { type SavedQuery, savedQueries } from "../../findings/queries";
import type { JsonObject } from "../../tools/evaluators/json";
import { ArchiveDatabase, type Row } from "./archive-database";
import { readEvent, readEventWith } from "./events";

const everyone = { name: "default", regions: [], accounts: [], types: [] };
const rules = {
    mute: ["Policy:IAMUser/S3*"],
    routes: [
        { ...everyone, minimumSeverity: { guardDuty: "HIGH", macie: "HIGH", inspector: "CRITICAL" } as const },
        {
            ...everyone,
            name: "payments",
            minimumSeverity: { guardDuty: "OFF", macie: "OFF", inspector: "HIGH" } as const,
            accounts: ["444455556666"],
            regions: ["eu-west-1"],
            types: ["CODE_*"],
        },
    ],
};

const at = (time: string, event: JsonObject): JsonObject => ({ ...event, time });
const hostile = 'He said "it\'s\nover" \\ ünïcödé 🔥; DROP TABLE findings --';
const bucket = readEvent("guardduty-high-bucket");
const bucketAgain = readEventWith("guardduty-high-bucket", {
    title: hostile,
    service: {
        eventFirstSeen: "2026-03-14T02:01:00Z",
        eventLastSeen: "2026-03-14T23:30:00Z",
        archived: null,
        count: 2,
    },
});
const member = readEventWith("guardduty-medium-instance", { accountId: "000000000001" });

const objects = [
    {
        at: "2026-03-14T09:00:00Z",
        lines: [at("2026-03-14T09:00:00Z", bucket), readEvent("coverage-guardduty-instance"), "{ no JSON"],
    },
    {
        // Its first event came before midnight.
        at: "2026-03-14T23:59:50Z",
        lines: [
            at("2026-03-14T23:59:50Z", readEvent("macie-low")),
            at("2026-03-15T00:00:10Z", bucketAgain),
            at("2026-03-15T00:00:20Z", readEvent("inspector-critical-instance")),
            at("2026-03-15T00:00:20Z", readEvent("inspector-critical-instance")),
        ],
    },
    { at: "2026-03-15T08:00:00Z", lines: [at("2026-03-15T08:00:00Z", member)] },
    {
        at: "2026-02-20T08:00:00Z",
        lines: [
            at("2026-02-20T08:00:00Z", readEvent("inspector-untriaged")),
            at("2026-02-20T08:00:00Z", readEvent("macie-high")),
        ],
    },
    {
        at: "2026-01-02T08:00:00Z",
        lines: [at("2026-01-02T08:00:00Z", readEvent("guardduty-low-root"))],
    },
];

function queryOf(name: string): SavedQuery {
    const query = savedQueries(rules).find((one) => one.name === name);
    assert.ok(query, name);
    return query;
}

describe("the saved queries, run by DuckDB with macros for Trino's functions", () => {
    let archive: ArchiveDatabase;
    before(async () => {
        archive = await ArchiveDatabase.of(objects, "2026-03-15T10:00:00Z");
    });
    after(() => {
        archive.close();
    });

    const ask = (name: string, ...parameters: string[]): Promise<Row[]> => archive.rows(queryOf(name), ...parameters);

    it("count a finding once, by its latest event, and only what came in since", async () => {
        const lastDay = [
            ["GuardDuty", "HIGH", "Exfiltration:S3/AnomalousBehavior", 1, "2026-03-15T00:00:10Z"],
            ["GuardDuty", "MEDIUM", "Trojan:EC2/BlackholeTraffic!DNS", 1, "2026-03-15T08:00:00Z"],
            ["Inspector", "CRITICAL", "PACKAGE_VULNERABILITY", 1, "2026-03-15T00:00:20Z"],
            ["Macie", "LOW", "Policy:IAMUser/S3BucketEncryptionDisabled", 1, "2026-03-14T23:59:50Z"],
        ];
        const before = [
            ["Inspector", "UNTRIAGED", "PACKAGE_VULNERABILITY", 1, "2026-02-20T08:00:00Z"],
            ["Macie", "HIGH", "SensitiveData:S3Object/Credentials", 1, "2026-02-20T08:00:00Z"],
        ];
        assert.deepEqual((await ask("last-24-hours")).map(Object.values), lastDay);
        assert.deepEqual((await ask("last-30-days")).map(Object.values), [
            ...lastDay.slice(0, 3),
            ...before,
            ...lastDay.slice(3),
        ]);
        assert.deepEqual(Object.keys((await ask("last-24-hours"))[0]!), [
            "service",
            "severity",
            "type",
            "findings",
            "latest",
        ]);
    });

    it("read the folders of the period alone", async () => {
        const late = [at("2026-03-15T09:00:00Z", bucket)];
        const folders = ["2026-03-14T08:59:00Z", "2026-03-13T23:59:00Z"].map((first) => ({ at: first, lines: late }));
        for (const [index, findings] of [1, 0].entries()) {
            const one = await ArchiveDatabase.of([folders[index]!], "2026-03-15T10:00:00Z");
            assert.equal((await one.rows(queryOf("last-24-hours"))).length, findings);
            one.close();
        }
    });

    it("name the resources with most findings, each under its account", async () => {
        const found = await ask("resources-with-most-findings");
        assert.deepEqual(found[0], {
            resource: "i-0f1e2d3c4b5a69788",
            account: "444455556666",
            findings: 2,
            severe: 1,
            latest: "2026-03-15T00:00:20Z",
        });
        assert.deepEqual(
            found.slice(1).map(({ resource, account, findings }) => [resource, account, findings]),
            [
                ["invoices-444455556666", "444455556666", 2],
                ["ASIAVIGILSAML0000001", "444455556666", 1],
                ['CORP\\jane "the admin"', "444455556666", 1],
                ['invoices-444455556666/keys/"old"\\deploy.pem', "444455556666", 1],
                ["ledger-444455556666", "444455556666", 1],
                ["i-0f1e2d3c4b5a69788", "000000000001", 1],
            ],
        );
    });

    const theBucket = {
        time: "2026-03-15T00:00:10Z",
        service: "GuardDuty",
        severity: "HIGH",
        state: "ACTIVE",
        type: "Exfiltration:S3/AnomalousBehavior",
        title: hostile,
        resource: 'CORP\\jane "the admin", ASIAVIGILSAML0000001, ledger-444455556666',
        account: "444455556666",
        region: "us-east-1",
        first_seen: "2026-03-14T02:01:00Z",
        last_seen: "2026-03-14T23:30:00Z",
        finding_id: "10c7a0de0000000000000000000000a6",
    };
    const theMembers = {
        time: "2026-03-15T08:00:00Z",
        service: "GuardDuty",
        severity: "MEDIUM",
        state: "ACTIVE",
        type: "Trojan:EC2/BlackholeTraffic!DNS",
        title: "EC2 instance i-0f1e2d3c4b5a69788 asked for a blackholed domain.",
        resource: "i-0f1e2d3c4b5a69788",
        account: "000000000001",
        region: "eu-west-1",
        first_seen: "2026-03-14T02:01:00Z",
        last_seen: "2026-03-14T02:09:00Z",
        finding_id: "10c7a0de0000000000000000000000a2",
    };
    const theVulnerability = {
        time: "2026-03-15T00:00:20Z",
        service: "Inspector",
        severity: "CRITICAL",
        state: "ACTIVE",
        type: "PACKAGE_VULNERABILITY",
        title: "CVE-2026-40001 - libexample",
        resource: "i-0f1e2d3c4b5a69788",
        account: "444455556666",
        region: "eu-west-1",
        first_seen: "2026-03-14T02:16:30.202Z",
        last_seen: "2026-03-14T02:16:30.202Z",
        finding_id: "arn:aws:inspector2:eu-west-1:444455556666:finding/30c7a0de0000000000000000000000c1",
    };

    it("tell everything about one resource, account and CVE, however old", async () => {
        assert.deepEqual(await ask("one-resource", 'CORP\\jane "the admin"'), [theBucket]);
        assert.deepEqual((await ask("one-resource", "i-0f1e2d3c4b5a69788")).slice(0, 2), [
            theMembers,
            theVulnerability,
        ]);
        assert.deepEqual(
            (await ask("one-resource", "Root")).map(({ time }) => time),
            ["2026-01-02T08:00:00Z"],
        );
        assert.deepEqual(await ask("one-resource", "'; DROP TABLE findings; --"), []);
        assert.deepEqual(await ask("one-account", "000000000001"), [theMembers]);
        assert.equal((await ask("one-account", "444455556666")).length, 6);
        assert.deepEqual(await ask("one-cve", "CVE-2026-40001"), [theVulnerability]);
    });

    it("tell how long findings were seen", async () => {
        const [longest, ...others] = await ask("first-to-last-seen");
        assert.deepEqual(longest, { hours: 21, ...theBucket });
        assert.deepEqual(
            others.map(({ hours, service }) => [hours, service]),
            [
                [0, "GuardDuty"],
                [0, "Inspector"],
                [0, "Macie"],
                [0, "Macie"],
                [0, "Inspector"],
            ],
        );
    });

    it("tell what was never mailed, and why", async () => {
        const found = await ask("never-mailed");
        assert.deepEqual(found[0], { why: "below the threshold", ...theMembers });
        assert.deepEqual(
            found.map(({ why, service, severity }) => [why, service, severity]),
            [
                ["below the threshold", "GuardDuty", "MEDIUM"],
                ["muted", "Macie", "LOW"],
                ["no severity", "Inspector", "UNTRIAGED"],
            ],
        );
    });
});
