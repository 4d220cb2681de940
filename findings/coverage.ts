import type { Service } from "./services";

/** The services that say when they lose sight of a resource; Macie does not. */
export const coverageServices = ["guardDuty", "inspector"] as const satisfies readonly Service[];
export type CoverageService = (typeof coverageServices)[number];

/**
 * Why Inspector does not scan a resource: whether that is an `alert`, or in a word why it is none. Most of the harmless
 * ones come by the hundred (an auto scaling group at night, images nobody runs), and SNS unsubscribes a mailbox that gets
 * more than ten mails a second.
 *
 * `starting`: an instance without an agent, or without an inventory yet, which is every instance for a while after its
 * start, so a group that scales out would flood the mailbox. Hybrid scanning looks at such an instance without an agent.
 * An instance that was scanned and has sent no inventory for a week is STALE_INVENTORY, and an alert.
 *
 * The harmless ones are what a pattern leaves out, so a reason that AWS adds later is an alert; a test holds the table to
 * the SDK's list.
 *
 * Source: Inspector API reference, ScanStatus, `reason`; Inspector user guide, scanning-ec2 (agentless scanning).
 */
export const scanStatusReasons = {
    ACCESS_DENIED: "alert",
    ACCESS_DENIED_TO_ENCRYPTION_KEY: "alert",
    AGENTLESS_INSTANCE_COLLECTION_TIME_LIMIT_EXCEEDED: "alert",
    AGENTLESS_INSTANCE_STORAGE_LIMIT_EXCEEDED: "alert",
    DEEP_INSPECTION_COLLECTION_TIME_LIMIT_EXCEEDED: "alert",
    DEEP_INSPECTION_DAILY_SSM_INVENTORY_LIMIT_EXCEEDED: "alert",
    DEEP_INSPECTION_NO_INVENTORY: "starting",
    DEEP_INSPECTION_PACKAGE_COLLECTION_LIMIT_EXCEEDED: "alert",
    EC2_INSTANCE_STOPPED: "asleep",
    EXCLUDED_BY_TAG: "chosen",
    IMAGE_ARCHIVED: "chosen",
    IMAGE_SIZE_EXCEEDED: "alert",
    INTEGRATION_CONNECTION_LOST: "alert",
    INTERNAL_ERROR: "alert",
    NO_INVENTORY: "starting",
    NO_RESOURCES_FOUND: "empty",
    NO_SCAN_CONFIGURATION_ASSOCIATED: "chosen",
    PENDING_DISABLE: "chosen",
    PENDING_INITIAL_SCAN: "starting",
    PENDING_REVIVAL_SCAN: "starting",
    RESOURCE_STOPPED: "asleep",
    RESOURCE_TERMINATED: "gone",
    RESOURCE_UNMANAGED: "starting",
    SCAN_ELIGIBILITY_EXPIRED: "chosen",
    SCAN_FREQUENCY_MANUAL: "chosen",
    SCAN_FREQUENCY_SCAN_ON_PUSH: "chosen",
    SCAN_IN_PROGRESS: "fine",
    STALE_INVENTORY: "alert",
    SUCCESSFUL: "fine",
    UNMANAGED_EC2_INSTANCE: "starting",
    UNSUPPORTED_CODE_ARTIFACTS: "unscannable",
    UNSUPPORTED_CONFIG_FILE: "unscannable",
    UNSUPPORTED_LANGUAGE: "unscannable",
    UNSUPPORTED_MEDIA_TYPE: "unscannable",
    UNSUPPORTED_OS: "unscannable",
    UNSUPPORTED_RUNTIME: "unscannable",
} as const;

export const harmlessScanStatusReasons = Object.entries(scanStatusReasons)
    .filter(([, why]) => why !== "alert")
    .map(([reason]) => reason);
