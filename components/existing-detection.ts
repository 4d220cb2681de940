import { getDetector } from "@pulumi/aws/guardduty";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../policies/account";
import type { Detection } from "./threat-detection";

/**
 * The detector that a member's administrator has made in a Region. Looked up in an account that fits the role alone: in any
 * other, the missing detector would hide the reason.
 *
 * @throws pulumi.RunError, at preview, where there is none
 */
export function existingDetection(region: string, account: pulumi.Output<Account>): Detection {
    const detector = account.apply(() =>
        getDetector({ region }).catch((error: unknown) => {
            throw new pulumi.RunError(
                `GuardDuty has no detector in ${region}, so no administrator has switched it on for this member: ${String(error)}\n` +
                    "Have the administrator cover this account there, take the Region out of vigil:regions, or set " +
                    "vigil:organization.role to standalone.",
            );
        }),
    );
    return { detectorId: detector.id, detectorArn: detector.arn };
}
