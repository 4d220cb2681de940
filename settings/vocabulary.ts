/** The words that a stack file may use: AWS's own, but for the agents, whose AWS names are longer and say no more. */

/** How often GuardDuty and Macie republish updated findings; new ones are sent at once. */
export const publishingFrequencies = ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"] as const;

/** GuardDuty's protection plans, in the order in which they are written for every region. */
export const planNames = [
    "S3_DATA_EVENTS",
    "EKS_AUDIT_LOGS",
    "EBS_MALWARE_PROTECTION",
    "RDS_LOGIN_EVENTS",
    "LAMBDA_NETWORK_LOGS",
    "RUNTIME_MONITORING",
    "EKS_RUNTIME_MONITORING",
    "AI_PROTECTION",
    "AI_ANALYST",
] as const;
export type PlanName = (typeof planNames)[number];

/** The agents that GuardDuty can install and update itself, by the user's word; runtime monitoring sees nothing without. */
export const agents = {
    EKS: "EKS_ADDON_MANAGEMENT",
    ECS: "ECS_FARGATE_AGENT_MANAGEMENT",
    EC2: "EC2_AGENT_MANAGEMENT",
} as const;
export type AgentWord = keyof typeof agents;

/** The agents of each plan that has any; AWS answers with all of a plan's agents, so all are always written. */
export const agentsOf = {
    RUNTIME_MONITORING: ["EKS", "ECS", "EC2"],
    EKS_RUNTIME_MONITORING: ["EKS"],
} as const satisfies Partial<Record<PlanName, readonly AgentWord[]>>;

/** The agents of a plan, none for most. */
export function agentWordsOf(plan: PlanName): readonly AgentWord[] {
    return plan in agentsOf ? agentsOf[plan as keyof typeof agentsOf] : [];
}

/** What Inspector can scan. */
export const scanTypes = ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"] as const;
export type ScanType = (typeof scanTypes)[number];

/** When Inspector scans the images of the registry: when they are pushed, or also whenever a new vulnerability is published. */
export const registryScannings = ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"] as const;
