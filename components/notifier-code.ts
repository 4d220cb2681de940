import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { build } from "esbuild";
import type { NotifierSettings } from "../findings/routes";

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
