/**
 * What an emulator does when it is asked by a POST, though AWS has no such call: Inspector has no sample findings, and
 * alarms are evaluated when their time has come.
 */
const urls = { findings: process.env.INSPECTOR_FINDINGS_URL, alarms: process.env.EVALUATE_ALARMS_URL };

export const canFind = urls.findings !== undefined;
export const canEvaluateAlarms = urls.alarms !== undefined;

/**
 * Has Inspector find something of each severity; returns the ARNs of the findings.
 *
 * @param account where it finds it, if not in the emulator's own account
 */
export async function inspectorFindings(
    region: string,
    severities: readonly string[],
    account?: string,
): Promise<string[]> {
    const made = severities.map(async (severity) => {
        const { findingArn } = (await post(urls.findings, { region, severity, account })) as { findingArn: string };
        return findingArn;
    });
    return Promise.all(made);
}

/** Evaluates every alarm; one whose state changes does what it does on AWS. */
export async function evaluateAlarms(): Promise<void> {
    await post(urls.alarms, {});
}

async function post(url: string | undefined, body: object): Promise<unknown> {
    if (url === undefined) return undefined;
    const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${url} answers ${answer.status}.`);
    return answer.json();
}
