import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { build } from "esbuild";
import type { Thresholds } from "../findings/severity";

/** What the notifier reads from its archive; environment variables have room for 4 KB only. */
export interface NotifierSettings {
    /** Names of accounts, by their numbers. */
    readonly accountNames: Readonly<Record<string, string>>;
    /** Finding types, with * for any text, that nobody is told of. */
    readonly mute: readonly string[];
    /** Who is told of what, the default route first. Empty lists: everything. */
    readonly routes: readonly NotifierRoute[];
}

export interface NotifierRoute {
    readonly name: string;
    readonly minimumSeverity: Thresholds;
    readonly regions: readonly string[];
    readonly accounts: readonly string[];
    readonly types: readonly string[];
}

/** The code archive of the notifier. The same sources and settings make the same archive, whatever the machine. */
export function notifierCode({ accountNames, mute, routes }: NotifierSettings): pulumi.asset.AssetArchive {
    return new pulumi.asset.AssetArchive({
        "index.mjs": new pulumi.asset.StringAsset(bundle()),
        "settings.json": new pulumi.asset.StringAsset(JSON.stringify({ accountNames, mute, routes })),
    });
}

let bundled: Promise<string> | undefined;

/** One ES module; the SDK's clients are those of the runtime. */
function bundle(): Promise<string> {
    bundled ??= build({
        absWorkingDir: join(__dirname, ".."),
        entryPoints: ["notifier/handler.ts"],
        bundle: true,
        write: false,
        format: "esm",
        platform: "node",
        target: "node22",
        external: ["@aws-sdk/*"],
    }).then(({ outputFiles: [file] }) => file?.text ?? "");
    return bundled;
}
