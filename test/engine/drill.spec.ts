import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Outputs, parseOutputs } from "../../tools/recording/outputs";
import { isGreen, type Report } from "../../tools/proof/report";
import { Deployment } from "./support/deployment";
import { DrillProcess, randomNumbers } from "./support/drill-process";
import { tracesOfDrills } from "./support/drill-leftovers";
import { brokenHops, devExpectations, drillDev, rehearseDev } from "./support/drilling";
import { eventually } from "./support/eventually";
import { timed } from "./support/figures";
import { faults } from "./support/stack-faults";

describe("the drill of a deployed dev stack", () => {
    let folder: string;
    let deployment: Deployment;
    let outputs: Outputs;
    let options: string[];
    const cleanUps: (() => Promise<void>)[] = [];

    before(async () => {
        folder = await mkdtemp(join(tmpdir(), "vigil-drill-test-"));
        cleanUps.unshift(() => rm(folder, { recursive: true }));
        deployment = await Deployment.of("dev");
        cleanUps.unshift(() => deployment.remove());
        await deployment.up();
        const text = JSON.stringify(await deployment.outputs());
        outputs = parseOutputs(text, "the deployment");
        const file = join(folder, "outputs.json");
        await writeFile(file, text);
        options = ["--outputs", file, "--yes", "--settle", "1", "--timeout", "1"];
    });
    after(async () => {
        for (const cleanUp of cleanUps) await cleanUp();
    });
    afterEach(async () => {
        assert.deepEqual(await eventually(() => tracesOfDrills(outputs), [], 5), [], "left by a drill");
    });

    it("refuses to begin while a mailbox has not confirmed, and says who", async () => {
        const { status, stderr } = await DrillProcess.start(...options).ended();
        assert.equal(status, 2, stderr);
        assert.match(stderr, /security@example\.com has not confirmed its subscription/);
    });

    it("shows that every alert arrives, in every Region, with its latency", async () => {
        const [junit, html] = [join(folder, "drill.xml"), join(folder, "drill.html")];
        const files = ["--json", "--junit", junit, "--html", html];
        const drill = DrillProcess.start(...options, "--allow-pending", ...files);
        const { status, stdout, stderr } = await timed("a drill of two Regions", () => drill.ended());
        assert.equal(status, 0, stderr + stdout);
        const report = JSON.parse(stdout) as Report;
        assert.ok(isGreen(report));
        const travelled = report.results.filter(({ latencySeconds }) => latencySeconds !== undefined);
        assert.deepEqual(
            travelled.map(({ id }) => id),
            ["eu-west-1", "us-east-1"].flatMap((region) => [
                `${region}/guardDuty/HIGH`,
                `${region}/guardDuty/CRITICAL`,
                `${region}/macie/HIGH`,
            ]),
        );
        const archived = report.results.filter(({ id }) => id.endsWith("/guardDuty/export"));
        for (const { region, arrived = "" } of archived)
            assert.ok(arrived.startsWith(`AWSLogs/${outputs.accountId}/GuardDuty/${region}/`), arrived);
        assert.match(await readFile(junit, "utf8"), /<testsuite/);
        assert.match(await readFile(html, "utf8"), /<!doctype html>/);
    });

    it("does it again on the same day", async () => {
        assert.deepEqual(brokenHops(await drillDev(outputs, devExpectations())), []);
    });

    it("agrees with a rehearsal over the deployed state: all is well", async () => {
        assert.deepEqual(brokenHops(await rehearseDev(await deployment.state())), []);
    });

    for (const { name, hop, isRefused, isForeign, make } of faults) {
        const both = isForeign ? "" : ", and so does a rehearsal over the refreshed state,";
        it(`names the ${hop}${both} when ${name}`, async () => {
            const state = await deployment.state();
            const undo = await make(outputs);
            try {
                if (!isForeign) {
                    await deployment.refresh();
                    const [first] = brokenHops(await rehearseDev(await deployment.state()));
                    assert.equal(first, `lost at the ${hop}`);
                }
                const drill = drillDev(outputs, devExpectations(["eu-west-1"]));
                if (isRefused) await assert.rejects(drill, new RegExp(`nothing was touched:\n  - ${hop}: `));
                else assert.equal(brokenHops(await drill)[0], `lost at the ${hop}`);
            } finally {
                await undo();
                await deployment.restore(state);
            }
        });
    }

    it("is green again after all that", async () => {
        assert.deepEqual(brokenHops(await drillDev(outputs, devExpectations())), []);
    });

    describe("when it is killed", () => {
        const seed = Number(process.env.DRILL_SEED ?? Date.now() % 100_000);
        const random = randomNumbers(seed);
        const narrow = ["--allow-pending", "--regions", "eu-west-1"];

        for (let round = 1; round <= 12; round++) {
            const signal = round % 2 === 0 ? "SIGTERM" : "SIGKILL";
            const moment = Math.round(random() * 5000);
            it(`leaves nothing, ${signal} after ${moment} ms (seed ${seed})`, async () => {
                const drill = DrillProcess.start(...options, ...narrow);
                await drill.killAfter(moment, signal);
                const { status, stdout, stderr } = await drill.ended();
                if (signal === "SIGTERM") {
                    // Between its last word and its end, a signal kills a drill that has cleaned up already.
                    const isOver = status === 0 || (status === signal && stdout.includes(" results: "));
                    assert.ok(status === 143 || isOver, `${status}: ${stderr}`);
                    return;
                }
                const cleaning = await DrillProcess.start(...options, "--clean").ended();
                assert.equal(cleaning.status, 0, cleaning.stderr);
            });
        }
    });
});
