import { isJsonObject, type JsonObject, parseJson } from "../evaluators/json";
import type { Clients } from "./clients";
import { permitted } from "./permission";

interface SignedQuestion {
    /** As IAM calls it; the part before the colon is the name that the service signs by. */
    readonly action: string;
    readonly method: "GET" | "POST";
    /** With the host and without the scheme. */
    readonly address: string;
}

/**
 * Asks an API that has no client here, with the credentials of one that has: two questions are not worth two packages.
 *
 * @throws what `permitted` throws
 */
export function askSigned({ sts, region }: Clients, { action, method, address }: SignedQuestion): Promise<JsonObject> {
    const [signingName = ""] = action.split(":");
    const { origin, hostname, pathname: path } = new URL(`https://${address}`);
    const body = method === "POST" ? "{}" : undefined;
    return permitted(action, async () => {
        const signer = await sts.config.signer({ name: "sigv4", signingName, signingRegion: region, properties: {} });
        const { headers } = await signer.sign({
            ...{ method, protocol: "https:", hostname, path, query: {}, body },
            headers: { host: hostname, "content-type": "application/json" },
        });
        const answer = await fetch(`${process.env.AWS_ENDPOINT_URL ?? origin}${path}`, { method, headers, body });
        const text = await answer.text();
        if (!answer.ok) throw refusalOf(answer, text);
        const value = parseJson(text, (problem) => new Error(`the answer to ${action} ${problem}`));
        return isJsonObject(value) ? value : {};
    });
}

/** An error as the SDK has it: REST APIs name it in a header. */
function refusalOf({ status, headers }: Response, text: string): Error {
    const name = headers.get("x-amzn-errortype")?.split(":")[0] ?? `HTTP ${status}`;
    return Object.assign(new Error(text), { name, $metadata: { httpStatusCode: status } });
}
