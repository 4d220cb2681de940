import { type Service, serviceFacts } from "../findings/services";

/** Why news matters, in a sentence, and AWS's page on what to do. */
export interface Advice {
    readonly why: string;
    readonly page: string;
}

const userGuides: Readonly<Record<Service, string>> = {
    guardDuty: "https://docs.aws.amazon.com/guardduty/latest/ug",
    macie: "https://docs.aws.amazon.com/macie/latest/user",
    inspector: "https://docs.aws.amazon.com/inspector/latest/user",
};

/** A text for each word, and for the words that AWS adds later. */
type Texts = Readonly<Record<string, string>> & { readonly other: string };

/** A sentence for each family of finding types. */
const families: Readonly<Record<Service, Texts>> = {
    // The purpose of the threat, which the type begins with (GuardDuty user guide, guardduty_finding-format).
    guardDuty: {
        other: "GuardDuty has seen something that it takes for a threat.",
        AttackSequence:
            "GuardDuty has linked several signals to one attack that is probably under way or has succeeded.",
        Backdoor:
            "The resource behaves as if it were under somebody else's control, or takes part in attacks on others.",
        Behavior: "The resource does what it has never done before, which may be the first sign of a compromise.",
        CredentialAccess: "Somebody may be after passwords, keys or tokens that open further doors.",
        CryptoCurrency: "Somebody may be mining on your bill, and whoever could start a miner can start anything else.",
        DefenseEvasion: "Somebody may be hiding from those who should see them.",
        Discovery: "Somebody may be finding out what you have, as is done before an attack.",
        Execution: "Code that should not run may be running, or have been brought in to run.",
        Exfiltration: "Data may be leaving for somebody who must not have it.",
        Impact: "Somebody may be about to manipulate, disturb or destroy systems or data.",
        InitialAccess: "Somebody may have got in, or be trying to.",
        Object: "A file that carries malware reached your storage, and whoever opens it may be infected.",
        PenTest: "A tool of penetration testers is at work; attackers use the same.",
        Persistence: "Somebody may be making sure that they can come back.",
        Policy: "Something is less protected than good practice asks for, which is an invitation.",
        PrivilegeEscalation: "Somebody may be gaining rights that they should not have.",
        Recon: "Somebody may be looking for a way in.",
        Stealth: "Somebody may be covering their tracks: logs or protections were weakened.",
        Trojan: "The resource behaves as if malware were running on it.",
        UnauthorizedAccess: "Somebody may be using what they have no right to use.",
    },
    // Macie user guide, findings-types.
    macie: {
        other: "Macie has seen something about the data in your buckets.",
        Policy: "The bucket is more open, or less protected, than a bucket should be.",
        SensitiveData: "Data that needs protection lies in this bucket, perhaps where nobody expects it.",
    },
    // Inspector user guide, findings-types.
    inspector: {
        other: "Inspector has found a weakness that an attacker could use.",
        CODE_VULNERABILITY: "The code of the function has a weakness that an attacker could use.",
        NETWORK_REACHABILITY: "The instance can be reached from networks from which it perhaps should not.",
        PACKAGE_VULNERABILITY:
            "Installed software has a publicly known weakness, and attackers look for it by machine.",
    },
};

/**
 * GuardDuty's pages: two purposes have one of their own, and so has each kind of resource, which comes next in a type.
 *
 * Source: GuardDuty user guide, guardduty_remediate, and the pages below it.
 */
const remedies: Texts = {
    other: "guardduty_remediate",
    AttackSequence: "guardduty-attack-sequence-finding-types",
    Object: "compromised-s3object-malware-protection-gdu",
    EC2: "compromised-ec2",
    ECS: "compromised-ecs",
    IAMUser: "compromised-creds",
    Kubernetes: "guardduty-remediate-kubernetes",
    Lambda: "remediate-lambda-protection-finding-types",
    RDS: "guardduty-remediate-compromised-database-rds",
    Runtime: "guardduty-remediate-runtime-monitoring",
    S3: "compromised-s3",
};

export function findingAdvice(service: Service, type: string): Advice {
    const [family = "", resource = ""] = type.split(/[:/]/);
    const page = service === "guardDuty" ? textFor(remedies, family, resource) : "findings-types";
    return { why: textFor(families[service], family), page: `${userGuides[service]}/${page}.html` };
}

/** The text for the first word that has one. A type is a text from outside, and every object has a "constructor". */
function textFor(texts: Texts, ...words: readonly string[]): string {
    return texts[words.find((word) => Object.hasOwn(texts, word)) ?? "other"] ?? texts.other;
}

/** Source: GuardDuty user guide, runtime-monitoring-assessing-coverage; Inspector user guide, assessing-coverage. */
export function coverageAdvice(service: Service): Advice {
    return {
        why: `${serviceFacts[service].name} cannot see this resource any more: whatever happens there, nobody will tell you.`,
        page: `${userGuides[service]}/${service === "guardDuty" ? "runtime-monitoring-" : ""}assessing-coverage.html`,
    };
}
