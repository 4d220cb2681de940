import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../support/stacks";

interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
    readonly if?: string;
    readonly environment?: string;
    readonly env?: unknown;
    readonly permissions: Readonly<Record<string, string>>;
    readonly steps: readonly Step[];
}

interface Workflow {
    readonly permissions: unknown;
    readonly env?: unknown;
    readonly jobs: Readonly<Record<string, Job>>;
}

const texts = ["vigil", "drill"].map((name) => readFileSync(join(root, `.github/workflows/${name}.yaml`), "utf8"));
const workflows = texts.map((text) => parse(text) as Workflow);
const jobs = workflows.flatMap((workflow) => Object.entries(workflow.jobs));

describe("the workflows", () => {
    it("give each job an environment, a role and permissions of its own", () => {
        const roleOf = ({ steps }: Job) =>
            steps.map((step) => step.with?.["role-to-assume"]).filter((role) => role !== undefined);
        assert.deepEqual(
            jobs.map(([name, job]) => [name, job.environment, roleOf(job), Object.keys(job.permissions)]),
            [
                ["check", undefined, [], ["contents"]],
                ["rehearse", undefined, [], ["contents"]],
                [
                    ...["preview", "${{ matrix.stack }}-preview", ["${{ secrets.AWS_PREVIEW_ROLE }}"]],
                    ["contents", "id-token", "pull-requests"],
                ],
                ["up", "${{ matrix.stack }}", ["${{ secrets.AWS_DEPLOY_ROLE }}"], ["contents", "id-token"]],
                ["drill", "${{ matrix.stack }}-drill", ["${{ secrets.AWS_DRILL_ROLE }}"], ["contents", "id-token"]],
            ],
        );
        for (const { permissions } of workflows) assert.deepEqual(permissions, {});
    });

    it("deploy the branch main alone, and give changes from forks no credentials", () => {
        const conditions = Object.fromEntries(jobs.map(([name, job]) => [name, job.if]));
        assert.equal(conditions.up, "github.event_name == 'push' && github.ref == 'refs/heads/main'");
        assert.match(conditions.preview ?? "", /head\.repo\.full_name == github\.repository$/);
    });

    it("hand secrets to the steps that use Pulumi's state or assume a role, and to no other", () => {
        for (const { env, jobs } of workflows) assert.ok(!JSON.stringify([env, ...envs(jobs)]).includes("secrets."));
        for (const { uses = "", run = "", ...rest } of jobs.flatMap(([, { steps }]) => steps)) {
            const needs = /^(pulumi\/actions|aws-actions)/.test(uses) || run.startsWith("npm run drill");
            if (JSON.stringify(rest).includes("secrets.")) assert.ok(needs, uses + run);
        }
    });

    it("pin every action by commit, with its version beside it, but Pulumi's, by major version", () => {
        for (const [line] of texts.flatMap((text) => [...text.matchAll(/uses: .*/g)]))
            assert.match(line, /^uses: ([\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|pulumi\/actions@v\d+)$/);
    });
});

function envs(jobs: Workflow["jobs"]): unknown[] {
    return Object.values(jobs).map(({ env }) => env);
}
