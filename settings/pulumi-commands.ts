/** The Pulumi commands that fix a setting, ready to be pasted into a shell. */

/** What a command acts on. */
export interface Target {
    /** The stack, so that the command fixes no other one that happens to be selected. */
    readonly stack?: string | undefined;
    /** Whether the key is kept secret: its values are then asked for, and stay encrypted. */
    readonly isSecret?: boolean;
}

/** A command or several, a line each. */
export type Fix = (target: Target) => string;

/** `vigil:alerts.emails[0]`, as both the reference and `pulumi config set --path` write it. */
export function pathText([first, ...rest]: readonly PropertyKey[]): string {
    const root = String(first).includes(":") ? String(first) : `vigil:${String(first)}`;
    return rest.reduce<string>((path, key) => path + step(key), root);
}

function step(key: PropertyKey): string {
    if (typeof key === "number") return `[${key}]`;
    return /^\w+$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(String(key))}]`;
}

/** Sets one value; lists and maps are set as JSON. */
export function set(path: readonly PropertyKey[], value: unknown): Fix {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return (target) =>
        target.isSecret === true
            ? setSecret(path)(target)
            : command(`set ${pathArgument(path)} ${shellWord(text)}`, target);
}

/** Sets one secret value: the command asks for it, so it stays out of the shell's history, too. */
export function setSecret(path: readonly PropertyKey[]): Fix {
    return (target) => command(`set --secret ${pathArgument(path)}`, target);
}

/** Removes a setting, so that its default applies. */
export function remove(path: readonly PropertyKey[]): Fix {
    return (target) => command(`rm ${pathArgument(path)}`, target);
}

/** Shows what must not appear in a log, and leaves the fix to the reader. */
export function look(path: readonly PropertyKey[]): Fix {
    return (target) => command(`get ${pathArgument(path)}`, target);
}

/** One after the other. */
export function inOrder(...fixes: readonly Fix[]): Fix {
    return (target) => fixes.map((fix) => fix(target)).join("\n");
}

function command(what: string, { stack }: Target): string {
    return `pulumi config ${what}${stack === undefined ? "" : ` --stack ${shellWord(stack)}`}`;
}

function pathArgument(path: readonly PropertyKey[]): string {
    return path.length === 1 ? shellWord(pathText(path)) : `--path '${pathText(path).replaceAll("'", "'\\''")}'`;
}

function shellWord(text: string): string {
    return /^[\w@.:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
