import type { Graph } from "../graph/model.js";
import type { App } from "../input/app.js";
import type { FactRegistry } from "../policy/fact.js";
import type { Judgement, Rule } from "../policy/rule.js";
import type { ResolvedStack } from "../resolve/resolved.js";
import type { Diagnostic } from "../source/diagnostic.js";
/** What is known about the deployment and is not in the templates. */
export interface LintInputs {
    /** Parameter values, as text; lists are comma-separated. They go to every stack that declares the name. */
    readonly parameters: ReadonlyMap<string, string>;
    /** Values that parameters are taken to have, and `true` or `false` for conditions, in every stack that declares them. */
    readonly scenario?: ReadonlyMap<string, string>;
    /** Tags that the deployment gives to every stack. */
    readonly stackTags: ReadonlyMap<string, string>;
}
/** Code of the diagnostics that report a fault of Stackplumb's own. */
export declare const faultCode = "fault";
export interface ResolvedApp {
    readonly app: App;
    readonly stacks: readonly ResolvedStack[];
    readonly graph: Graph;
    readonly diagnostics: readonly Diagnostic[];
}
export interface JudgedApp extends ResolvedApp {
    readonly judgements: readonly Judgement[];
}
export declare function resolveApp(app: App, inputs: LintInputs): ResolvedApp;
/**
 * Judges rule by rule, so that a fault of ours in one of them costs that rule and no more. The fault is a diagnostic, and
 * the shells end with a status of its own: what was not judged must not look judged.
 */
export declare function judgeApp(app: App, rules: readonly Rule[], registry: FactRegistry, inputs: LintInputs, onFault?: (error: unknown) => void): JudgedApp;
/** @param within what was being judged, where that is not the whole app: "the architecture shop". */
export declare function faultDiagnostic(app: App, error: unknown, within?: string): Diagnostic;
