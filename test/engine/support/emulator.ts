/** The account that is deployed to: an emulator on this machine, and never anything else. */
export interface Emulator {
    readonly endpoint: string;
    /** Of no use anywhere else: whatever slips past the endpoint is refused by AWS. */
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/**
 * @param account another account than the emulator's own: it takes the number of an account for its access key
 * @throws Error when `AWS_ENDPOINT_URL` names no address of this machine
 */
export function emulator(account = "test"): Emulator {
    const endpoint = process.env.AWS_ENDPOINT_URL ?? "";
    if (!isLoopback(endpoint)) {
        throw new Error(
            "The engine tests create and destroy whole stacks: set AWS_ENDPOINT_URL to an AWS emulator on this machine " +
                `(http://127.0.0.1:PORT); it is ${endpoint === "" ? "not set" : `"${endpoint}"`}.`,
        );
    }
    return { endpoint, credentials: { accessKeyId: account, secretAccessKey: "test" } };
}

function isLoopback(endpoint: string): boolean {
    if (!URL.canParse(endpoint)) return false;
    const { protocol, hostname } = new URL(endpoint);
    return /^https?:$/.test(protocol) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
