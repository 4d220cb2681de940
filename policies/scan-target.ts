import type { PolicyDocument } from "@pulumi/aws/iam";

/** Trust policy of the scan target's instance role. */
export const instanceTrustPolicy: PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
        {
            Sid: "InstancesAssumeTheRole",
            Effect: "Allow",
            Principal: { Service: "ec2.amazonaws.com" },
            Action: "sts:AssumeRole",
        },
    ],
};
