import assert from "node:assert/strict";
import { typesLike } from "../../findings/finding-types";
import { mutedPatterns } from "../../findings/patterns";
import { severitiesOf } from "../../findings/severity";
import { matchesType } from "../../findings/type-pattern";
import { eventNames, matches, matching, readEvent, readEventWith } from "./events";

const [every, mailed] = [severitiesOf.guardDuty, ["HIGH", "CRITICAL"] as const];
const typesIn = (mute: readonly string[]) =>
    mutedPatterns("guardDuty", mailed, mute).map(({ detail }) => (detail as { type: unknown }).type);

describe("mutedPatterns", () => {
    it("are the active findings of the bands and types", () => {
        assert.deepEqual(mutedPatterns("guardDuty", mailed, ["CryptoCurrency:EC2/*"]), [
            {
                source: ["aws.guardduty"],
                "detail-type": ["GuardDuty Finding"],
                detail: {
                    severity: [{ numeric: [">=", 7, "<", 9] }, { numeric: [">=", 9] }],
                    service: { archived: [false, null, { exists: false }] },
                    type: [{ prefix: "CryptoCurrency:EC2/" }],
                },
            },
        ]);
    });

    it("are whole types, beginnings and ends where they can be, and else wildcards", () => {
        assert.deepEqual(typesIn(["Recon:EC2/Portscan", "Recon:*", "*/Portscan", "Recon:**/Portscan", "*EC2*", "**"]), [
            [
                "Recon:EC2/Portscan",
                { prefix: "Recon:" },
                { suffix: "/Portscan" },
                { wildcard: "Recon:*/Portscan" },
                { wildcard: "*EC2*" },
                { exists: true },
            ],
        ]);
    });

    it("match the findings that the notifier mutes, and no others", () => {
        const active = eventNames.filter((name) => /^guardduty-(?!archived)/.test(name));
        for (const pattern of [
            "Recon:*",
            "*:EC2/*",
            "CryptoCurrency:EC2/*",
            "Policy:*Usage",
            "*",
            "AttackSequence:*",
        ]) {
            const own = mutedPatterns("guardDuty", every, [pattern]).flatMap(matching);
            assert.deepEqual(
                own,
                active.filter((name) => matchesType(pattern, (readEvent(name).detail as { type: string }).type)),
                pattern,
            );
        }
    });

    it("are none of a service without such types, or without a band that is mailed", () => {
        assert.deepEqual(mutedPatterns("macie", ["HIGH"], ["Recon:*"]), []);
        assert.deepEqual(mutedPatterns("guardDuty", [], ["Recon:*"]), []);
        assert.deepEqual(mutedPatterns("guardDuty", mailed, []), []);
    });

    it("are several where one would be longer than EventBridge takes, with each type in one", () => {
        const types = typesLike("*").flatMap(({ service, type }) => (service === "guardDuty" ? type : []));
        const all = mutedPatterns("guardDuty", every, types);
        assert.ok(all.length > 1);
        for (const pattern of all) assert.ok(JSON.stringify(pattern).length <= 2048);
        for (const type of types) {
            const event = readEventWith("guardduty-high-bucket", { type });
            assert.equal(all.filter((pattern) => matches(pattern, event)).length, 1, type);
        }
    });
});
