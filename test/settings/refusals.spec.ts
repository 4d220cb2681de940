import assert from "node:assert/strict";
import { parseSettings } from "../../settings";
import { least, oneProblem, refusal } from "./configs";

const regionAllowed = "allowed: a commercial AWS Region";
const regionsAllowed = "allowed: a list of commercial AWS Regions, or all-default: the 17 that every account has";
const plansAllowed =
    "allowed: S3_DATA_EVENTS, EKS_AUDIT_LOGS, EBS_MALWARE_PROTECTION, RDS_LOGIN_EVENTS, LAMBDA_NETWORK_LOGS, " +
    "RUNTIME_MONITORING, EKS_RUNTIME_MONITORING, AI_PROTECTION, AI_ANALYST";
const scanAllowed = "allowed: a list of EC2, ECR, LAMBDA, LAMBDA_CODE, CODE_REPOSITORY";
const scanFix = `fix:     pulumi config set --path 'vigil:inspector.scan'`;
const emailsAllowed = "allowed: a list of mail addresses; at least one, unless https or events has one";

const readersAllowed = "allowed: a list of account numbers and ARNs of roles and users";
const replicaAllowed = "allowed: a commercial AWS Region other than aws:region";
const lockAllowed = "allowed: a map of mode, days; needs archive.replica";
const lockDaysAllowed = "allowed: 1 to 36500, at most retentionDays";
const logsAllowed = "allowed: the name of a bucket of the same account, not the archive's";

/** What is refused, the setting, its value, and then the lines of the problem. */
const refusals: readonly (readonly string[])[] = [
    [
        "an unknown home",
        ...["aws:region", "eu-wset-1"],
        "aws:region: no AWS Region of that name is known (settings/regions.ts). Did you mean eu-west-1?",
        ...['got:     "eu-wset-1"', regionAllowed, "fix:     pulumi config set aws:region eu-west-1"],
    ],
    [
        "a region nobody knows",
        ...["vigil:regions", '["eu-west-1","atlantis"]'],
        "vigil:regions[1]: no AWS Region of that name is known (settings/regions.ts)",
        ...['got:     "atlantis"', regionsAllowed, "fix:     pulumi config set --path 'vigil:regions[1]' eu-west-1"],
    ],
    [
        "a region of another partition",
        ...["vigil:regions", '["us-gov-west-1"]'],
        "vigil:regions[0]: only the commercial partition is supported: elsewhere Macie and the relay between Regions are missing",
        ...[
            'got:     "us-gov-west-1"',
            regionsAllowed,
            "fix:     pulumi config set --path 'vigil:regions[0]' eu-west-1",
        ],
    ],
    [
        "a region twice",
        ...["vigil:regions", '["eu-west-1","us-east-1","eu-west-1"]'],
        "vigil:regions[2]: listed twice",
        ...['got:     "eu-west-1"', regionsAllowed, "fix:     pulumi config rm --path 'vigil:regions[2]'"],
    ],
    [
        "no region at all",
        ...["vigil:regions", "[]"],
        "vigil:regions: the list is empty",
        ...["got:     a list", regionsAllowed, `fix:     pulumi config set vigil:regions '["eu-west-1"]'`],
    ],
    [
        "a slip of all-default",
        ...["vigil:regions", "all-defaults"],
        "vigil:regions: not an allowed value. Did you mean all-default?",
        ...['got:     "all-defaults"', regionsAllowed, "fix:     pulumi config set vigil:regions all-default"],
    ],
    [
        "a switch that is neither true nor false",
        ...["vigil:skipUnavailable", "yes"],
        "vigil:skipUnavailable: must be true or false. Did you mean true?",
        ...['got:     "yes"', "allowed: true, false", "fix:     pulumi config set vigil:skipUnavailable true"],
    ],
    [
        "an unknown setting",
        ...["vigil:scanTarget", "true"],
        "vigil:scanTarget: no such setting. Did you mean scanTargets?",
        "allowed: regions, skipUnavailable, organization, guardDuty, macie, inspector, alerts, accountNames, archive, replayDays, suspended, scanTargets",
        "fix:     pulumi config rm vigil:scanTarget",
    ],
    [
        "an unknown plan",
        ...["vigil:guardDuty", '{"plans":{"S3_DATA_EVENT":true}}'],
        "vigil:guardDuty.plans.S3_DATA_EVENT: no such setting. Did you mean S3_DATA_EVENTS?",
        ...[plansAllowed, "fix:     pulumi config rm --path 'vigil:guardDuty.plans.S3_DATA_EVENT'"],
    ],
    [
        "a key that needs quoting",
        ...["vigil:guardDuty", '{"plans":{"it\'s.new":true}}'],
        `vigil:guardDuty.plans["it's.new"]: no such setting`,
        ...[plansAllowed, `fix:     pulumi config rm --path 'vigil:guardDuty.plans["it'\\''s.new"]'`],
    ],
    [
        "a plan that is neither on nor off",
        ...["vigil:guardDuty", '{"plans":{"RDS_LOGIN_EVENTS":"on"}}'],
        "vigil:guardDuty.plans.RDS_LOGIN_EVENTS: must be true or false. Did you mean true?",
        'got:     "on"',
        "allowed: true, false",
        "fix:     pulumi config set --path 'vigil:guardDuty.plans.RDS_LOGIN_EVENTS' true",
    ],
    [
        "an unknown agent",
        ...["vigil:guardDuty", '{"plans":{"RUNTIME_MONITORING":{"agents":["EC2","EC3"]}}}'],
        "vigil:guardDuty.plans.RUNTIME_MONITORING.agents[1]: not an allowed value. Did you mean ECS?",
        'got:     "EC3"',
        "allowed: a list of EKS, ECS, EC2",
        "fix:     pulumi config set --path 'vigil:guardDuty.plans.RUNTIME_MONITORING.agents[1]' ECS",
    ],
    [
        "an agent the plan does not have",
        ...["vigil:guardDuty", '{"plans":{"EKS_RUNTIME_MONITORING":{"agents":["EC2"]}}}'],
        "vigil:guardDuty.plans.EKS_RUNTIME_MONITORING.agents[0]: not an allowed value",
        'got:     "EC2"',
        "allowed: a list of EKS",
        "fix:     pulumi config rm --path 'vigil:guardDuty.plans.EKS_RUNTIME_MONITORING.agents[0]'",
    ],
    [
        "a map for a plan that does not say which agents",
        ...["vigil:guardDuty", '{"plans":{"RUNTIME_MONITORING":{}}}'],
        "vigil:guardDuty.plans.RUNTIME_MONITORING.agents: not set",
        "allowed: a list of EKS, ECS, EC2",
        `fix:     pulumi config set --path 'vigil:guardDuty.plans.RUNTIME_MONITORING.agents' '["EKS","ECS","EC2"]'`,
    ],
    [
        "both runtime plans",
        ...["vigil:guardDuty", '{"plans":{"RUNTIME_MONITORING":true,"EKS_RUNTIME_MONITORING":{"agents":[]}}}'],
        "vigil:guardDuty.plans.EKS_RUNTIME_MONITORING: AWS refuses it together with RUNTIME_MONITORING, which covers EKS",
        "allowed: true, false, { agents: [...] }",
        "fix:     pulumi config set --path 'vigil:guardDuty.plans.EKS_RUNTIME_MONITORING' false",
    ],
    [
        "GuardDuty off",
        ...["vigil:guardDuty", "false"],
        "vigil:guardDuty: must be a map of settings",
        ...["got:     false", "allowed: a map of publishEvery, plans", "fix:     pulumi config rm vigil:guardDuty"],
    ],
    [
        "a frequency AWS does not have",
        ...["vigil:macie", '{"publishEvery":"ONE_HOURS"}'],
        "vigil:macie.publishEvery: not an allowed value. Did you mean ONE_HOUR?",
        'got:     "ONE_HOURS"',
        "allowed: FIFTEEN_MINUTES, ONE_HOUR, SIX_HOURS",
        "fix:     pulumi config set --path 'vigil:macie.publishEvery' ONE_HOUR",
    ],
    [
        "a word for a map",
        ...["vigil:macie", "on"],
        "vigil:macie: not an allowed value. Did you mean true?",
        ...[
            'got:     "on"',
            "allowed: true, false, { publishEvery: ... }",
            "fix:     pulumi config set vigil:macie true",
        ],
    ],
    [
        "nothing to scan",
        ...["vigil:inspector", '{"scan":[]}'],
        "vigil:inspector.scan: the list is empty",
        ...["got:     a list", scanAllowed, `${scanFix} '["EC2","ECR","LAMBDA"]'`],
    ],
    [
        "LAMBDA_CODE without LAMBDA",
        ...["vigil:inspector", '{"scan":["EC2","LAMBDA_CODE"]}'],
        "vigil:inspector.scan: LAMBDA_CODE needs LAMBDA beside it",
        ...[scanAllowed, `${scanFix} '["EC2","LAMBDA_CODE","LAMBDA"]'`],
    ],
    [
        "registry scanning without ECR",
        ...["vigil:inspector", '{"scan":["EC2"],"registryScanning":"SCAN_ON_PUSH"}'],
        "vigil:inspector.registryScanning: only of use with ECR in vigil:inspector.scan",
        ...["allowed: false, SCAN_ON_PUSH, CONTINUOUS_SCAN", `${scanFix} '["EC2","ECR"]'`],
    ],
    [
        "no receiver",
        ...["vigil:alerts", '{"minimumSeverity":"HIGH"}'],
        "vigil:alerts.emails: nobody would hear of a finding: name a mail address here or an endpoint in vigil:alerts.https",
        ...[emailsAllowed, "fix:     pulumi config set --path 'vigil:alerts.emails[0]' security@example.com"],
    ],
    [
        "what is no mail address",
        ...["vigil:alerts", '{"emails":["security"]}'],
        "vigil:alerts.emails[0]: not a mail address",
        ...['got:     "security"', emailsAllowed],
        "fix:     pulumi config set --path 'vigil:alerts.emails[0]' security@example.com",
    ],
    [
        "a mail address twice, in whatever case",
        ...["vigil:alerts", '{"emails":["a@example.com","A@Example.com"]}'],
        "vigil:alerts.emails[1]: listed twice",
        ...['got:     "A@Example.com"', emailsAllowed, "fix:     pulumi config rm --path 'vigil:alerts.emails[1]'"],
    ],
    [
        "text that is no JSON where a map belongs",
        ...["vigil:alerts", "somebody"],
        "vigil:alerts: must be a map of settings",
        ...[
            'got:     "somebody"',
            "allowed: a map of minimumSeverity, coverage, emails, https, mute, routes, events, userNotifications, weeklyMail, notifier",
        ],
        `fix:     pulumi config set vigil:alerts '{"emails":["security@example.com"]}'`,
    ],
    [
        "a mail address where the map belongs, but keeps it",
        ...["vigil:alerts", "soc@corp.example"],
        "vigil:alerts: must be a map of settings",
        ...[
            'got:     "soc@corp.example"',
            "allowed: a map of minimumSeverity, coverage, emails, https, mute, routes, events, userNotifications, weeklyMail, notifier",
        ],
        `fix:     pulumi config set vigil:alerts '{"emails":["soc@corp.example"]}'`,
    ],
    [
        "a mail address set without --path",
        ...["vigil:alerts.emails", "soc@corp.example"],
        "vigil:alerts.emails: no such setting: what is inside vigil:alerts is set with --path",
        emailsAllowed,
        "fix:     pulumi config rm vigil:alerts.emails",
        `         pulumi config set --path 'vigil:alerts.emails' '["soc@corp.example"]'`,
    ],
    [
        "an entry set without --path",
        ...["vigil:alerts.emails[1]", "soc@corp.example"],
        "vigil:alerts.emails[1]: no such setting: what is inside vigil:alerts is set with --path",
        emailsAllowed,
        "fix:     pulumi config rm 'vigil:alerts.emails[1]'",
        "         pulumi config set --path 'vigil:alerts.emails[1]' soc@corp.example",
    ],
    [
        "an endpoint set without --path, and does not show it",
        ...["vigil:alerts.https", "https://hooks.example.com/T0KEN"],
        "vigil:alerts.https: no such setting: what is inside vigil:alerts is set with --path",
        "allowed: a list of https:// URLs",
        "fix:     pulumi config rm vigil:alerts.https",
        "         pulumi config set --secret --path 'vigil:alerts.https[0]'",
    ],
    [
        "an unknown setting inside another, without --path",
        ...["vigil:archive.days", "30"],
        "vigil:archive.days: no such setting: what is inside vigil:archive is set with --path",
        "allowed: retentionDays, transitionDays, nonCurrentDays, keyDeletionDays, retain, queries, readers, replica, objectLock, accessLogs",
        "fix:     pulumi config rm vigil:archive.days",
    ],
    [
        "off for false",
        ...["vigil:macie", "off"],
        "vigil:macie: not an allowed value. Did you mean false?",
        ...[
            'got:     "off"',
            "allowed: true, false, { publishEvery: ... }",
            "fix:     pulumi config set vigil:macie false",
        ],
    ],
    [
        "no for false",
        ...["vigil:archive", '{"retain":"no"}'],
        "vigil:archive.retain: must be true or false. Did you mean false?",
        ...['got:     "no"', "allowed: true, false", "fix:     pulumi config set --path 'vigil:archive.retain' false"],
    ],
    [
        "0 for false",
        ...["vigil:inspector", "0"],
        "vigil:inspector: not an allowed value. Did you mean false?",
        ...[
            "got:     0",
            "allowed: true, false, { scan: [...], registryScanning: ... }",
            "fix:     pulumi config set vigil:inspector false",
        ],
    ],
    [
        "on where false is the only switch",
        ...["vigil:inspector", '{"registryScanning":"on"}'],
        "vigil:inspector.registryScanning: not an allowed value",
        ...[
            'got:     "on"',
            "allowed: false, SCAN_ON_PUSH, CONTINUOUS_SCAN",
            "fix:     pulumi config set --path 'vigil:inspector.registryScanning' CONTINUOUS_SCAN",
        ],
    ],
    [
        "a list of addresses as one text, but keeps all of them",
        ...["vigil:alerts", '{"emails":"a@corp.example, b@corp.example"}'],
        "vigil:alerts.emails: must be a list",
        ...['got:     "a@corp.example, b@corp.example"', emailsAllowed],
        `fix:     pulumi config set --path 'vigil:alerts.emails' '["a@corp.example","b@corp.example"]'`,
    ],
    [
        "a list of Regions as one text, but keeps all of them",
        ...["vigil:regions", "eu-west-1,us-east-1"],
        "vigil:regions: not an allowed value",
        ...['got:     "eu-west-1,us-east-1"', regionsAllowed],
        `fix:     pulumi config set vigil:regions '["eu-west-1","us-east-1"]'`,
    ],
    [
        "several addresses in one entry, but keeps all of them",
        ...["vigil:alerts", '{"emails":["a@corp.example","b@corp.example;c@corp.example"]}'],
        "vigil:alerts.emails[1]: not a mail address",
        ...['got:     "b@corp.example;c@corp.example"', emailsAllowed],
        `fix:     pulumi config set --path 'vigil:alerts.emails' '["a@corp.example","b@corp.example","c@corp.example"]'`,
    ],
    ...[
        "a b@corp.example",
        "a@corp",
        "a@@corp.example",
        "@corp.example",
        "a@corp..example",
        "a\u0007@corp.example",
    ].map((address) => [
        `the address ${JSON.stringify(address)}`,
        ...["vigil:alerts", JSON.stringify({ emails: [address] })],
        "vigil:alerts.emails[0]: not a mail address",
        ...[`got:     ${JSON.stringify(address)}`, emailsAllowed],
        "fix:     pulumi config set --path 'vigil:alerts.emails[0]' security@example.com",
    ]),
    [
        "a severity nobody has",
        ...["vigil:alerts", '{"emails":["a@example.com"],"minimumSeverity":"SEVERE"}'],
        "vigil:alerts.minimumSeverity: not an allowed value",
        'got:     "SEVERE"',
        "allowed: LOW, MEDIUM, HIGH, CRITICAL, { guardDuty: ..., macie: ..., inspector: ... }",
        "fix:     pulumi config set --path 'vigil:alerts.minimumSeverity' HIGH",
    ],
    [
        "CRITICAL of Macie, which never says so",
        ...["vigil:alerts", '{"emails":["a@example.com"],"minimumSeverity":{"macie":"CRITICAL"}}'],
        "vigil:alerts.minimumSeverity.macie: the service never goes so high: nothing would be mailed",
        ...['got:     "CRITICAL"', "allowed: LOW, MEDIUM, HIGH, OFF"],
        "fix:     pulumi config set --path 'vigil:alerts.minimumSeverity.macie' HIGH",
    ],
    [
        "a number with a tail",
        ...["vigil:replayDays", "12abc"],
        "vigil:replayDays: must be a whole number",
        ...['got:     "12abc"', "allowed: 1 to 365", "fix:     pulumi config set vigil:replayDays 30"],
    ],
    [
        "an empty number",
        ...["vigil:replayDays", ""],
        "vigil:replayDays: must be a whole number",
        ...['got:     ""', "allowed: 1 to 365", "fix:     pulumi config set vigil:replayDays 30"],
    ],
    [
        "a broken number",
        ...["vigil:archive", '{"nonCurrentDays":1.5}'],
        "vigil:archive.nonCurrentDays: must be a whole number",
        ...[
            "got:     1.5",
            "allowed: 1 to 36500",
            "fix:     pulumi config set --path 'vigil:archive.nonCurrentDays' 30",
        ],
    ],
    ...(
        [
            ["vigil:replayDays", "0", "less than 1", "1 to 365", "30"],
            ["vigil:replayDays", "366", "more than 365", "1 to 365", "30"],
            ["vigil:archive.retentionDays", "36501", "more than 36500", "1 to 36500, above transitionDays", "365"],
            ["vigil:archive.transitionDays", "-1", "less than 0", "0, 30 to 36499", "0"],
            ["vigil:archive.nonCurrentDays", "0", "less than 1", "1 to 36500", "30"],
            ["vigil:archive.nonCurrentDays", "36501", "more than 36500", "1 to 36500", "30"],
            ["vigil:archive.keyDeletionDays", "6", "less than 7", "7 to 30", "30"],
            ["vigil:archive.keyDeletionDays", "31", "more than 30", "7 to 30", "30"],
        ] as const
    ).map(([path, value, wrong, allowed, fix]) => {
        const [key, field] = path.split(".");
        const target = field === undefined ? path : `--path '${path}'`;
        return [
            `${path} of ${value}`,
            key!,
            field === undefined ? value : `{"${field}":${value}}`,
            ...[
                `${path}: ${wrong}`,
                `got:     ${value}`,
                `allowed: ${allowed}`,
                `fix:     pulumi config set ${target} ${fix}`,
            ],
        ];
    }),
    [
        "cheaper storage too early",
        ...["vigil:archive", '{"transitionDays":29}'],
        "vigil:archive.transitionDays: S3 moves nothing to cheaper storage before 30 days",
        ...[
            "got:     29",
            "allowed: 0, 30 to 36499",
            "fix:     pulumi config set --path 'vigil:archive.transitionDays' 0",
        ],
    ],
    [
        "deletion before cheaper storage",
        ...["vigil:archive", '{"retentionDays":400,"transitionDays":400}'],
        "vigil:archive.retentionDays: a finding would be deleted on day 400, before it moves on day 400",
        "allowed: 1 to 36500, above transitionDays",
        "fix:     pulumi config set --path 'vigil:archive.retentionDays' 401",
    ],
    ...(
        [
            ["of 11 digits", "12345678901"],
            ["of a name", "security"],
            ["of a session", "arn:aws:sts::123456789012:assumed-role/a/b"],
            ["of a group", "arn:aws:iam::123456789012:group/a"],
            ["of everybody", "*"],
            ["of all roles", "arn:aws:iam::123456789012:role/*"],
        ] as const
    ).map(([what, reader]) => [
        `a reader ${what}`,
        ...["vigil:archive", JSON.stringify({ readers: ["210987654321", reader] })],
        `vigil:archive.readers[1]: ${
            reader.includes("*")
                ? "no wildcards: name each account, role or user"
                : "neither the 12 digits of an account nor the ARN of a role or user"
        }`,
        `got:     ${reader.includes("sts") ? "(not shown: it may be a secret)" : `"${reader}"`}`,
        readersAllowed,
        "fix:     pulumi config set --path 'vigil:archive.readers[1]' 123456789012",
    ]),
    [
        "an account twice, as its number and as its root",
        ...["vigil:archive", '{"readers":["123456789012","arn:aws:iam::123456789012:root"]}'],
        "vigil:archive.readers[1]: listed twice",
        'got:     "arn:aws:iam::123456789012:root"',
        ...[readersAllowed, "fix:     pulumi config rm --path 'vigil:archive.readers[1]'"],
    ],
    [
        "a reader that is no list",
        ...["vigil:archive", '{"readers":"123456789012"}'],
        "vigil:archive.readers: must be a list",
        ...["got:     123456789012", readersAllowed],
        `fix:     pulumi config set --path 'vigil:archive.readers' '["123456789012"]'`,
    ],
    [
        "a copy in a Region nobody knows",
        ...["vigil:archive", '{"replica":"eu-centarl-1"}'],
        "vigil:archive.replica: no AWS Region of that name is known (settings/regions.ts). Did you mean eu-central-1?",
        ...['got:     "eu-centarl-1"', replicaAllowed],
        "fix:     pulumi config set --path 'vigil:archive.replica' eu-central-1",
    ],
    [
        "a copy that is none",
        ...["vigil:archive", '{"replica":true}'],
        "vigil:archive.replica: must be text",
        ...["got:     true", replicaAllowed, "fix:     pulumi config set --path 'vigil:archive.replica' eu-central-1"],
    ],
    [
        "a copy at home",
        ...["vigil:archive", '{"replica":"eu-west-1"}'],
        "vigil:archive.replica: eu-west-1 is home, where the archive itself is",
        ...[replicaAllowed, "fix:     pulumi config set --path 'vigil:archive.replica' eu-central-1"],
    ],
    [
        "a lock without a copy",
        ...["vigil:archive", '{"objectLock":{"days":30}}'],
        "vigil:archive.objectLock: only a copy of the archive can be locked, and vigil:archive.replica names no Region for one",
        ...[lockAllowed, "fix:     pulumi config set --path 'vigil:archive.replica' eu-central-1"],
    ],
    [
        "a lock that is no map",
        ...["vigil:archive", '{"replica":"us-east-1","objectLock":true}'],
        "vigil:archive.objectLock: must be a map of settings",
        ...[
            "got:     true",
            lockAllowed,
            `fix:     pulumi config set --path 'vigil:archive.objectLock' '{"days":365}'`,
        ],
    ],
    [
        "a lock of no length",
        ...["vigil:archive", '{"replica":"us-east-1","objectLock":{"mode":"COMPLIANCE"}}'],
        "vigil:archive.objectLock.days: not set",
        ...[lockDaysAllowed, "fix:     pulumi config set --path 'vigil:archive.objectLock.days' 365"],
    ],
    [
        "an unknown lock",
        ...["vigil:archive", '{"replica":"us-east-1","objectLock":{"mode":"GOVERNENCE","days":30}}'],
        "vigil:archive.objectLock.mode: not an allowed value. Did you mean GOVERNANCE?",
        ...['got:     "GOVERNENCE"', "allowed: GOVERNANCE, COMPLIANCE"],
        "fix:     pulumi config set --path 'vigil:archive.objectLock.mode' GOVERNANCE",
    ],
    [
        "a lock that outlives what it locks",
        ...["vigil:archive", '{"replica":"us-east-1","objectLock":{"days":91},"retentionDays":90}'],
        "vigil:archive.objectLock.days: 91 days are more than the 90 days for which a finding is kept",
        ...[lockDaysAllowed, "fix:     pulumi config set --path 'vigil:archive.objectLock.days' 90"],
    ],
    [
        "a lock that outlives what is kept by default",
        ...["vigil:archive", '{"replica":"us-east-1","objectLock":{"days":366}}'],
        "vigil:archive.objectLock.days: 366 days are more than the 365 days for which a finding is kept",
        ...[lockDaysAllowed, "fix:     pulumi config set --path 'vigil:archive.objectLock.days' 365"],
    ],
    ...["My_Bucket", "ab", "-logs", "my..logs", "10.0.0.1", "x".repeat(64)].map((bucket) => [
        `access logs in ${bucket}, which is no bucket`,
        ...["vigil:archive", JSON.stringify({ accessLogs: bucket })],
        "vigil:archive.accessLogs: not the name of a bucket",
        `got:     ${bucket.length > 60 ? "(not shown: it may be a secret)" : `"${bucket}"`}`,
        ...[logsAllowed, "fix:     pulumi config set --path 'vigil:archive.accessLogs' my-log-bucket"],
    ]),
    ...["vigil-dev-findings-archive-123456789012-eu-west-1", "findings-archive-0a1b2c3"].map((bucket) => [
        `access logs in ${bucket}, an archive`,
        ...["vigil:archive", JSON.stringify({ accessLogs: bucket })],
        "vigil:archive.accessLogs: that is an archive itself: S3 takes no bucket under a KMS key for access logs, and logs of logs would never end",
        `got:     "${bucket}"`,
        ...[logsAllowed, "fix:     pulumi config set --path 'vigil:archive.accessLogs' my-log-bucket"],
    ]),
];

describe("settings: refusals", () => {
    for (const [what = "", key = "", value = "", ...problem] of refusals) {
        it(`refuses ${what}`, () => {
            assert.equal(refusal({ ...least, [key]: value }), oneProblem(...problem));
        });
    }

    it("refuses an opt-in home that others would have to export to", () => {
        const config = {
            ...least,
            "aws:region": "me-south-1",
            "vigil:regions": '["me-south-1","af-south-1","eu-west-2"]',
        };
        assert.equal(
            refusal(config),
            oneProblem(
                "aws:region: me-south-1 is an opt-in Region: GuardDuty cannot bring it the findings of af-south-1, eu-west-2",
                "allowed: one of the 17 default Regions, or me-south-1 with vigil:regions of me-south-1 alone",
                "fix:     pulumi config set aws:region eu-west-2",
            ),
        );
    });

    it("refuses scan targets that Inspector does not watch", () => {
        const problem = (home: string) =>
            oneProblem(
                `vigil:scanTargets: the targets stand at home, in ${home}, which Inspector does not watch`,
                ...["allowed: true, false", "fix:     pulumi config set vigil:scanTargets false"],
            );
        const targets = { ...least, "vigil:scanTargets": "true" };
        assert.equal(refusal({ ...targets, "vigil:inspector": "false" }), problem("eu-west-1"));
        assert.equal(refusal({ ...targets, "vigil:regions": '["us-east-1"]' }), problem("eu-west-1"));
        const without = { ...targets, "aws:region": "ap-southeast-6", "vigil:skipUnavailable": "true" };
        assert.equal(refusal(without), problem("ap-southeast-6"));
    });

    it("says what is required of a stack that says nothing", () => {
        assert.equal(
            refusal({}),
            `The settings of this stack have 2 problems; nothing was registered.

  aws:region: not set
      allowed: a commercial AWS Region
      fix:     pulumi config set aws:region eu-west-1

  vigil:alerts.emails: nobody would hear of a finding: name a mail address here or an endpoint in vigil:alerts.https
      allowed: a list of mail addresses; at least one, unless https or events has one
      fix:     pulumi config set --path 'vigil:alerts.emails[0]' security@example.com`,
        );
    });

    it("reports everything at once, rules between fields beside wrong fields", () => {
        const text = refusal({
            "aws:region": "me-south-1",
            "vigil:regions": '["me-south-1","eu-west-2"]',
            "vigil:replayDays": "soon",
            "vigil:guardDuty":
                '{"publishEvery":"NEVER","plans":{"RUNTIME_MONITORING":true,"EKS_RUNTIME_MONITORING":true,"X":1}}',
            "vigil:inspector": '{"scan":["LAMBDA_CODE"],"registryScanning":"NEVER"}',
            "vigil:alerts": '{"minimumSeverity":"NEVER","mails":[]}',
            "vigil:archive": '{"retain":"never","retentionDays":10,"transitionDays":90}',
            "vigil:nonsense": "1",
        });
        const paths = [...text.matchAll(/^ {2}([^ ]+): /gm)].map(([, path]) => path);
        assert.deepEqual(paths.sort(), [
            "aws:region",
            "vigil:alerts.emails",
            "vigil:alerts.mails",
            "vigil:alerts.minimumSeverity",
            "vigil:archive.retain",
            "vigil:archive.retentionDays",
            "vigil:guardDuty.plans.EKS_RUNTIME_MONITORING",
            "vigil:guardDuty.plans.X",
            "vigil:guardDuty.publishEvery",
            "vigil:inspector.registryScanning",
            "vigil:inspector.scan",
            "vigil:inspector.scan",
            "vigil:nonsense",
            "vigil:replayDays",
        ]);
        assert.match(text, /^The settings of this stack have 14 problems; nothing was registered\.\n/);
    });

    it("names the stack in every fix, so that no other one is changed", () => {
        const config = { ...least, "vigil:replayDays": "soon", "vigil:alerts.emails": "a@corp.example" };
        assert.deepEqual(
            refusal(config, [], { stack: "prod" }).match(/pulumi config .*/g),
            [
                "pulumi config rm vigil:alerts.emails --stack prod",
                `pulumi config set --path 'vigil:alerts.emails' '["a@corp.example"]' --stack prod`,
                "pulumi config set vigil:replayDays 30 --stack prod",
            ].sort((a, b) => Number(b.includes("replay")) - Number(a.includes("replay"))),
        );
    });

    it("takes every address of the plain shape: the verdict is SNS's", () => {
        const emails = [
            ...[
                "ops@example.xn--p1ai",
                "risk&compliance@example.com",
                "soc#1@example.com",
                "a.b+c=d@sub.example.co.uk",
            ],
            ...["o'neil@example.com", "почта@пример.рф"],
        ];
        assert.deepEqual(
            parseSettings({ ...least, "vigil:alerts": JSON.stringify({ emails }) }).alerts!.emails,
            emails,
        );
    });

    it("judges registry scanning beside an unknown key", () => {
        const inspector = '{"scan":["EC2"],"registryScanning":"SCAN_ON_PUSH","rescan":1}';
        const text = refusal({ ...least, "vigil:inspector": inspector });
        assert.match(text, /vigil:inspector\.rescan: no such setting/);
        assert.match(text, /vigil:inspector\.registryScanning: only of use with ECR/);
    });

    it("names keys that nothing reads beside other problems", () => {
        assert.equal(
            refusal({ "aws:region": "eu-west-1", "acme:alerts": "{}" }, [], { project: "acme", stack: "dev" }),
            `The settings of this stack have 2 problems; nothing was registered.

  vigil:alerts.emails: nobody would hear of a finding: name a mail address here or an endpoint in vigil:alerts.https
      allowed: a list of mail addresses; at least one, unless https or events has one
      fix:     pulumi config set --path 'vigil:alerts.emails[0]' security@example.com --stack dev

  acme:alerts: Not read, as the settings are in the namespace vigil.
      fix:     rename it to vigil:alerts in Pulumi.dev.yaml`,
        );
    });

    it("leaves the settings of others alone", () => {
        const others = { "aws:profile": "x", "other:key": "y", "vigilante:key": "z" };
        assert.deepEqual(parseSettings({ ...least, ...others }), parseSettings(least));
    });
});
