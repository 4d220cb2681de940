/** What every client gets; the SDK adds the default credential chain and `AWS_ENDPOINT_URL` by itself. */
const options = {
    // Reading many regions comes in bursts, and adaptive retries slow down before AWS has to.
    retryMode: "adaptive",
    maxAttempts: 6,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
} as const;

export type ClientOptions = typeof options & { readonly region: string };

/** Where the services are asked that have no regions. */
export const globalRegion = "us-east-1";

/** Makes one client a region, when it is first asked for. */
export function clientsOf<Client>(make: (options: ClientOptions) => Promise<Client>) {
    const made = new Map<string, Promise<Client>>();
    return (region: string): Promise<Client> => {
        const client = made.get(region) ?? make({ ...options, region });
        made.set(region, client);
        return client;
    };
}
