import { BlockList, isIP } from "node:net";

/** A range of IP addresses of one family, as CIDR notation writes it. */
export interface IpRange {
    readonly isOneAddress: boolean;
    /** Whether the text is an address inside the range; false for anything that is not an address. */
    contains(address: string): boolean;
}

/**
 * Reads `address/prefixLength`, or a single address as the range that holds only it.
 *
 * The address may have bits behind the prefix: `10.0.0.77/24` is `10.0.0.0/24`.
 *
 * @returns undefined when the text is neither
 */
export function parseIpRange(text: string): IpRange | undefined {
    const [address = "", length, ...rest] = text.split("/");
    const family = familyOf(address);
    if (family === undefined || rest.length > 0) return undefined;
    const widest = family === "ipv4" ? 32 : 128;
    const prefixLength = length === undefined ? widest : /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
    if (!(prefixLength <= widest)) return undefined;
    const members = new BlockList();
    members.addSubnet(address, prefixLength, family);
    return {
        isOneAddress: prefixLength === widest,
        contains: (candidate) => {
            const candidateFamily = familyOf(candidate);
            return candidateFamily !== undefined && members.check(candidate, candidateFamily);
        },
    };
}

function familyOf(address: string): "ipv4" | "ipv6" | undefined {
    // An IPv6 address with a zone ("fe80::1%eth0") is one to node:net, but to neither EventBridge nor IAM.
    const version = address.includes("%") ? 0 : isIP(address);
    return version === 0 ? undefined : version === 4 ? "ipv4" : "ipv6";
}
