/** Names of types, by affected resource, then by purpose. */
export type TypeNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What five purposes have for Kubernetes. */
const badCallers = "MaliciousIPCaller MaliciousIPCaller.Custom SuccessfulAnonymousAccess TorIPCaller";

/**
 * GuardDuty's active types; each is PURPOSE:RESOURCE/NAME.
 *
 * Source, as of 2026-11: GuardDuty user guide, guardduty_finding-types-active and the pages by resource that it names,
 * guardduty-attack-sequence-finding-types, findings-ai-protection, findings-custom-detection-rules.
 */
export const guardDutyTypes: TypeNames = {
    EC2: {
        Backdoor:
            "C&CActivity.B C&CActivity.B!DNS DenialOfService.Dns DenialOfService.Tcp DenialOfService.Udp " +
            "DenialOfService.UdpOnTcpPorts DenialOfService.UnusualProtocol Spambot",
        Behavior: "NetworkPortUnusual TrafficVolumeUnusual",
        CredentialAccess: "UnsecuredCredentials",
        CryptoCurrency: "BitcoinTool.B BitcoinTool.B!DNS",
        DefenseEvasion: "UnusualDNSResolver UnusualDoHActivity UnusualDoTActivity",
        DefenseImpairment: "DisableOrModifyTools",
        Execution: "MaliciousFile MaliciousFile!AMI MaliciousFile!RecoveryPoint MaliciousFile!Snapshot SuspiciousFile",
        Exfiltration: "TransferDataToCloudAccount",
        Impact:
            "AbusedDomainRequest.Reputation BitcoinDomainRequest.Reputation MaliciousDomainRequest.Custom " +
            "MaliciousDomainRequest.Reputation PortSweep SuspiciousDomainRequest.Reputation WinRMBruteForce",
        LateralMovement: "RemoteServices",
        Persistence: "BootOrLogonInitializationScripts ExternalRemoteServices",
        Recon: "PortProbeEMRUnprotectedPort PortProbeUnprotectedPort Portscan",
        Trojan:
            "BlackholeTraffic BlackholeTraffic!DNS DGADomainRequest.B DGADomainRequest.C!DNS DNSDataExfiltration " +
            "DriveBySourceTraffic!DNS DropPoint DropPoint!DNS PhishingDomainRequest!DNS",
        UnauthorizedAccess: "MaliciousIPCaller.Custom MetadataDNSRebind RDPBruteForce SSHBruteForce TorClient TorRelay",
        AttackSequence: "CompromisedInstanceGroup",
    },
    IAMUser: {
        CredentialAccess: "AnomalousBehavior",
        DefenseEvasion: "AnomalousBehavior BedrockLoggingDisabled",
        Discovery: "AnomalousBehavior",
        Exfiltration: "AnomalousBehavior",
        Impact: "AnomalousBehavior AnomalousModelInvocation CostHarvesting PromptInjection.Direct",
        InitialAccess: "AnomalousBehavior",
        PenTest: "KaliLinux ParrotLinux PentooLinux",
        Persistence: "AnomalousBehavior",
        Policy: "RootCredentialUsage ShortTermRootCredentialUsage",
        PrivilegeEscalation: "AnomalousBehavior",
        Recon: "MaliciousIPCaller MaliciousIPCaller.Custom TorIPCaller",
        Stealth: "CloudTrailLoggingDisabled PasswordPolicyChange",
        UnauthorizedAccess:
            "ConsoleLoginSuccess.B InstanceCredentialExfiltration.InsideAWS InstanceCredentialExfiltration.OutsideAWS " +
            "MaliciousIPCaller MaliciousIPCaller.Custom ResourceCredentialExfiltration.OutsideAWS TorIPCaller",
    },
    IAM: {
        AttackSequence: "CompromisedCredentials",
        InitialAccess: "ValidAccounts",
        Persistence: "AccountManipulation",
        PrivilegeEscalation: "AccountManipulation",
    },
    S3: {
        AttackSequence: "CompromisedData",
        DefenseImpairment: "DisableOrModifyTools",
        Discovery: "AnomalousBehavior MaliciousIPCaller MaliciousIPCaller.Custom TorIPCaller",
        Execution: "MaliciousFile!RecoveryPoint",
        Exfiltration: "AnomalousBehavior MaliciousIPCaller TransferDataToCloudAccount",
        Impact:
            "AnomalousBehavior.Delete AnomalousBehavior.Permission AnomalousBehavior.Write DataDestruction " +
            "MaliciousIPCaller",
        Object: "MaliciousFile",
        PenTest: "KaliLinux ParrotLinux PentooLinux",
        Policy:
            "AccountBlockPublicAccessDisabled BucketAnonymousAccessGranted BucketBlockPublicAccessDisabled " +
            "BucketPublicAccessGranted",
        Stealth: "ServerAccessLoggingDisabled",
        UnauthorizedAccess: "MaliciousIPCaller.Custom TorIPCaller",
    },
    Lambda: {
        Backdoor: "C&CActivity.B",
        CryptoCurrency: "BitcoinTool.B",
        Persistence: "AccountManipulation ModifyAuthenticationProcess",
        Trojan: "BlackholeTraffic DropPoint",
        UnauthorizedAccess: "MaliciousIPCaller.Custom TorClient TorRelay",
    },
    Runtime: {
        Backdoor: "C&CActivity.B C&CActivity.B!DNS",
        CryptoCurrency: "BitcoinTool.B BitcoinTool.B!DNS",
        DefenseEvasion:
            "FilelessExecution KernelModuleLoaded ProcessInjection.Proc ProcessInjection.Ptrace " +
            "ProcessInjection.VirtualMemoryWrite PtraceAntiDebugging SuspiciousCommand",
        Discovery: "SuspiciousCommand",
        Execution:
            "MaliciousFileExecuted NewBinaryExecuted NewLibraryLoaded ReverseShell SuspiciousCommand " +
            "SuspiciousShellCreated SuspiciousTool",
        Impact:
            "AbusedDomainRequest.Reputation BitcoinDomainRequest.Reputation CryptoMinerExecuted " +
            "MaliciousDomainRequest.Reputation SuspiciousDomainRequest.Reputation",
        Persistence: "SuspiciousCommand",
        PrivilegeEscalation:
            "CGroupsReleaseAgentModified ContainerMountsHostDirectory DockerSocketAccessed ElevationToRoot " +
            "RuncContainerEscape SuspiciousCommand UserfaultfdUsage",
        Trojan:
            "BlackholeTraffic BlackholeTraffic!DNS DGADomainRequest.C!DNS DriveBySourceTraffic!DNS DropPoint " +
            "DropPoint!DNS PhishingDomainRequest!DNS",
        UnauthorizedAccess: "MetadataDNSRebind TorClient TorRelay",
    },
    Kubernetes: {
        CredentialAccess: `AnomalousBehavior.SecretsAccessed ${badCallers}`,
        DefenseEvasion: badCallers,
        Discovery: `AnomalousBehavior.PermissionChecked ${badCallers}`,
        Execution:
            "AnomalousBehavior.ExecInPod AnomalousBehavior.WorkloadDeployed ExecInKubeSystemPod MaliciousFile " +
            "SuspiciousFile",
        Impact: badCallers,
        Persistence:
            "AnomalousBehavior.WorkloadDeployed!ContainerWithSensitiveMount ContainerWithSensitiveMount " + badCallers,
        Policy: "AdminAccessToDefaultServiceAccount AnonymousAccessGranted ExposedDashboard KubeflowDashboardExposed",
        PrivilegeEscalation:
            "AnomalousBehavior.RoleBindingCreated AnomalousBehavior.RoleCreated " +
            "AnomalousBehavior.WorkloadDeployed!PrivilegedContainer PrivilegedContainer",
    },
    EKS: { AttackSequence: "CompromisedCluster" },
    ECS: { AttackSequence: "CompromisedCluster", Execution: "MaliciousFile SuspiciousFile" },
    Container: { Execution: "MaliciousFile SuspiciousFile" },
    RDS: {
        CredentialAccess:
            "AnomalousBehavior.FailedLogin AnomalousBehavior.SuccessfulBruteForce AnomalousBehavior.SuccessfulLogin " +
            "MaliciousIPCaller.FailedLogin MaliciousIPCaller.SuccessfulLogin ModifyAuthenticationProcess " +
            "TorIPCaller.FailedLogin TorIPCaller.SuccessfulLogin",
        DefenseImpairment: "ModifyAuthenticationProcess",
        Discovery: "MaliciousIPCaller TorIPCaller",
        Exfiltration: "TransferDataToCloudAccount",
        InitialAccess: "ExploitPublicFacingApplication",
    },
    Organizations: { DefenseImpairment: "DisableOrModifyTools ModifyCloudResourceHierarchy" },
    RolesAnywhere: { Persistence: "AccountManipulation" },
    Route53Resolver: { DefenseImpairment: "DisableOrModifyTools" },
    SageMaker: { Execution: "CommandAndScriptingInterpreter" },
    SES: { Impact: "ResourceHijacking", ResourceDevelopment: "CompromiseAccounts" },
};
