/** Why a call to AWS cannot be made at all, and what to do about it. */
interface Obstacle {
    /** Names of errors, and codes where the network failed, as the SDK has them. */
    readonly names: readonly string[];
    /** Also in the message, where names alone do not tell. */
    readonly message?: RegExp;
    readonly is: string;
    readonly fix: string;
}

const unreachable = "AWS cannot be reached";
const rejected = "AWS rejected these credentials";
const otherCredentials = "set AWS_PROFILE to the profile of the stack's account.";

/** The first that fits is told. */
const obstacles: readonly Obstacle[] = [
    { names: ["ENOTFOUND", "EAI_AGAIN"], is: unreachable, fix: "Connect to a network whose name server knows AWS." },
    {
        names: ["ECONNREFUSED"],
        is: unreachable,
        fix: "Nothing listens there: see whether AWS_ENDPOINT_URL is meant, and what the firewall refuses.",
    },
    {
        names: ["ETIMEDOUT", "TimeoutError", "ECONNRESET", "ENETUNREACH", "EHOSTUNREACH", "EPIPE"],
        is: unreachable,
        fix: "Look at the network, its VPN and its firewall; a proxy that HTTPS_PROXY names is not used.",
    },
    {
        names: ["SELF_SIGNED_CERT_IN_CHAIN", "DEPTH_ZERO_SELF_SIGNED_CERT", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"],
        is: unreachable,
        fix: "Something between here and AWS shows a certificate of its own: name its authority in NODE_EXTRA_CA_CERTS.",
    },
    {
        names: ["CredentialsProviderError", "TokenProviderError"],
        message: /\bSSO\b/i,
        is: "The SSO session is over, or was never begun",
        fix: "Sign in with `aws sso login`.",
    },
    {
        names: ["CredentialsProviderError", "TokenProviderError"],
        is: "There are no AWS credentials",
        fix: `Sign in, for example with \`aws sso login\`, or ${otherCredentials}`,
    },
    {
        names: ["ExpiredToken", "ExpiredTokenException"],
        is: "The AWS credentials have expired",
        fix: "Sign in again, for example with `aws sso login`, or renew AWS_SESSION_TOKEN.",
    },
    {
        names: ["InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId"],
        is: rejected,
        fix: `Either they are none of AWS's, or the Region is not enabled in their account. Sign in, or ${otherCredentials}`,
    },
    {
        names: ["SignatureDoesNotMatch", "InvalidSignatureException", "RequestTimeTooSkewed", "RequestExpired"],
        is: rejected,
        fix: "Either the secret key is not that of the access key, or the clock of this machine is wrong.",
    },
    {
        names: ["RegionDisabledException", "OptInRequired", "OptInRequiredException"],
        is: "The Region is not enabled in the account",
        fix: "Enable it with `aws account enable-region`, or leave it out of vigil:regions.",
    },
];

/** The cause in a sentence, with AWS's own words, and what to do about it; undefined for any other error. */
export function adviceOn(error: Error & { readonly code?: unknown }): string | undefined {
    const { name, code, message } = error;
    const found = obstacles.find(
        (one) =>
            (one.names.includes(name) || (typeof code === "string" && one.names.includes(code))) &&
            (one.message?.test(message) ?? true),
    );
    return found && `${found.is} (${message.replace(/\.$/, "")}). ${found.fix}`;
}

/** A text that others have written, with a full stop. */
export function sentence(text: string): string {
    return /[.!?:]$/.test(text.trimEnd()) ? text.trimEnd() : `${text.trimEnd()}.`;
}
