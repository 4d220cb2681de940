import assert from "node:assert/strict";
import {
    allPermitted,
    FailedCall,
    failedCallOf,
    MissingPermissions,
    permitted,
    unlessMissing,
} from "../../../tools/aws/permission";
import { UserError } from "../../../tools/cli/user-error";

function awsError(name: string, message = "No."): Error {
    return Object.assign(new Error(message), { name });
}

/** What becomes of a call for which AWS has this error. */
async function thrownFor(error: unknown): Promise<unknown> {
    try {
        return await permitted("sns:Publish", () => Promise.reject(error as Error));
    } catch (thrown) {
        return thrown;
    }
}

describe("a call to AWS", () => {
    it("gives AWS's answer", async () => {
        assert.equal(await permitted("sns:Publish", () => Promise.resolve("sent")), "sent");
    });

    const denials = [
        ...["AccessDenied", "AccessDeniedException", "KMSAccessDenied", "KMSAccessDeniedException"],
        ...["AuthorizationError", "AuthorizationErrorException", "NotAuthorized", "UnauthorizedOperation"],
        ...["Forbidden", "ForbiddenException"],
    ];
    for (const name of denials) {
        it(`that ends in ${name} lacks a permission`, async () => {
            const thrown = await thrownFor(awsError(name));
            assert.ok(thrown instanceof MissingPermissions);
            assert.deepEqual(thrown.actions, ["sns:Publish"]);
            const { action, because, caller } = failedCallOf(thrown)!;
            assert.deepEqual(
                { action, because, caller },
                { action: "sns:Publish", because: "permission", caller: undefined },
            );
        });
    }

    it("lacks the permission that AWS names, which is another where a call needs two", async () => {
        const message = "User: arn:aws:iam::1:user/me is not authorized to perform: kms:Decrypt on resource: key";
        const thrown = await thrownFor(awsError("KMSAccessDeniedException", message));
        assert.ok(thrown instanceof MissingPermissions);
        assert.deepEqual([thrown.actions, thrown.caller], [["kms:Decrypt"], "arn:aws:iam::1:user/me"]);
        assert.equal(
            thrown.message,
            [
                "The identity that runs the drill, arn:aws:iam::1:user/me, may not:",
                "  kms:Decrypt",
                "Allow it these actions; npm run iam-policy -- --role drill prints the whole policy.",
            ].join("\n"),
        );
    });

    for (const kind of ["service", "resource"]) {
        it(`can be denied by a ${kind} control policy of an organization`, async () => {
            const message = `with an explicit deny in a ${kind} control policy`;
            const failed = failedCallOf(await thrownFor(awsError("AccessDeniedException", message)));
            assert.equal(failed?.because, "organization policy");
        });
    }

    const withProfile = "set AWS_PROFILE to the profile of the stack's account.";
    const signIn = `Sign in, for example with \`aws sso login\`, or ${withProfile}`;
    const none = `There are no AWS credentials (What AWS says). ${signIn}`;
    const noSession =
        "The SSO session is over, or was never begun (The SSO session expired). Sign in with `aws sso login`.";
    const expired =
        "The AWS credentials have expired (What AWS says). Sign in again, for example with `aws sso login`, or renew " +
        "AWS_SESSION_TOKEN.";
    const strange =
        "AWS rejected these credentials (What AWS says). Either they are none of AWS's, or the Region is not enabled in " +
        `their account. Sign in, or ${withProfile}`;
    const signature =
        "AWS rejected these credentials (What AWS says). Either the secret key is not that of the access key, or the " +
        "clock of this machine is wrong.";
    const closed =
        "The Region is not enabled in the account (What AWS says). Enable it with `aws account enable-region`, or leave " +
        "it out of vigil:regions.";
    const unreachable = (fix: string) => `AWS cannot be reached (What AWS says). ${fix}`;
    const resolver = unreachable("Connect to a network whose name server knows AWS.");
    const network = unreachable(
        "Look at the network, its VPN and its firewall; a proxy that HTTPS_PROXY names is not used.",
    );
    const certificate = unreachable(
        "Something between here and AWS shows a certificate of its own: name its authority in NODE_EXTRA_CA_CERTS.",
    );
    const obstacles: readonly [name: string, told: string, message?: string][] = [
        ["CredentialsProviderError", none],
        ["TokenProviderError", none],
        ["CredentialsProviderError", noSession, "The SSO session expired."],
        ["TokenProviderError", noSession, "The SSO session expired."],
        ["ExpiredToken", expired],
        ["ExpiredTokenException", expired],
        ["InvalidClientTokenId", strange],
        ["UnrecognizedClientException", strange],
        ["InvalidAccessKeyId", strange],
        ["SignatureDoesNotMatch", signature],
        ["InvalidSignatureException", signature],
        ["RequestTimeTooSkewed", signature],
        ["RequestExpired", signature],
        ["RegionDisabledException", closed],
        ["OptInRequired", closed],
        ["OptInRequiredException", closed],
        ["ENOTFOUND", resolver],
        ["EAI_AGAIN", resolver],
        [
            "ECONNREFUSED",
            unreachable("Nothing listens there: see whether AWS_ENDPOINT_URL is meant, and what the firewall refuses."),
        ],
        ...["ETIMEDOUT", "TimeoutError", "ECONNRESET", "ENETUNREACH", "EHOSTUNREACH", "EPIPE"].map(
            (name) => [name, network] as const,
        ),
        ...["SELF_SIGNED_CERT_IN_CHAIN", "DEPTH_ZERO_SELF_SIGNED_CERT", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"].map(
            (name) => [name, certificate] as const,
        ),
    ].map(([name = "", told = "", message]) => [name, told, message]);
    for (const [name, told, message = "What AWS says."] of obstacles) {
        it(`that ends in ${name} says what is in its way: ${told.slice(0, 40)}`, async () => {
            // The network's errors have a code, and no name of their own.
            const error = /^[A-Z_]+$/.test(name)
                ? Object.assign(new Error(message), { code: name, $metadata: {} })
                : awsError(name, message);
            const thrown = await thrownFor(error);
            assert.ok(thrown instanceof UserError);
            assert.equal(thrown.message, told);
            assert.equal(failedCallOf(thrown)?.because, "failure");
        });
    }

    it("fails in AWS's own words for any other reason, which need not be one of permissions", async () => {
        const error = Object.assign(awsError("Throttling", "not authorized to perform: iam:PassRole"), {
            $metadata: {},
        });
        const thrown = await thrownFor(error);
        assert.ok(thrown instanceof FailedCall);
        const { name, message, action, because, cause } = thrown;
        assert.deepEqual(
            { name, message, action, because, cause },
            { name: "Throttling", message: error.message, action: "sns:Publish", because: "failure", cause: error },
        );
    });

    it("does not hide a defect", async () => {
        const defect = new TypeError("of ours");
        assert.equal(await thrownFor(defect), defect);
        assert.equal(await thrownFor("no error at all"), "no error at all");
    });
});

describe("the failed call behind an error", () => {
    it("is nothing behind a defect or a mistake", () => {
        for (const error of [new TypeError("ours"), new UserError("Not like that."), undefined])
            assert.equal(failedCallOf(error), undefined);
    });
});

describe("what may be missing", () => {
    const missing = [
        ...["ResourceNotFoundException", "NotFound", "NoSuchEntity", "NoSuchBucket"],
        ...["AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist", "AWSOrganizationsNotInUseException"],
    ];
    for (const name of missing) {
        it(`is undefined after ${name}`, async () => {
            const answer = permitted<string>("sns:Publish", () => Promise.reject(awsError(name)));
            assert.equal(await unlessMissing(answer), undefined);
        });
    }

    it("is what AWS answers, and not missing because a call fails", async () => {
        const failing = Promise.reject(awsError("Throttling"));
        assert.equal(await unlessMissing(Promise.resolve("there")), "there");
        await assert.rejects(unlessMissing(failing), { name: "Throttling" });
    });
});

describe("many calls", () => {
    const lacking = (action: string, caller?: string) => Promise.reject(new MissingPermissions([action], caller));

    it("give all their answers", async () => {
        assert.deepEqual(await allPermitted([Promise.resolve(1), Promise.resolve(2)]), [1, 2]);
    });

    it("tell of all missing permissions at once, each once", async () => {
        const all = allPermitted([
            lacking("sns:Publish", "me"),
            Promise.resolve(1),
            lacking("kms:Decrypt"),
            lacking("kms:Decrypt"),
        ]);
        await assert.rejects(all, (error: MissingPermissions) => {
            assert.deepEqual([error.actions, error.caller], [["sns:Publish", "kms:Decrypt", "kms:Decrypt"], "me"]);
            assert.match(error.message, /may not:\n {2}kms:Decrypt\n {2}sns:Publish\nAllow/);
            return true;
        });
    });

    it("fail with what is no missing permission, if there is such", async () => {
        const failure = awsError("Throttling");
        await assert.rejects(allPermitted([lacking("sns:Publish"), Promise.reject(failure)]), failure);
    });
});
