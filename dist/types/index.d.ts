/**
 * The library: what the command line does, as functions.
 *
 * ```ts
 * import { failsOn, lint, renderText } from "stackplumb";
 *
 * const report = lint(["templates/", "cdk.out"], { root: process.cwd(), asOf: "2026-11-22" });
 * if (failsOn(report, { failOn: "error", strictUnknown: false })) process.exitCode = 1;
 * ```
 *
 * Everything is synchronous and the same on every run: no network, no clock, nothing of the templates is executed. The
 * report is plain data; its JSON form is versioned (see docs/cli.md).
 */
import type { Host } from "./input/app.js";
import { type Diagram } from "./lint/diagram.js";
import type { Report } from "./lint/report.js";
import type { Rule } from "./policy/rule.js";
export type { DirectoryEntry, Host } from "./input/app.js";
export type { Diagram, DiagramEdge, DiagramGroup, DiagramNode } from "./lint/diagram.js";
export { failsOn, type Gate } from "./lint/fails-on.js";
export type { Finding, FindingStatus, Location, Report, ReportDiagnostic, ReportSubject, ReportVerdict, UnknownGroup, } from "./lint/report.js";
export type { Basis, Rule, RuleExample, Severity, Verdict } from "./policy/rule.js";
export type { LineSource } from "./report/code-frame.js";
export { renderDot } from "./report/render-dot.js";
export { renderJson } from "./report/render-json.js";
export { renderMermaid } from "./report/render-mermaid.js";
export { renderText, type TextOptions } from "./report/render-text.js";
export type { TextStyle } from "./report/text-style.js";
/** Stackplumb's version. */
export declare const version: string;
/** Where templates are read from, and what is known about their deployment. */
export interface InputOptions {
    /** The folder that paths start from; or a host, to read from somewhere else than the file system. */
    readonly root: string | Host;
    /** Values of template parameters, by name; lists are comma-separated. */
    readonly parameters?: ReadonlyMap<string, string>;
    /**
     * What is taken for granted, in every stack that declares the name: the value of a parameter, or `true` or `false` for a
     * condition. Only what follows there is reported.
     */
    readonly scenario?: ReadonlyMap<string, string>;
    /** Tags that the deployment gives to every stack. */
    readonly stackTags?: ReadonlyMap<string, string>;
    /**
     * A configuration (`stackplumb.yaml`) below the root, which says what is not said here; without it there is none. Its
     * `fail-on` and `strict-unknown` are for the command line and the action: a gate is what `failsOn` is given.
     */
    readonly config?: string;
    /** Names of the configuration's environments that count. By default `lint` judges all of them, `diagram` none. */
    readonly environments?: readonly string[];
}
export interface LintOptions extends InputOptions {
    /** The day that dates are compared with, `YYYY-MM-DD`. */
    readonly asOf: string;
    /** Ids or names of the rules to run; by default all but those that only an architecture asks for. */
    readonly rules?: readonly string[];
    /** Architectures that every app is held to: names of built-in ones, or paths of documents below the root. */
    readonly architectures?: readonly string[];
    /** Whether to say which built-in architectures the apps look like, and how far they conform. */
    readonly detect?: boolean;
    /** The folder of an organisation's policy, which a configuration cannot ask less than; it may lie outside the root. */
    readonly policy?: string;
    /** Whether `verdicts` lists every verdict on every subject, passes included. */
    readonly allVerdicts?: boolean;
    /** Whether files that cannot be read are a warning among the diagnostics, instead of an error. */
    readonly allowUnreadable?: boolean;
}
/**
 * Lints templates. What is wrong with the input is among the report's `diagnostics`; an error there means that something
 * was not judged, and must not be taken for a pass.
 *
 * @param paths files, folders, globs or cloud assemblies; without any, `cdk.out` where there is one, else what is found
 *   below the root.
 * @throws RangeError for a rule or an architecture that does not exist, and for a configuration with an error
 */
export declare function lint(paths: readonly string[], options: LintOptions): Report;
/**
 * The architecture that templates describe, as data to draw.
 *
 * @param paths as for `lint`; what cannot be read is left out.
 * @returns every resource, also those without a part in the architecture.
 */
export declare function diagram(paths: readonly string[], options: InputOptions): Diagram;
/** All rules, with their examples. */
export declare function rules(): readonly Rule[];
