import type { PolicyDocument } from "@pulumi/aws/iam";
import { trustPolicy } from "./statements";

/**
 * Trust policy of the role of chat channels, which may do nothing. AWS documents no condition keys for this call (Amazon Q
 * Developer in chat applications Administrator Guide, "Understanding permissions").
 */
export function chatTrustPolicy(): PolicyDocument {
    return trustPolicy("ChatApplicationsAssumeTheRole", "chatbot.amazonaws.com");
}
