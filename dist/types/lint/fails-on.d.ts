/**
 * A report -> whether the build fails.
 *
 * Not here: inputs that could not be read, which end a run with another status; see ../cli/exit-status.ts.
 */
import type { Severity } from "../policy/rule.js";
import type { Report } from "./report.js";
export interface Gate {
    /** The least severity that fails; `never` fails nothing. */
    readonly failOn: Severity | "never";
    /** Whether what cannot be known weighs like a violation. */
    readonly strictUnknown: boolean;
    /** Whether only what the change brings counts, where there is a base to compare with; without one, everything does. */
    readonly onlyNew?: boolean;
}
/** Whether any finding that counts is at or above the gate. */
export declare function failsOn(report: Report, gate: Gate): boolean;
