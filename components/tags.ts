import * as pulumi from "@pulumi/pulumi";

/** The tags of everything that can carry tags; `aws:defaultTags` in the stack file adds an organization's own. */
export function tagsOf(component: string): Record<string, string> {
    return { Project: pulumi.getProject(), Stack: pulumi.getStack(), Component: component };
}
