import { GetRoleCommand, GetUserCommand } from "@aws-sdk/client-iam";
import { GetBucketEncryptionCommand, GetObjectLockConfigurationCommand, ListBucketsCommand } from "@aws-sdk/client-s3";
import type { Clients, ClientsIn } from "../aws/clients";
import { unlessMissing } from "../aws/permission";

/** Reads what the archive needs beforehand. */
export function archiveReader(clientsIn: ClientsIn, { iam }: Pick<Clients, "iam">) {
    return {
        /** A bucket of this account: its Region, and its settings where that is the Region asked about. */
        async logBucket(name: string, home: string) {
            const { s3 } = clientsIn(home);
            const { Buckets = [] } = await s3.send(new ListBucketsCommand({ Prefix: name }));
            const bucket = Buckets.find(({ Name }) => Name === name);
            if (bucket === undefined) return undefined;
            const { BucketRegion: region = home } = bucket;
            if (region !== home) return { region };
            const [encrypted, locked] = await Promise.all([
                unlessMissing(s3.send(new GetBucketEncryptionCommand({ Bucket: name }))),
                unlessMissing(s3.send(new GetObjectLockConfigurationCommand({ Bucket: name }))),
            ]);
            const [rule] = encrypted?.ServerSideEncryptionConfiguration?.Rules ?? [];
            const algorithm = rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm;
            return { region, algorithm, retains: locked?.ObjectLockConfiguration?.Rule !== undefined };
        },

        /** Whether a role or user of this account exists, by its ARN. */
        async principalExists(arn: string): Promise<boolean> {
            const name = arn.split("/").at(-1);
            const found = arn.includes(":user/")
                ? await unlessMissing(iam.send(new GetUserCommand({ UserName: name })))
                : await unlessMissing(iam.send(new GetRoleCommand({ RoleName: name })));
            return found !== undefined;
        },
    };
}
