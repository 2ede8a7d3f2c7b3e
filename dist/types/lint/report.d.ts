/**
 * The report: everything that a run found, as plain data. All output formats are rendered from it.
 *
 * Its JSON form is versioned (`version`): fields are added, never changed or removed, within one version.
 */
import type { RequirementResult, RequirementStatus } from "../policy/architecture/conformance.js";
import type { Basis, Severity, Verdict } from "../policy/rule.js";
import type { Diagnostic } from "../source/diagnostic.js";
/** A place in a file; lines and columns 1-based, end exclusive. */
export interface Location {
    readonly file: string;
    readonly startLine: number;
    readonly startColumn: number;
    readonly endLine: number;
    readonly endColumn: number;
}
/** What was judged. Of the app as a whole there is only the stack: `logicalId` and `type` are empty. */
export interface ReportSubject {
    readonly stack: string;
    readonly logicalId: string;
    readonly type: string;
    readonly constructPath: string | null;
    readonly property: string | null;
}
export type FindingStatus = "active" | "suppressed" | "baselined" | "relaxed";
export interface Finding {
    readonly ruleId: string;
    readonly ruleName: string;
    readonly severity: Severity;
    readonly verdict: "fail" | "unknown";
    readonly message: string;
    /** In the words of the template where there are such: `IsProd=false`; null where it always holds. */
    readonly guard: string | null;
    /** Names of the environments in which it holds; empty where none are told apart. */
    readonly environments: readonly string[];
    readonly subject: ReportSubject;
    readonly location: Location;
    /** Line of CDK source code that made the resource. */
    readonly codeLocation: Location | null;
    /** The path of evidence. */
    readonly related: readonly {
        readonly message: string;
        readonly location: Location;
    }[];
    /** For `unknown`: what would settle it. */
    readonly reason: string | null;
    readonly basis: Basis;
    /** Whether its rule is a preview, so that it fails nothing; left out where it is none. */
    readonly preview?: boolean;
    /** Parameters whose defaults the verdict rests on: `parameter X`. */
    readonly assumed: readonly string[];
    /** Fingerprint of the finding that this one is a consequence of. */
    readonly causedBy: string | null;
    /** In the words of the dialect that the template is written in. */
    readonly fix: string;
    /** The fix as an edit of the file, where it is one: what stands at `location` becomes `text`. */
    readonly edit: ReportEdit | null;
    readonly fingerprint: string;
    /**
     * As `fingerprint`, but the same whatever the stack is called: a template's file may be renamed. Reports made by hand
     * may lack it.
     */
    readonly fingerprintInStack?: string;
    /** The guard as data, where there is one: it holds in each of these cases. Missing where there are too many to list. */
    readonly cases?: readonly GuardCase[];
    readonly status: FindingStatus;
    /** Of a suppressed finding: why, by whom, until which day, and where that is written. */
    readonly exception: {
        readonly reason: string;
        readonly owner: string | null;
        readonly until: string | null;
        readonly location: Location;
    } | null;
    readonly change: "new" | "existing" | "fixed" | null;
}
/** What holds all at once. */
export type GuardCase = readonly {
    /** `stack/Parameter`, or what else is not known; `environment` for the name of the environment. */
    readonly variable: string;
    readonly values: readonly string[];
    /** Whether it is none of these values, instead of one of them. */
    readonly isExcluded: boolean;
}[];
/** One value of a template is replaced; nothing else of the file changes. */
export interface ReportEdit {
    readonly location: Location;
    readonly text: string;
}
/** Something written down that makes the run demand less than it would. */
export interface ReportException {
    readonly kind: "ignore" | "relax" | "pin" | "rule" | "baseline" | "configuration";
    /** Id of the rule, address of the requirement, or name of the component. */
    readonly subject: string;
    /** What it does, as a clause: "MET002 is not counted for stack shop". */
    readonly effect: string;
    readonly reason: string | null;
    readonly owner: string | null;
    /** The last day on which it has an effect, `YYYY-MM-DD`; null for no end. */
    readonly until: string | null;
    readonly location: Location;
}
/** What a report is compared with, and what came of it. */
export interface ReportChange {
    readonly base: {
        /** Null where the base is no commit. */
        readonly commit: string | null;
        /** For people: "the merge base with main". */
        readonly name: string;
    };
    /** Of the findings that weigh: active, proven, and no consequences. */
    readonly counts: {
        readonly new: number;
        readonly existing: number;
        readonly fixed: number;
    };
    /** Findings of the base that the head has no more; their locations are the base's. */
    readonly fixed: readonly Finding[];
    /** Exceptions that the head has and the base has not. */
    readonly exceptions: readonly ReportException[];
    /** Requirements of which the status is another than in the base. */
    readonly requirements: readonly {
        readonly architecture: string;
        readonly app: string;
        readonly environment: string | null;
        readonly address: string;
        readonly title: string;
        /** Null where the base does not have it. */
        readonly before: RequirementStatus | null;
        /** Null where the head does not have it. */
        readonly after: RequirementStatus | null;
    }[];
    /** Stateful resources that deploying the change replaces or deletes. */
    readonly losses: readonly {
        readonly stack: string;
        readonly logicalId: string;
        readonly type: string;
        readonly how: "replaced" | "maybe replaced" | "deleted";
        /** What causes it: "DBInstanceIdentifier changes". */
        readonly cause: string;
        /** Null where the head does not have the resource. */
        readonly location: Location | null;
    }[];
}
export interface ReportVerdict {
    readonly ruleId: string;
    readonly subject: ReportSubject;
    /** What tells subjects of one resource apart: the ids at the far end of an edge; null for the resource itself. */
    readonly key: string | null;
    readonly verdict: Verdict;
    readonly guard: string | null;
    readonly reason: string | null;
    /** Where environments are told apart. */
    readonly environment?: string;
}
export interface ReportDiagnostic {
    readonly code: string;
    readonly severity: Diagnostic["severity"];
    readonly message: string;
    readonly location: Location | null;
}
/** Unknowns of one cause, the widest first. */
export interface UnknownGroup {
    /** What is not known: "parameter SubnetIds has no value". */
    readonly reason: string;
    /** What would settle it, or null. */
    readonly settle: string | null;
    readonly checks: number;
    readonly rules: readonly string[];
}
/** One requirement of an architecture. */
export interface ReportRequirement {
    /** `component.users`, `flow.save-upload`, `network.MAZ012`, `forbid.no-local-db`. */
    readonly address: string;
    readonly kind: RequirementResult["kind"];
    readonly title: string;
    readonly status: RequirementStatus;
    readonly severity: Severity;
    /** When it is violated; null for always, and where it is not. */
    readonly guard: string | null;
    /** Why it is not present; empty where it is. */
    readonly message: string;
    /** Ids of the nodes that it is about. */
    readonly nodes: readonly string[];
    /** Fingerprint of the finding that tells of it. */
    readonly finding: string | null;
}
/** One flow of an architecture: what is asked for, and what was found. Whether it conforms is said by its requirement. */
export interface ReportFlow {
    /** Of its requirement: `flow.save-upload`. */
    readonly address: string;
    /** Names of components, or `internet`. */
    readonly from: readonly string[];
    readonly to: string;
    /** Names of components, or roles, in this order; those that are optional may stand anywhere on the way. */
    readonly via: readonly {
        readonly name: string;
        readonly optional: boolean;
    }[];
    /** Each once; none where one of its ends is not there. */
    readonly hops: readonly ReportHop[];
    /** Null where the flow is not there for sure, so that there is nothing to lose. */
    readonly survival: ReportSurvival | null;
}
/** One step that a flow takes, or fails to take. */
export interface ReportHop {
    /** Id of a node; null for the internet. */
    readonly from: string | null;
    /** Id of a node. */
    readonly to: string;
    readonly status: "present" | "violated" | "unknown";
    /** When it is so; null for always. */
    readonly guard: string | null;
}
/** What becomes of a flow when an Availability Zone fails. */
export interface ReportSurvival {
    /** Whether the architecture asks for it. */
    readonly required: boolean;
    /** When the worst zone fails, whichever that is. */
    readonly worst: ReportOutcome;
    /** One entry for each zone that some flow stands in, the same ones for all flows of the architecture. */
    readonly zones: readonly (ReportOutcome & {
        readonly zone: string;
    })[];
}
export interface ReportOutcome {
    readonly outcome: "holds" | "broken" | "unknown";
    /** Ids of the ends of the hop that breaks, or may; equal where that is one node. Null where it holds. */
    readonly hop: {
        readonly from: string;
        readonly to: string;
    } | null;
    /** In words; empty where it holds. */
    readonly why: string;
    /** When it is so; null for always. */
    readonly guard: string | null;
}
/** How far one app conforms to one architecture. */
export interface ReportArchitecture {
    readonly name: string;
    readonly title: string;
    readonly version: string;
    readonly app: string;
    readonly environment: string | null;
    /** False where the app only looks like it, and nobody holds it to that. */
    readonly enforced: boolean;
    readonly counts: {
        readonly total: number;
        readonly proven: number;
        readonly missing: number;
        readonly violated: number;
        readonly unknown: number;
        readonly relaxed: number;
    };
    readonly components: readonly {
        /** The address of its requirement is `component.NAME`. */
        readonly name: string;
        /** What it is for; may be empty. */
        readonly title: string;
        readonly optional: boolean;
        /** Ids of what is bound to it for sure. */
        readonly nodes: readonly string[];
        /** Of which it is not known whether they are one. */
        readonly possible: readonly string[];
        /** More than there may be, of which none was preferred. */
        readonly tied: readonly string[];
    }[];
    /** What was found of each flow; of an architecture that an app only looks like, none. */
    readonly flows: readonly ReportFlow[];
    /** Nodes that could be a component by their role, and are none. */
    readonly unbound: readonly string[];
    readonly requirements: readonly ReportRequirement[];
}
export interface Report {
    readonly version: 1;
    readonly tool: {
        readonly name: "stackplumb";
        readonly version: string;
    };
    readonly summary: {
        readonly errors: number;
        readonly warnings: number;
        readonly infos: number;
        /** Subjects whose verdict is unknown. */
        readonly unknown: number;
        readonly suppressed: number;
        /** Findings that the baseline has. */
        readonly baselined: number;
        readonly resources: number;
        readonly stacks: number;
        /** Resources of types that the graph models. */
        readonly judged: number;
        /** Findings folded under their cause; they are counted in no severity. */
        readonly consequences: number;
    };
    readonly stacks: readonly {
        readonly name: string;
        readonly file: string;
        readonly sha256: string;
        readonly resources: number;
        readonly judged: number;
    }[];
    readonly notModelled: readonly {
        readonly type: string;
        readonly count: number;
    }[];
    /** The day that dates are compared with, `YYYY-MM-DD`. */
    readonly asOf: string;
    readonly findings: readonly Finding[];
    readonly unknowns: readonly UnknownGroup[];
    /** With `--all-verdicts`. */
    readonly verdicts?: readonly ReportVerdict[];
    /** With `--architecture` or `--detect`: how far each app conforms to each. */
    readonly architectures: readonly ReportArchitecture[];
    /** Everything in force that makes this run demand less. */
    readonly exceptions: readonly ReportException[];
    /** Null where there is no base to compare with. */
    readonly change: ReportChange | null;
    readonly diagnostics: readonly ReportDiagnostic[];
}
