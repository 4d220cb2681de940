import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListDetectorsCommand } from "@aws-sdk/client-guardduty";
import { accountInventory } from "./support/account-inventory";
import { archivedEvents } from "./support/archived-events";
import { archivedFindings } from "./support/archived-findings";
import { clientsIn } from "./support/clients";
import { confirmMailboxes } from "./support/confirmed-mailbox";
import { Deployment, type Outputs } from "./support/deployment";
import { diagnosisIn } from "./support/doctor";
import { canFind, inspectorFindings } from "./support/emulator-hooks";
import { eventually } from "./support/eventually";
import { timed } from "./support/figures";
import { MailQueue } from "./support/mail-queue";
import { mailAddressOf, TestOrganization } from "./support/organization";
import { guardDutySamples, macieSamples, type SampleFinding } from "./support/sample-findings";
import type { Received } from "./support/test-queue";

const home = "eu-west-1";
const abroad = "us-east-1";
const regions = [home, abroad];

/** What there is in an account in which the three services are on, and nothing else. */
const servicesOn = regions
    .flatMap((region) =>
        ["detector", "macie ENABLED", "scanning ec2", "scanning ecr", "scanning lambda"].map(
            (service) => `${region} ${service}`,
        ),
    )
    .sort();

type Receiver = "default" | "shop" | "logs";

describe("the stacks of an organization", () => {
    let organization: TestOrganization<"security" | "shop" | "logs" | "successor">;
    let management: Deployment;
    let administrator: Deployment;
    let member: Deployment;
    let outputs: Outputs;
    const cleanUps: (() => Promise<unknown>)[] = [];

    before(async () => {
        organization = await TestOrganization.of(["security", "shop", "logs", "successor"]);
        cleanUps.unshift(() => organization.remove());
        const { shop, logs, security } = organization.accounts;
        management = await stackIn(organization.management, "management", {
            alerts: {},
            organization: { role: "management", administrator: security },
        });
        administrator = await stackIn(security, "administrator", {
            accountNames: { [shop]: "Web shop" },
            alerts: {
                emails: ["security@example.com"],
                routes: {
                    shop: { accounts: [shop], emails: ["shop@example.com"] },
                    logs: { accounts: [logs], emails: ["logs@example.com"] },
                },
                // Enough for a mail of each.
                notifier: { mailsPerBatch: 20 },
            },
        });
        member = await stackIn(shop, "member", { alerts: {}, organization: { role: "member" } });
    });
    after(async () => {
        for (const cleanUp of cleanUps) await cleanUp();
    });

    it("are refused at preview in an account that cannot have their role", async () => {
        const { shop } = organization.accounts;
        const role = "vigil:organization.role is";
        await assert.rejects(management.as(shop).preview(), {
            message: new RegExp(
                `${role} management, but ${shop} is not the management account of its organization, which is ${organization.management}\\.`,
            ),
        });
        await assert.rejects(member.as(organization.management).preview(), {
            message: new RegExp(
                `${role} member, but ${organization.management} is the management account of its organization\\.`,
            ),
        });
        await assert.rejects(member.as("999999999999").preview(), {
            message: new RegExp(`${role} member, but the account's organization cannot be read`),
        });
        await assert.rejects(member.preview(), {
            message: new RegExp(`GuardDuty has no detector in ${abroad}, so no administrator has switched it on`),
        });
    });

    it("go up in the order of the docs, and need no change then", async () => {
        await administrator.up();
        await management.up();
        await administrate(administrator);
        const changes = await administrator.up();
        assert.deepEqual(
            changes.filter((change) => !/^create \S+ members-/.test(change)),
            [],
        );
        await administrator.refresh();
        assert.deepEqual([await management.preview(), await administrator.preview()], [[], []]);
    });

    it("switch the services on in the members", async () => {
        const { shop, logs } = organization.accounts;
        assert.deepEqual(await inventoryOf(shop), servicesOn);
        assert.deepEqual(await inventoryOf(logs), servicesOn);
    });

    it("go up in a member beside what its administrator has switched on, and need no change then", async () => {
        await member.up();
        assert.deepEqual(await member.preview(), []);
    });

    describe("when the services find something in members", () => {
        let receivers: Readonly<Record<Receiver, MailQueue>>;
        let inShop: string[];
        let inLogs: string[];
        let sampled: SampleFinding;

        before(async () => {
            const { shop, logs } = organization.accounts;
            outputs = await administrator.outputs();
            await confirmMailboxes();
            const topicOf = (route: string) => outputs.routeTopics[route]!.mailTopicArn!;
            receivers = {
                default: await MailQueue.on(outputs.notifier.mailTopicArn),
                shop: await MailQueue.on(topicOf("shop")),
                logs: await MailQueue.on(topicOf("logs")),
            };
            const { detectorIds } = await member.outputs();
            [sampled] = (await guardDutySamples(abroad, detectorIds[abroad]!, ["HIGH"], shop)) as [SampleFinding];
            inShop = [
                sampled.id,
                ...(await macieSamples(home, ["HIGH"], shop)).map(({ id }) => id),
                ...(canFind ? await inspectorFindings(abroad, ["CRITICAL"], shop) : []),
            ].sort();
            const { DetectorIds = [] } = await clientsIn(home, logs).guardDuty.send(new ListDetectorsCommand({}));
            inLogs = (await guardDutySamples(home, DetectorIds[0]!, ["HIGH"], logs)).map(({ id }) => id);
        });

        after(async () => {
            for (const queue of Object.values(receivers)) await queue.remove();
        });

        it("mails each once to the default route and to that of its account, and to no other", async () => {
            const expected = { default: [...inShop, ...inLogs].sort(), shop: inShop, logs: inLogs };
            const arrived = await timed("members' findings, to the mail topics", () => eventually(told, expected, 90));
            assert.deepEqual(arrived, expected);
        });

        it("names the account by its number, and by its name where it has one", async () => {
            const { shop, logs } = organization.accounts;
            for (const [queue, account, name] of [
                [receivers.shop, shop, `Web shop (${shop})`],
                [receivers.logs, logs, logs],
            ] as const) {
                for (const { subject, text } of await queue.mails()) {
                    assert.match(subject, new RegExp(`, ${account}\\)$`));
                    assert.equal(/^ {2}Account +(.+)$/m.exec(text)?.[1], name);
                }
            }
        });

        it("keeps each once in the administrator's archive", async () => {
            const { shop, logs } = organization.accounts;
            const expected = [...inShop.map((id) => `${shop} ${id}`), ...inLogs.map((id) => `${logs} ${id}`)].sort();
            assert.deepEqual(await eventually(kept, expected, 90), expected);
        });

        it("has GuardDuty export it to the administrator's bucket and to the member's own", async () => {
            const { security, shop } = organization.accounts;
            const mine = await member.outputs();
            for (const [{ findingsBucket, findingsKeyArn }, owner, ids] of [
                [outputs, security, [sampled.id, ...inLogs].sort()],
                [mine, shop, [sampled.id]],
            ] as const) {
                const expected = ids.map((id) => ({ id, encryption: "aws:kms", keyArn: findingsKeyArn }));
                const exported = () => archivedFindings(home, findingsBucket, `AWSLogs/`, owner);
                assert.deepEqual(await eventually(exported, expected, 60), expected);
            }
        });

        it("proves by a drill that members' samples are told of, by its own routes", async () => {
            const { shop, logs } = organization.accounts;
            // Where no sample of Macie's is left from before: one that is made again is only updated.
            const asked = ["--member-role", "OrganizationAccountAccessRole", "--regions", abroad, "--allow-pending"];
            const { results } = await timed("a drill of two members", () =>
                administrator.drill(...asked, "--settle", "1", "--timeout", "1"),
            );
            // The emulator takes a member's sample for the administrator's own of the same type, so of those nothing is said.
            const proven = results.filter(
                ({ id, outcome, latencySeconds }) =>
                    id.includes("/member/") && outcome === "arrives" && latencySeconds !== undefined,
            );
            assert.deepEqual(
                proven.map(({ id }) => id).sort(),
                ["guardDuty/HIGH", "guardDuty/CRITICAL", "macie/HIGH"]
                    .flatMap((band) => [shop, logs].map((member) => `${abroad}/${band}/member/${member}`))
                    .sort(),
            );
        });

        /** The findings that each receiver's mails are about; a long ID is broken into lines. */
        async function told(): Promise<Readonly<Record<Receiver, string[]>>> {
            const about = async (queue: MailQueue) => {
                const texts = (await queue.mails()).map(({ text }) => text.replaceAll(/\s|\|/g, ""));
                return texts.flatMap((text) => [...inShop, ...inLogs].filter((id) => text.includes(id))).sort();
            };
            return {
                default: await about(receivers.default),
                shop: await about(receivers.shop),
                logs: await about(receivers.logs),
            };
        }

        /** The account and the ID of each finding in the stream's objects. */
        async function kept(): Promise<string[]> {
            const { security } = organization.accounts;
            const objects = await archivedEvents(home, outputs.findingsBucket, "findings/", security);
            return objects.flatMap(({ events }) => events.map(accountAndId)).sort();
        }
    });

    describe("when the administrator's is destroyed before the management account's", () => {
        it("leaves the services on, first the member's, then the administrator's, then the delegation's end", async () => {
            const { security, shop, logs } = organization.accounts;
            await member.destroy();
            assert.deepEqual(await eventually(() => inventoryOf(shop), servicesOn, 60), servicesOn);
            await administrator.destroy();
            assert.deepEqual(await eventually(() => inventoryOf(security), servicesOn, 90), servicesOn);
            await management.destroy();
            for (const account of [security, shop, logs]) assert.deepEqual(await inventoryOf(account), servicesOn);
        });
    });

    describe("when the management account's comes first", () => {
        let successor: Deployment;
        let folder: string;

        before(async () => {
            folder = await mkdtemp(join(tmpdir(), "vigil-engine-test-"));
            cleanUps.unshift(() => rm(folder, { recursive: true }));
            successor = await stackIn(organization.accounts.successor, "successor", {
                alerts: { emails: ["security@example.com"], notifier: false },
            });
            await management.setConfig(
                "vigil:organization",
                JSON.stringify({
                    role: "management",
                    administrator: organization.accounts.successor,
                    watchManagementAccount: true,
                }),
            );
        });

        it("finds the services on in the administrator, where AWS has switched them on", async () => {
            await management.up();
            assert.deepEqual(await management.preview(), []);
            assert.deepEqual(await inventoryOf(organization.management), servicesOn);
            const inSuccessor = await inventoryOf(organization.accounts.successor);
            // AWS switches Inspector on as well; not every emulator does.
            const switchedOn = servicesOn.filter((line) => !line.includes("scanning"));
            assert.deepEqual(
                inSuccessor.filter((line) => !line.includes("scanning")),
                switchedOn,
            );
            await assert.rejects(successor.up(), /a detector already exists for the current account/);
        });

        it("takes them over by the doctor's import, and goes on", async () => {
            const [state, file] = [join(folder, "state.json"), join(folder, "import.json")];
            await writeFile(state, await successor.state());
            await diagnosisIn(organization.accounts.successor, "dev", "--state", state, "--write-import", file);
            await successor.import(file);
            await administrate(successor);
            await successor.up();
            assert.deepEqual(await successor.preview(), []);
        });

        it("can be destroyed first, too: the members keep their services, and the administrator goes its own way", async () => {
            const { shop, logs } = organization.accounts;
            await management.destroy();
            assert.deepEqual(await inventoryOf(organization.management), []);
            await successor.setConfig("vigil:organization", JSON.stringify({ role: "standalone" }));
            const changes = await successor.up();
            assert.deepEqual(
                changes.filter((change) => !/^delete \S+ members-/.test(change)),
                [],
            );
            await successor.destroy();
            assert.deepEqual(await eventually(() => inventoryOf(organization.accounts.successor), [], 90), []);
            for (const account of [shop, logs]) assert.deepEqual(await inventoryOf(account), servicesOn);
        });
    });

    /** A stack of its own, destroyed in the end. */
    async function stackIn(account: string, name: string, settings: object): Promise<Deployment> {
        const made = await Deployment.of("dev", undefined, name);
        const deployment = (await made.withOlderProvider()).as(account);
        cleanUps.unshift(() => deployment.remove());
        const all = { archive: { retain: false, queries: false }, ...settings };
        for (const [key, value] of Object.entries(all))
            await deployment.setConfig(`vigil:${key}`, JSON.stringify(value));
        return deployment;
    }

    /** Gives a stack the role of the administrator, with two members. */
    async function administrate(deployment: Deployment): Promise<void> {
        const { shop, logs } = organization.accounts;
        const members = { [shop]: mailAddressOf("shop"), [logs]: mailAddressOf("logs") };
        await deployment.setConfig("vigil:organization", JSON.stringify({ role: "administrator", members }));
    }

    /** Without the IDs of detectors, and without the role that AWS Organizations makes in every account. */
    async function inventoryOf(account: string): Promise<string[]> {
        const lines = await accountInventory(regions, account);
        return lines
            .filter((line) => line !== "role OrganizationAccountAccessRole")
            .map((line) => line.replace(/ detector .*/, " detector"));
    }
});

function accountAndId({ detail }: Received): string {
    const { accountId, awsAccountId, id, findingArn } = detail as Readonly<Record<string, unknown>>;
    return `${String(accountId ?? awsAccountId)} ${String(id ?? findingArn)}`;
}
