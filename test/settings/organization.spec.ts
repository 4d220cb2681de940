import assert from "node:assert/strict";
import { parseSettings } from "../../settings";
import { type Config, least, oneProblem, refusal } from "./configs";

type Organization = Readonly<Record<string, unknown>>;

const administrator = "222222222222";
const members = { "333333333333": "shop@example.com", "444444444444": "web@example.com" };
const silent: Config = { "vigil:alerts": "{}" };

function configOf(organization: Organization, others: Config = {}): Config {
    return { ...least, "vigil:organization": JSON.stringify(organization), ...others };
}

const words = "allowed: ALL, NEW, NONE";
const memberPlans =
    "allowed: S3_DATA_EVENTS, EKS_AUDIT_LOGS, EBS_MALWARE_PROTECTION, RDS_LOGIN_EVENTS, LAMBDA_NETWORK_LOGS, " +
    "RUNTIME_MONITORING, EKS_RUNTIME_MONITORING, AI_PROTECTION";
const membersAllowed = "allowed: a map of account numbers and mail addresses";
const numberWrong = "not the number of an account, which has 12 digits; quote one that begins with 0";
const inRegions =
    "allowed: off, or Regions that have it, or leaving it out where it is missing with vigil:skipUnavailable";
const skip = "fix:     pulumi config set vigil:skipUnavailable true";
const setting = (path: string, value: string) =>
    `fix:     pulumi config set --path 'vigil:organization.${path}' ${value}`;
const removing = (path: string) => `fix:     pulumi config rm --path 'vigil:organization.${path}'`;
const autoEnabling = (autoEnable: object) => ({ role: "administrator", autoEnable });

const settingsOfRoles = {
    administrator: ["management", administrator],
    watchManagementAccount: ["management", true],
    autoEnable: ["administrator", { macie: "ALL" }],
    members: ["administrator", members],
} as const;

/** Every setting in every role that has no use for it. */
const misplaced = ["standalone", "management", "administrator", "member"].flatMap((role) =>
    Object.entries(settingsOfRoles)
        .filter(([, [wanted]]) => wanted !== role)
        .map(([key, [wanted, value]]) => ({
            what: `${key} in the role ${role}`,
            organization: { role, ...(role === "management" ? { administrator } : {}), [key]: value },
            problem: [
                `vigil:organization.${key}: it is for the stack of the ${wanted} account, and vigil:organization.role is ${role}`,
                `allowed: with the role ${wanted} only`,
                removing(key),
            ],
        })),
);

interface Refused {
    readonly what: string;
    readonly organization: Organization;
    readonly others?: Config;
    readonly problem: readonly string[];
}

const suspended = (organization: Organization, wrong: string): Refused => ({
    ...{ what: `to suspend with the role ${String(organization.role)}`, organization },
    others: { "vigil:suspended": "true" },
    problem: [
        `vigil:suspended: ${wrong}`,
        "allowed: false, or true with the role standalone",
        "fix:     pulumi config set vigil:suspended false",
    ],
});

const noMembers = (service: string) => [
    `vigil:organization.autoEnable.${service}: ALL means the accounts of vigil:organization.members, and there are none: ` +
        "AWS itself covers new accounts only",
    "allowed: NEW, NONE, or ALL with vigil:organization.members",
    setting("members", `'{"123456789012":"account@example.com"}'`),
];

const itselfOff = (service: string) => [
    `vigil:organization.autoEnable.${service}: the administrator itself has it off: vigil:${service} is false`,
    `allowed: NONE, or any with vigil:${service} on`,
    removing(`autoEnable.${service}`),
];

const codeWithoutLambda = [
    "vigil:organization.autoEnable.inspector.LAMBDA_CODE: LAMBDA_CODE needs LAMBDA beside it, in the same accounts",
    words,
];

const refused: readonly Refused[] = [
    ...misplaced,
    {
        ...{ what: "a role nobody knows", organization: { role: "adminstrator" } },
        problem: [
            "vigil:organization.role: not an allowed value. Did you mean administrator?",
            ...['got:     "adminstrator"', "allowed: standalone, management, administrator, member"],
            setting("role", "administrator"),
        ],
    },
    {
        ...{ what: "the management account without an administrator", organization: { role: "management" } },
        problem: [
            "vigil:organization.administrator: not set: the management account names the administrator of the three services",
            ...["allowed: an account number", setting("administrator", "123456789012")],
        ],
    },
    {
        ...{ what: "an administrator of 11 digits", organization: { role: "management", administrator: 22222222222 } },
        problem: [
            `vigil:organization.administrator: ${numberWrong}`,
            ...['got:     "22222222222"', "allowed: an account number", setting("administrator", "123456789012")],
        ],
    },
    {
        what: "a flag that is none",
        organization: { role: "management", administrator, watchManagementAccount: "yes" },
        problem: [
            "vigil:organization.watchManagementAccount: must be true or false. Did you mean true?",
            ...['got:     "yes"', "allowed: true, false", setting("watchManagementAccount", "true")],
        ],
    },
    {
        what: "a member of 11 digits",
        organization: { role: "administrator", members: { "33333333333": "shop@example.com" } },
        problem: [
            `vigil:organization.members.33333333333: ${numberWrong}`,
            ...['got:     "33333333333"', membersAllowed, removing("members.33333333333")],
        ],
    },
    {
        what: "a member whose mail address is none",
        organization: { role: "administrator", members: { "333333333333": "shop" } },
        problem: [
            "vigil:organization.members.333333333333: not a mail address",
            ...['got:     "shop"', membersAllowed, setting("members.333333333333", "account@example.com")],
        ],
    },
    {
        ...{ what: "members as a list", organization: { role: "administrator", members: ["333333333333"] } },
        problem: [
            "vigil:organization.members: must be a map",
            ...["got:     a list", membersAllowed, setting("members", `'{"123456789012":"account@example.com"}'`)],
        ],
    },
    ...["ALL", { EC2: "NEW", ECR: "ALL" }].map((inspector) => ({
        ...{
            what: `${JSON.stringify(inspector)} for Inspector without members`,
            organization: autoEnabling({ inspector }),
        },
        problem: noMembers("inspector"),
    })),
    {
        ...{ what: "ALL for Macie without members", organization: autoEnabling({ macie: "ALL" }) },
        problem: noMembers("macie"),
    },
    ...(["ALL", "NEW"] as const).flatMap((word) =>
        (["macie", "inspector"] as const).map((service) => ({
            what: `${word} for ${service}, which the administrator has off`,
            organization: { ...autoEnabling({ [service]: word }), members },
            others: { [`vigil:${service}`]: "false" },
            problem: itselfOff(service),
        })),
    ),
    {
        what: "both plans for runtimes",
        organization: autoEnabling({
            plans: { EKS_RUNTIME_MONITORING: { autoEnable: "ALL", agents: ["EKS"] }, RUNTIME_MONITORING: "NEW" },
        }),
        problem: [
            "vigil:organization.autoEnable.plans.EKS_RUNTIME_MONITORING: AWS refuses it together with RUNTIME_MONITORING, which covers EKS",
            ...[`${words}, { autoEnable: ..., agents: [...] }`, removing("autoEnable.plans.EKS_RUNTIME_MONITORING")],
        ],
    },
    ...[{ LAMBDA_CODE: "NEW" }, { LAMBDA_CODE: "NEW", LAMBDA: "NONE" }].map((inspector) => ({
        ...{ what: `${JSON.stringify(inspector)} for Inspector`, organization: autoEnabling({ inspector }) },
        problem: [...codeWithoutLambda, setting("autoEnable.inspector.LAMBDA", "NEW")],
    })),
    {
        what: "LAMBDA_CODE in more accounts than LAMBDA",
        organization: { ...autoEnabling({ inspector: { LAMBDA_CODE: "ALL", LAMBDA: "NEW" } }), members },
        problem: [...codeWithoutLambda, setting("autoEnable.inspector.LAMBDA", "ALL")],
    },
    {
        ...{ what: "a plan nobody knows", organization: autoEnabling({ plans: { S3_DATA_EVENT: "ALL" } }) },
        problem: [
            "vigil:organization.autoEnable.plans.S3_DATA_EVENT: no such setting. Did you mean S3_DATA_EVENTS?",
            ...[memberPlans, removing("autoEnable.plans.S3_DATA_EVENT")],
        ],
    },
    {
        ...{ what: "the plan without auto-enable", organization: autoEnabling({ plans: { AI_ANALYST: "ALL" } }) },
        problem: [
            "vigil:organization.autoEnable.plans.AI_ANALYST: no such setting",
            ...[memberPlans, removing("autoEnable.plans.AI_ANALYST")],
        ],
    },
    {
        ...{ what: "a scan type nobody knows", organization: autoEnabling({ inspector: { EC3: "NEW" } }) },
        problem: [
            "vigil:organization.autoEnable.inspector.EC3: no such setting. Did you mean EC2?",
            "allowed: EC2, ECR, LAMBDA, LAMBDA_CODE, CODE_REPOSITORY",
            removing("autoEnable.inspector.EC3"),
        ],
    },
    ...(
        [
            ["guardDuty", { guardDuty: "new" }, words],
            ["macie", { macie: "new" }, words],
            ["plans.S3_DATA_EVENTS", { plans: { S3_DATA_EVENTS: "new" } }, words],
            ["inspector.EC2", { inspector: { EC2: "new" } }, words],
            [
                "inspector",
                { inspector: "new" },
                `${words}, a map of EC2, ECR, LAMBDA, LAMBDA_CODE, CODE_REPOSITORY and such words`,
            ],
        ] as const
    ).map(([path, autoEnable, allowed]) => ({
        ...{ what: `a word nobody knows for ${path}`, organization: autoEnabling(autoEnable) },
        problem: [
            `vigil:organization.autoEnable.${path}: not an allowed value. Did you mean NEW?`,
            ...['got:     "new"', allowed, setting(`autoEnable.${path}`, "NEW")],
        ],
    })),
    {
        what: "an agent nobody knows",
        organization: autoEnabling({ plans: { RUNTIME_MONITORING: { autoEnable: "ALL", agents: ["EKZ"] } } }),
        problem: [
            "vigil:organization.autoEnable.plans.RUNTIME_MONITORING.agents[0]: not an allowed value. Did you mean EKS?",
            ...['got:     "EKZ"', "allowed: a list of EKS, ECS, EC2"],
            setting("autoEnable.plans.RUNTIME_MONITORING.agents[0]", "EKS"),
        ],
    },
    {
        what: "a plan that a Region lacks",
        organization: autoEnabling({ plans: { RDS_LOGIN_EVENTS: "NEW" } }),
        others: { "aws:region": "ap-east-2", "vigil:macie": "false" },
        problem: [
            "vigil:organization.autoEnable.plans.RDS_LOGIN_EVENTS: AWS has no RDS_LOGIN_EVENTS in ap-east-2 (settings/regions.ts, as of 2026-08)",
            ...[inRegions, skip],
        ],
    },
    {
        what: "a scan type that a Region lacks",
        organization: autoEnabling({ inspector: { CODE_REPOSITORY: "NEW" } }),
        others: { "aws:region": "eu-west-3" },
        problem: [
            "vigil:organization.autoEnable.inspector.CODE_REPOSITORY: AWS has no CODE_REPOSITORY in eu-west-3 (settings/regions.ts, as of 2026-08)",
            ...[inRegions, skip],
        ],
    },
    suspended(
        { role: "management", administrator },
        "only the organization's administrator can suspend the services in the management account",
    ),
    suspended({ role: "administrator" }, "AWS lets no administrator suspend the services while it has members"),
    suspended({ role: "member" }, "only the organization's administrator can suspend the services in a member"),
];

describe("settings: an organization's refusals", () => {
    for (const { what, organization, others, problem } of refused) {
        it(`refuses ${what}`, () => {
            assert.equal(refusal(configOf(organization, others)), oneProblem(...problem));
        });
    }

    it("wants somebody told by whoever is not the management account or a member", () => {
        for (const role of ["standalone", "administrator"])
            assert.match(refusal(configOf({ role }, silent)), /vigil:alerts\.emails: nobody would hear of a finding/);
    });

    it("tells several mistakes at once, and of each only what stands on its own", () => {
        const text = refusal(
            configOf({
                ...{ role: "member", administrator: "1", members: { "2": "x" } },
                autoEnable: { plans: { X: "ALL" }, macie: "ALL" },
            }),
        );
        assert.deepEqual(
            [...text.matchAll(/^ {2}([^ ]+): (.*)$/gm)].map(([, ...told]) => told),
            [
                ["vigil:organization.administrator", numberWrong],
                ["vigil:organization.autoEnable.plans.X", "no such setting"],
                ["vigil:organization.members.2", numberWrong],
                ...["autoEnable", "members"].map((key) => [
                    `vigil:organization.${key}`,
                    "it is for the stack of the administrator account, and vigil:organization.role is member",
                ]),
            ],
        );
    });
});

const agent = (name: string, autoEnable: string) => ({ name, autoEnable });
const noAgents = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"].map((name) =>
    agent(name, "NONE"),
);
const plan = (name: string, autoEnable = "NONE", agents: object[] = []) => ({ name, autoEnable, agents });

/** What nobody asked for is written down as off. */
const unasked = [
    ...["S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "EBS_MALWARE_PROTECTION", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS"].map(
        (name) => plan(name),
    ),
    plan("RUNTIME_MONITORING", "NONE", noAgents),
];
const standardScan = ["EC2", "ECR", "LAMBDA"];

describe("settings: an organization", () => {
    const inRegion = (organization: Organization, others?: Config) =>
        parseSettings(configOf(organization, others)).regions[0]!.members;

    it("is covered with new accounts alone where nobody is named, and GuardDuty covers all", () => {
        const settings = parseSettings(configOf({ role: "administrator" }));
        assert.deepEqual(settings.organization, { role: "administrator", members: [] });
        assert.deepEqual(settings.regions[0]!.members, {
            guardDuty: "ALL",
            plans: unasked,
            macie: { newAccounts: true, members: false },
            inspector: { newAccounts: standardScan, members: [] },
        });
        // All else is as without an organization.
        const { organization, ...others } = parseSettings(least);
        assert.deepEqual(organization, { role: "standalone" });
        assert.deepEqual(
            { ...settings, regions: settings.regions.map((region) => ({ ...region, members: undefined })) },
            { ...others, organization: settings.organization },
        );
    });

    it("is covered whole where members are named", () => {
        const organization = { role: "administrator", members: [{ id: "333333333333", email: "shop@example.com" }] };
        const one = { role: "administrator", members: { 333333333333: "shop@example.com" } };
        assert.deepEqual(parseSettings(configOf(one)).organization, organization);
        assert.deepEqual(inRegion({ role: "administrator", members }), {
            guardDuty: "ALL",
            plans: unasked,
            macie: { newAccounts: true, members: true },
            inspector: { newAccounts: standardScan, members: standardScan },
        });
    });

    it("has words of its own for each service, plan, agent and scan type", () => {
        const plans = {
            S3_DATA_EVENTS: "ALL",
            EBS_MALWARE_PROTECTION: "NONE",
            RUNTIME_MONITORING: { autoEnable: "NEW", agents: ["EC2"] },
            EKS_RUNTIME_MONITORING: { autoEnable: "NONE", agents: [] },
            AI_PROTECTION: "NEW",
        };
        const inspector = { EC2: "ALL", ECR: "NEW", LAMBDA: "ALL", LAMBDA_CODE: "NEW", CODE_REPOSITORY: "NONE" };
        assert.deepEqual(inRegion({ ...autoEnabling({ guardDuty: "NEW", macie: "NEW", plans, inspector }), members }), {
            guardDuty: "NEW",
            plans: [
                plan("S3_DATA_EVENTS", "ALL"),
                ...unasked.slice(1, 5),
                plan("RUNTIME_MONITORING", "NEW", [...noAgents.slice(0, 2), agent("EC2_AGENT_MANAGEMENT", "NEW")]),
                plan("EKS_RUNTIME_MONITORING", "NONE", noAgents.slice(0, 1)),
                plan("AI_PROTECTION", "NEW"),
            ],
            macie: { newAccounts: true, members: false },
            inspector: { newAccounts: ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"], members: ["EC2", "LAMBDA"] },
        });
    });

    it("is left alone on NONE, and where the administrator has a service off", () => {
        const none = { guardDuty: "NONE", macie: "NONE", inspector: "NONE" };
        const left = { guardDuty: "NONE", plans: unasked };
        assert.deepEqual(inRegion({ ...autoEnabling(none), members }), {
            ...left,
            macie: { newAccounts: false, members: false },
            inspector: { newAccounts: [], members: [] },
        });
        const off = { "vigil:macie": "false", "vigil:inspector": "false" };
        const nothing = { ...left, macie: undefined, inspector: undefined };
        assert.deepEqual(inRegion({ ...autoEnabling(none), members }, off), nothing);
    });

    it("has Inspector's word for the scan types of the administrator itself", () => {
        const organization = { ...autoEnabling({ inspector: "ALL" }), members };
        assert.deepEqual(inRegion(organization, { "vigil:inspector": '{"scan":["ECR"]}' })?.inspector, {
            newAccounts: ["ECR"],
            members: ["ECR"],
        });
    });

    it("has LAMBDA_CODE in the accounts that have LAMBDA", () => {
        assert.deepEqual(inRegion(autoEnabling({ inspector: { LAMBDA: "NEW", LAMBDA_CODE: "NEW" } }))?.inspector, {
            newAccounts: ["LAMBDA", "LAMBDA_CODE"],
            members: [],
        });
    });

    it("has nothing that its Region lacks", () => {
        const { members: lacking } = parseSettings(
            configOf(
                {
                    ...autoEnabling({
                        plans: { RDS_LOGIN_EVENTS: "ALL" },
                        inspector: { EC2: "ALL", LAMBDA_CODE: "ALL", LAMBDA: "ALL" },
                    }),
                    members,
                },
                { "aws:region": "ap-east-2", "vigil:skipUnavailable": "true" },
            ),
        ).regions[0]!;
        assert.deepEqual(lacking, {
            guardDuty: "ALL",
            plans: unasked.filter(({ name }) => name !== "RDS_LOGIN_EVENTS"),
            macie: undefined,
            inspector: { newAccounts: ["EC2", "LAMBDA"], members: ["EC2", "LAMBDA"] },
        });
    });

    const undecided = {
        ...{ region: "eu-west-1", optIn: false, members: undefined },
        guardDuty: { enabled: true, publishEvery: undefined, plans: [] },
        macie: { status: "ENABLED", publishEvery: undefined },
        inspector: { scan: standardScan, registryScanning: undefined },
    };

    it("is managed by a stack that keeps nothing, tells nobody and has no plans", () => {
        const others = {
            "vigil:guardDuty": '{"plans":{"S3_DATA_EVENTS":true}}',
            "vigil:scanTargets": "true",
        };
        const settings = (organization: Organization, more: Config) =>
            parseSettings(configOf({ role: "management", administrator, ...organization }, more));
        const managed = {
            ...{ home: "eu-west-1", regions: [undecided] },
            organization: { role: "management", administrator, watched: false },
            ...{ alerts: undefined, archive: undefined, replayDays: 30, scanTargets: false },
        };
        for (const more of [silent, others]) assert.deepEqual(settings({}, more), managed);
        assert.deepEqual(settings({ administrator: 222222222222, watchManagementAccount: true }, silent), {
            ...managed,
            regions: [
                {
                    ...undecided,
                    guardDuty: { ...undecided.guardDuty, plans: parseSettings(least).regions[0]?.guardDuty.plans },
                },
            ],
            organization: { role: "management", administrator, watched: true },
        });
    });

    it("has members that keep their findings, and tell of them only if asked to", () => {
        const settings = parseSettings(configOf({ role: "member" }));
        const quiet = parseSettings(configOf({ role: "member" }, silent));
        const standalone = parseSettings(least);
        const member = { ...standalone, organization: { role: "member" }, regions: [undecided] };
        assert.deepEqual(settings, member);
        assert.deepEqual(quiet, { ...member, alerts: undefined });
    });

    it("refuses a member no plan that it does not decide about", () => {
        const plans = { "aws:region": "ap-east-2", "vigil:guardDuty": '{"plans":{"RDS_LOGIN_EVENTS":true}}' };
        assert.deepEqual(
            parseSettings(configOf({ role: "member" }, { ...plans, "vigil:macie": "false" })).regions[0]?.guardDuty
                .plans,
            [],
        );
    });
});

describe("settings: an organization's warnings", () => {
    const warned = (organization: Organization, others: Config = {}) => {
        const warnings: string[] = [];
        parseSettings(configOf(organization, others), [], (warning) => warnings.push(warning));
        return warnings;
    };
    const blind = (at: string) =>
        "RUNTIME_MONITORING is on, but GuardDuty installs no agent, and where none runs it sees nothing: name the agents in " +
        `vigil:${at}.RUNTIME_MONITORING.agents, or set that to [] if you install them all yourself.`;
    const uncovered = (services: string) =>
        `${services} will cover accounts that join the organization, but none that is in it already: name those in ` +
        "vigil:organization.members, and set ALL.";
    const plans = { "vigil:guardDuty": '{"plans":{"RUNTIME_MONITORING":true,"AI_PROTECTION":true}}' };
    const undocumented =
        "AWS documents no list of the Regions that have AI_PROTECTION: in one without it, pulumi up fails.";

    it("say what the management account leaves to the administrator, if anything was asked for", () => {
        const management = { role: "management", administrator };
        assert.deepEqual(warned(management, silent), []);
        assert.deepEqual(warned(management, { ...plans, "vigil:scanTargets": "true" }), [
            "Left out: vigil:alerts, vigil:guardDuty.plans, vigil:scanTargets. In the management account's stack that means " +
                "nothing: archive, alerts and plans are the administrator's.",
        ]);
    });

    it("say which accounts the administrator does not cover", () => {
        assert.deepEqual(warned({ role: "administrator", members }), []);
        assert.deepEqual(warned({ role: "administrator" }), [uncovered("Macie and Inspector (EC2, ECR, LAMBDA)")]);
        const inspector = { EC2: "ALL", ECR: "NEW", LAMBDA: "NONE" };
        assert.deepEqual(warned({ ...autoEnabling({ inspector }), members }), [uncovered("Inspector (ECR)")]);
        assert.deepEqual(warned({ ...autoEnabling({ macie: "NEW" }), members }), [uncovered("Macie")]);
        const none = autoEnabling({ macie: "NONE", inspector: "NONE" });
        assert.deepEqual(warned(none), []);
    });

    it("say where NEW does not cover everybody who joins", () => {
        const regions = { "vigil:regions": '["eu-west-1","af-south-1","me-south-1"]' };
        assert.deepEqual(warned({ ...autoEnabling({ guardDuty: "NEW" }), members }, regions), [
            "vigil:organization.autoEnable.guardDuty is NEW: in af-south-1, me-south-1 that works only for accounts that " +
                "enabled the Region before they joined. ALL takes the others, too.",
        ]);
        assert.deepEqual(warned({ ...autoEnabling({ guardDuty: "NEW" }), members }), []);
        assert.deepEqual(warned({ ...autoEnabling({ guardDuty: "ALL" }), members }, regions), []);
    });

    it("say of the members' plans what they say of the account's own", () => {
        const asked = (word: string, agents?: string[]) => ({
            members,
            ...autoEnabling({
                plans: { AI_PROTECTION: word, RUNTIME_MONITORING: agents ? { autoEnable: word, agents } : word },
            }),
        });
        const theirs = blind("organization.autoEnable.plans");
        assert.deepEqual(warned(asked("NEW")), [undocumented, theirs]);
        assert.deepEqual(warned(asked("NEW"), plans), [undocumented, blind("guardDuty.plans"), theirs]);
        assert.deepEqual(warned(asked("ALL", [])), [undocumented]);
        assert.deepEqual(warned(asked("NONE")), [undocumented]);
    });

    it("say what a Region leaves out of what members were to have", () => {
        const lacking = { "aws:region": "ap-east-2", "vigil:macie": "false", "vigil:skipUnavailable": "true" };
        assert.deepEqual(warned({ ...autoEnabling({ plans: { RDS_LOGIN_EVENTS: "ALL" } }), members }, lacking), [
            "Left out, because AWS does not offer it (settings/regions.ts, as of 2026-08): RDS_LOGIN_EVENTS in ap-east-2.",
        ]);
        const none = { RDS_LOGIN_EVENTS: "NONE" };
        assert.deepEqual(
            warned({ ...autoEnabling({ plans: none }), members }, { ...lacking, "vigil:skipUnavailable": "false" }),
            [],
        );
    });

    it("say what a member leaves to the administrator, and whether anybody is told", () => {
        const leftOut =
            "Left out, because the organization's administrator decides it for its members: whether GuardDuty, Macie and " +
            "Inspector are on, vigil:guardDuty (plans, publishEvery), vigil:macie.publishEvery, vigil:inspector.scan, " +
            "suppression rules and lists. A GuardDuty or Inspector policy of the organization overrides even the administrator.";
        const untold =
            "Nobody is told of findings by this stack: its administrator's stack does that. To be told here, too, name " +
            "somebody in vigil:alerts.emails.";
        assert.deepEqual(warned({ role: "member" }, plans), [leftOut]);
        assert.deepEqual(warned({ role: "member" }, silent), [
            leftOut,
            `${untold} Nor is there anything for Athena to ask, so vigil:archive.queries makes nothing.`,
        ]);
        const without = { ...silent, "vigil:archive": '{"queries":false}' };
        assert.deepEqual(warned({ role: "member" }, without), [leftOut, untold]);
    });
});
