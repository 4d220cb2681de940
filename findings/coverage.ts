/**
 * Why Inspector does not scan a resource although nothing went wrong: somebody chose it, the resource is gone or
 * asleep, the first scan is still to come, or Inspector never could scan such a thing. These events come by the hundred
 * (an auto scaling group at night, images nobody runs), and SNS unsubscribes a mailbox that gets more than ten mails a
 * second.
 *
 * These are listed, and not the bad ones, so that a reason AWS adds later is mailed.
 *
 * Source: Inspector API reference, ScanStatus, `reason`.
 */
export const harmlessScanStatusReasons = [
    "SUCCESSFUL",
    "PENDING_INITIAL_SCAN",
    "PENDING_REVIVAL_SCAN",
    "SCAN_IN_PROGRESS",
    "EC2_INSTANCE_STOPPED",
    "RESOURCE_TERMINATED",
    "PENDING_DISABLE",
    "EXCLUDED_BY_TAG",
    "SCAN_ELIGIBILITY_EXPIRED",
    "SCAN_FREQUENCY_MANUAL",
    "SCAN_FREQUENCY_SCAN_ON_PUSH",
    "IMAGE_ARCHIVED",
    "NO_SCAN_CONFIGURATION_ASSOCIATED",
    "UNSUPPORTED_OS",
    "UNSUPPORTED_RUNTIME",
    "UNSUPPORTED_MEDIA_TYPE",
    "UNSUPPORTED_LANGUAGE",
    "UNSUPPORTED_CODE_ARTIFACTS",
] as const;
