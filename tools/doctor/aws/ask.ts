import { Unreadable } from "../unreadable";
import type { ReadAction } from "./actions";

/** The names by which services say that the caller may not ask. */
const denials: readonly string[] = [
    "AccessDeniedException",
    "AccessDenied",
    "AuthorizationError",
    "ForbiddenException",
];

/**
 * Sends one request.
 *
 * @param expected tells errors that are answers: what does not exist, is an error for many services
 * @throws Unreadable for every other error of AWS or of the way there
 */
export async function ask<T>(
    action: ReadAction,
    send: () => Promise<T>,
    expected: (error: Error) => boolean = () => false,
): Promise<T | undefined> {
    try {
        return await send();
    } catch (error) {
        if (!(error instanceof Error)) throw error;
        if (expected(error)) return undefined;
        if (denials.includes(error.name)) throw new Unreadable(action, deniedBy(error.message), error.message);
        throw new Unreadable(action, "failure", `${error.name}: ${error.message}`);
    }
}

/** docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html, "Access denied error message format" */
function deniedBy(message: string): "permission" | "organization policy" {
    return /service control policy|resource control policy/.test(message) ? "organization policy" : "permission";
}
