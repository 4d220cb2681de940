import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { preProcessFile } from "typescript";
import { root } from "./support/stacks";

type Imports = ReadonlyMap<string, readonly string[]>;

/** The relative imports of every file of the program and its tools, those of types included. */
function ownImports(): Imports {
    const folders = ["settings", "components", "policies", "notifier", "findings", "tools"];
    const files = folders.flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".ts"))
            .map((file) => join(root, folder, file)),
    );
    return new Map([join(root, "index.ts"), ...files].map((file) => [file, importsOf(file)]));
}

function importsOf(file: string): string[] {
    return preProcessFile(readFileSync(file, "utf8"))
        .importedFiles.filter(({ fileName }) => fileName.startsWith("."))
        .map(({ fileName }) => join(dirname(file), fileName))
        .flatMap((path) => [`${path}.ts`, join(path, "index.ts")].filter((candidate) => existsSync(candidate)));
}

/** The files from which imports lead back to themselves. */
function circles(imports: Imports): string[] {
    const reaches = (file: string, seen = new Set<string>()): Set<string> => {
        for (const imported of imports.get(file) ?? []) {
            if (!seen.has(imported)) {
                seen.add(imported);
                reaches(imported, seen);
            }
        }
        return seen;
    };
    return [...imports.keys()].filter((file) => reaches(file).has(file)).map((file) => relative(root, file));
}

describe("the imports", () => {
    it("run in no circle, not even of types, which the lint rule passes over", () => {
        const imports = ownImports();
        assert.ok((imports.get(join(root, "index.ts")) ?? []).length > 5);
        assert.deepEqual(circles(imports), []);
    });
});
