/** A mistake of the user, told in full by its message: commands print it without a stack trace. */
export class UserError extends Error {
    override readonly name = "UserError";
}
