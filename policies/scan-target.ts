import { trustPolicy } from "./statements";

/** Trust policy of the scan target's instance role. */
export const instanceTrustPolicy = trustPolicy("InstancesAssumeTheRole", "ec2.amazonaws.com");
