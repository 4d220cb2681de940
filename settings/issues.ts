import type { z } from "zod";

/** One of zod's issues. */
export type Issue = z.core.$ZodIssue;

/** For a value that may have several shapes, only what is wrong with the shape it was meant to have. */
export function atFault(issue: Issue): Issue[] {
    if (issue.code !== "invalid_union") return [issue];
    const meant = issue.errors.filter(
        (issues) => !issues.some(({ code, path }) => path.length === 0 && otherShape(code)),
    );
    return meant.length === 1
        ? meant.flat().flatMap((inner) => atFault({ ...inner, path: [...issue.path, ...inner.path] }))
        : [issue];
}

function otherShape(code: Issue["code"]): boolean {
    return code === "invalid_type" || code === "invalid_value";
}
