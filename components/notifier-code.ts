import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { build } from "esbuild";

/** What the notifier reads from its archive; environment variables have room for 4 KB only. */
export interface NotifierSettings {
    /** Names of accounts, by their numbers. */
    readonly accountNames: Readonly<Record<string, string>>;
    /** For the line of a mail that says which setting it is due to. */
    readonly minimumSeverity: Readonly<Record<string, string>>;
}

/** The code archive of the notifier. The same sources and settings make the same archive, whatever the machine. */
export function notifierCode({ accountNames, minimumSeverity }: NotifierSettings): pulumi.asset.AssetArchive {
    return new pulumi.asset.AssetArchive({
        "index.mjs": new pulumi.asset.StringAsset(bundle()),
        "settings.json": new pulumi.asset.StringAsset(JSON.stringify({ accountNames, minimumSeverity })),
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
