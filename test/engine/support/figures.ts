/** Runs something and prints how long it took, for whoever compares runs. */
export async function timed<T>(what: string, action: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await action();
    process.stdout.write(`    - ${what}: ${((performance.now() - start) / 1000).toFixed(1)} s\n`);
    return result;
}
