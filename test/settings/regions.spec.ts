import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { parseSettings } from "../../settings";
import { defaultRegions, isOptIn, offers, optInRegions, regions, type Offer } from "../../settings/regions";
import { planNames, scanTypes } from "../../settings/vocabulary";
import { least, refusal } from "./configs";

const having = (offer: Offer) => regions.filter((region) => offers(region, offer)).length;

describe("settings: regions", () => {
    it("knows 17 default and 17 opt-in regions, each once, all of them the provider's", () => {
        assert.deepEqual([defaultRegions.length, optInRegions.length, new Set(regions).size], [17, 17, 34]);
        const known: readonly string[] = Object.values(aws.Region);
        assert.deepEqual(
            regions.filter((region) => !known.includes(region)),
            [],
        );
        assert.deepEqual([isOptIn("eu-west-1"), isOptIn("eu-south-1")], [false, true]);
    });

    it("knows how many regions have what", () => {
        const offered = ["Macie", "Inspector", ...planNames, ...scanTypes] as const;
        assert.deepEqual(Object.fromEntries(offered.map((offer) => [offer, having(offer)])), {
            Macie: 22,
            Inspector: 33,
            S3_DATA_EVENTS: 34,
            EKS_AUDIT_LOGS: 34,
            EBS_MALWARE_PROTECTION: 34,
            RDS_LOGIN_EVENTS: 33,
            LAMBDA_NETWORK_LOGS: 34,
            RUNTIME_MONITORING: 34,
            EKS_RUNTIME_MONITORING: 34,
            AI_PROTECTION: 34,
            AI_ANALYST: 10,
            EC2: 34,
            ECR: 34,
            LAMBDA: 34,
            LAMBDA_CODE: 10,
            CODE_REPOSITORY: 10,
        });
    });

    it("has Macie and Inspector in every default region", () => {
        assert.ok(defaultRegions.every((region) => offers(region, "Macie") && offers(region, "Inspector")));
    });

    it("takes all-default as the default regions, wherever home is", () => {
        const names = parseSettings({ ...least, "vigil:regions": "all-default" }).regions.map(({ region }) => region);
        assert.deepEqual(names, defaultRegions);
    });
});

describe("settings: what a region lacks", () => {
    const config = {
        ...least,
        "aws:region": "eu-west-3",
        "vigil:regions": '["eu-west-3","ap-east-2","ap-southeast-6"]',
        "vigil:guardDuty": '{"plans":{"RDS_LOGIN_EVENTS":true,"AI_ANALYST":true}}',
        "vigil:inspector": '{"scan":["LAMBDA","LAMBDA_CODE","CODE_REPOSITORY"]}',
    };

    it("is refused, each thing by itself, with the regions and the source", () => {
        const problem = (path: string, missing: string) =>
            `  ${path}: AWS has no ${missing} (settings/regions.ts, as of 2026-08)
      allowed: off, or Regions that have it, or leaving it out where it is missing with vigil:skipUnavailable
      fix:     pulumi config set vigil:skipUnavailable true`;
        assert.equal(
            refusal(config),
            [
                "The settings of this stack have 6 problems; nothing was registered.",
                problem("vigil:guardDuty.plans.RDS_LOGIN_EVENTS", "RDS_LOGIN_EVENTS in ap-east-2"),
                problem("vigil:guardDuty.plans.AI_ANALYST", "AI_ANALYST in ap-east-2, ap-southeast-6"),
                problem("vigil:macie", "Macie in ap-east-2, ap-southeast-6"),
                problem("vigil:inspector", "Inspector in ap-southeast-6"),
                problem("vigil:inspector.scan", "LAMBDA_CODE in eu-west-3, ap-east-2"),
                problem("vigil:inspector.scan", "CODE_REPOSITORY in eu-west-3, ap-east-2"),
            ].join("\n\n"),
        );
    });

    it("is left out with skipUnavailable, and named in one warning", () => {
        const warnings: string[] = [];
        const settings = parseSettings({ ...config, "vigil:skipUnavailable": "true" }, [], (text) =>
            warnings.push(text),
        );
        assert.deepEqual(
            settings.regions.map(({ region, macie, inspector, guardDuty: { plans } }) => [
                region,
                macie !== undefined,
                inspector?.scan,
                plans.filter(({ enabled }) => enabled).map(({ name }) => name),
            ]),
            [
                ["eu-west-3", true, ["LAMBDA"], ["RDS_LOGIN_EVENTS", "AI_ANALYST"]],
                ["ap-east-2", false, ["LAMBDA"], []],
                ["ap-southeast-6", false, undefined, ["RDS_LOGIN_EVENTS"]],
            ],
        );
        assert.deepEqual(warnings, [
            "Left out, because AWS does not offer it (settings/regions.ts, as of 2026-08): RDS_LOGIN_EVENTS in ap-east-2; " +
                "AI_ANALYST in ap-east-2, ap-southeast-6; Macie in ap-east-2, ap-southeast-6; Inspector in ap-southeast-6; " +
                "LAMBDA_CODE in eu-west-3, ap-east-2; CODE_REPOSITORY in eu-west-3, ap-east-2.",
        ]);
    });

    it("is not known of a plan whose Regions AWS does not list: that is worth a warning, on or off", () => {
        for (const asked of ["true", "false"]) {
            const warnings: string[] = [];
            const named = { ...least, "vigil:guardDuty": `{"plans":{"AI_PROTECTION":${asked}}}` };
            parseSettings(named, [], (text) => warnings.push(text));
            assert.deepEqual(warnings, [
                "AWS documents no list of the Regions that have AI_PROTECTION: in one without it, pulumi up fails.",
            ]);
        }
    });

    it("is Inspector as a whole where no scan type is left", () => {
        const scan = { ...least, "aws:region": "eu-west-3", "vigil:inspector": '{"scan":["CODE_REPOSITORY"]}' };
        assert.equal(parseSettings({ ...scan, "vigil:skipUnavailable": "true" }).regions[0]!.inspector, undefined);
    });

    it("is no matter, nor worth a warning, while it is off", () => {
        const warnings: string[] = [];
        const off = {
            ...least,
            "aws:region": "ap-southeast-6",
            "vigil:macie": "false",
            "vigil:inspector": "false",
        };
        const [region] = parseSettings(off, [], (text) => warnings.push(text)).regions;
        assert.deepEqual([region!.guardDuty.plans.length, warnings], [6, []]);
    });
});
