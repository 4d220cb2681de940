import type { Problem } from "./problems";
import { schema } from "./schema";
import { suggestion } from "./suggestion";

const ours = "vigil";

/**
 * Keys that look as if they were meant for us, and that nothing reads: in a namespace close to ours, or in the project's
 * own, where `pulumi config set` puts a key without a namespace.
 */
export function strayKeys(
    keys: readonly string[],
    { project, stack = "STACK" }: { readonly project?: string; readonly stack?: string },
): Problem[] {
    return keys.flatMap((key) => {
        const [namespace = "", ...rest] = key.split(":");
        const name = rest.join(":");
        const isSetting = (/^\w+/.exec(name)?.[0] ?? "") in schema.shape;
        const isMeant =
            namespace === project || namespace === "aws" ? isSetting : suggestion(namespace, [ours]) === ours;
        return namespace === ours || !isMeant
            ? []
            : [
                  {
                      path: key,
                      wrong: `Not read, as the settings are in the namespace ${ours}.`,
                      fix: `rename it to ${ours}:${name} in Pulumi.${stack}.yaml`,
                  },
              ];
    });
}
