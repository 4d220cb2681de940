/** Settings of each role that an account has in its organization; all of them together make all that a role can make. */
export const inOrganization = {
    management: { organization: { role: "management", administrator: "222222222222" } },
    watchedManagement: {
        organization: { role: "management", administrator: "222222222222", watchManagementAccount: true },
    },
    administrator: {
        inspector: { scan: ["ECR"] },
        organization: {
            role: "administrator",
            autoEnable: {
                plans: { S3_DATA_EVENTS: "ALL", RUNTIME_MONITORING: { autoEnable: "NEW", agents: ["EC2"] } },
                inspector: { EC2: "ALL", ECR: "NEW" },
            },
            members: { "333333333333": "shop@example.com" },
        },
    },
    /** Its administrator tells of its findings. */
    member: { alerts: {}, organization: { role: "member" } },
};
