import pulumi from "@pulumi/eslint-plugin";
import importX, { createNodeResolver } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

const program = ["index.ts", "parts", "settings", "components", "policies", "findings", "notifier"];
const tool = (name) => `tools/${name}`;
const below = ["report", "simulation", "proof", "recording", "archive", "aws", "cli", "evaluators"];

/** Which rooms each room may import; imports run downwards only, and what is not named here is refused. */
const mayImport = {
    "index.ts": ["parts", "settings", "components"],
    parts: ["settings", "components", "policies"],
    settings: ["findings"],
    components: ["policies", "findings"],
    policies: [],
    findings: [],
    notifier: ["findings"],
    [tool("evaluators")]: [],
    [tool("cli")]: [],
    [tool("aws")]: ["cli", "evaluators"].map(tool),
    [tool("archive")]: ["findings", ...["aws", "cli", "evaluators"].map(tool)],
    [tool("recording")]: [...program, ...["cli", "evaluators"].map(tool)],
    [tool("proof")]: [...program, ...["cli", "evaluators"].map(tool)],
    [tool("simulation")]: [...program, ...["proof", "recording", "cli", "evaluators"].map(tool)],
    [tool("report")]: ["findings", ...["proof", "cli", "evaluators"].map(tool)],
    ...Object.fromEntries(
        ["rehearsal", "drill", "findings", "doctor", "iam-policy", "cost", "bench"].map((command) => [
            tool(command),
            [...program, ...below.map(tool)],
        ]),
    ),
};
// What it measures of a command is the command's own code.
mayImport[tool("bench")].push(tool("findings"));

const zones = Object.entries(mayImport).map(([room, allowed]) => ({
    target: room,
    from: ".",
    except: [room, ...allowed, "node_modules"].map((path) => `./${path}`),
    message: `${room} may import ${[...allowed, "packages"].join(", ")} only.`,
}));

export default tseslint.config(
    { ignores: ["node_modules", "coverage", "eslint.config.mjs"] },
    ...tseslint.configs.strictTypeChecked,
    ...tseslint.configs.stylisticTypeChecked,
    {
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        plugins: { "@pulumi": pulumi, "import-x": importX },
        settings: {
            "import-x/extensions": [".ts"],
            "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
            "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".js", ".json"] })],
        },
        rules: {
            "@pulumi/no-output-in-template-literal": "error",
            "@pulumi/no-output-instance-in-template-literal": "error",
            "@typescript-eslint/no-explicit-any": "error",
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            "@typescript-eslint/naming-convention": [
                "error",
                { selector: "default", format: ["camelCase"] },
                { selector: "typeLike", format: ["PascalCase"] },
                { selector: "import", format: ["camelCase", "PascalCase"] },
                // PascalCase for what is taken out of an SDK's answer under its own name.
                { selector: "variable", format: ["camelCase", "PascalCase"] },
                { selector: "parameter", format: ["camelCase", "PascalCase"], leadingUnderscore: "allow" },
                { selector: ["variable", "parameter"], modifiers: ["destructured"], format: null },
                // Keys are often AWS's own: Statement, RUNTIME_MONITORING, aws:region.
                { selector: ["objectLiteralProperty", "objectLiteralMethod", "typeProperty"], format: null },
            ],
            // It passes over circles of types; test/imports.spec.ts does not.
            "import-x/no-cycle": "error",
            "import-x/no-restricted-paths": ["error", { zones, basePath: import.meta.dirname }],
            curly: ["error", "multi-or-nest", "consistent"],
            "max-lines": ["error", 200],
            // Every component is made for what it registers; most are never read again.
            "no-new": "off",
            "@typescript-eslint/no-extraneous-class": "off",
        },
    },
    {
        // What composes mails is pure; the runtime of the function has the SDK, and nothing else.
        files: ["notifier/**/*.ts"],
        ignores: ["notifier/handler*.ts"],
        rules: { "no-restricted-imports": ["error", { patterns: ["@aws-sdk/*", "@pulumi/*", "zod"] }] },
    },
    {
        // Chai-free assertions and mocha's callbacks read better without these.
        files: ["test/**/*.ts"],
        rules: { "@typescript-eslint/no-non-null-assertion": "off", "max-lines": "off" },
    },
);
