/** The Pulumi commands that fix a setting, ready to be pasted into a shell. */

/** `vigil:alerts.emails[0]`, as both the reference and `pulumi config set --path` write it. */
export function pathText([first, ...rest]: readonly PropertyKey[]): string {
    const root = String(first).includes(":") ? String(first) : `vigil:${String(first)}`;
    return rest.reduce<string>((path, key) => path + step(key), root);
}

function step(key: PropertyKey): string {
    if (typeof key === "number") return `[${key}]`;
    return /^\w+$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(String(key))}]`;
}

/** Sets one value. */
export function set(path: readonly PropertyKey[], value: string): string {
    return `pulumi config set ${target(path)} ${shellWord(value)}`;
}

/** Sets one secret value: the command asks for it, so it stays out of the shell's history, too. */
export function setSecret(path: readonly PropertyKey[]): string {
    return `pulumi config set --secret ${target(path)}`;
}

/** Removes a setting, so that its default applies. */
export function remove(path: readonly PropertyKey[]): string {
    return `pulumi config rm ${target(path)}`;
}

/** Shows what must not appear in a log, and leaves the fix to the reader. */
export function look(path: readonly PropertyKey[]): string {
    return `pulumi config get ${target(path)}`;
}

function target(path: readonly PropertyKey[]): string {
    return path.length === 1 ? shellWord(pathText(path)) : `--path '${pathText(path).replaceAll("'", "'\\''")}'`;
}

function shellWord(text: string): string {
    return /^[\w@.:/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
