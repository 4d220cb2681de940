import { compile } from "./compile";
import { problemsOf } from "./issues";
import { settingsError } from "./problems";
import { checkedSchema } from "./rules";
import type { Settings } from "./settings";
import { warnings } from "./warnings";

/** The namespace in every stack file, whatever the project is called. */
const namespace = "vigil:";

/**
 * The settings in a Pulumi configuration, as `pulumi.runtime.allConfig()` gives it.
 *
 * @param secretKeys keys of `config` of whose values nothing may be printed
 * @param warn is told what is legal, but should be known
 * @throws pulumi.RunError naming every problem
 */
export function parseSettings(
    config: Readonly<Record<string, string>>,
    secretKeys: readonly string[] = [],
    warn: (warning: string) => void = () => undefined,
): Settings {
    const ours = Object.entries(config)
        .filter(([key]) => key.startsWith(namespace))
        .map(([key, value]) => [key.slice(namespace.length), value] as const);
    const parsed = checkedSchema.safeParse(
        { ...Object.fromEntries(ours), "aws:region": config["aws:region"] },
        { reportInput: true },
    );
    if (!parsed.success) {
        throw settingsError(
            parsed.error.issues.flatMap((issue) => problemsOf(issue, (key) => secretKeys.includes(key))),
        );
    }
    warnings(parsed.data, secretKeys).forEach(warn);
    return compile(parsed.data);
}
