/**
 * A rule document, checked and compiled; and what judging by it gives.
 */
import type { Evidence } from "../graph/model.js";
import type { Guard } from "../resolve/guard.js";
import type { Reason } from "../resolve/value.js";
import type { SourceNode } from "../source/node.js";
import type { Dialect } from "../template/template.js";
import type { Expression } from "./expression.js";
import type { Subject } from "./fact.js";
import type { OptionValue, RuleOption } from "./rule-options.js";
export type Severity = "error" | "warning" | "info";
export type Verdict = "pass" | "fail" | "unknown" | "n/a";
/** `heuristic` where a verdict rests on reading scripts or on entropy; such a finding is at most a warning. */
export type Basis = "proof" | "heuristic";
/** A value of a property that is no list and no mapping. */
export type EditValue = string | number | boolean;
/** A text with expressions in braces. */
export type Message = readonly (string | Expression)[];
export interface RuleExample {
    readonly expects: "flags" | "accepts" | "unknown";
    /** What the example shows, in a clause. */
    readonly title: string;
    readonly template: string;
    /** What judging the subject must give: `fail`, `unknown`, and `pass` unless the example says `n/a`. */
    readonly verdict: Verdict;
    /** Logical id of the subject that is meant; null where the template has only one. */
    readonly subject: string | null;
    /** Options of the rule that are set otherwise than by default. */
    readonly with?: Readonly<Record<string, OptionValue>>;
    /** Tags that the deployment gives to the stack. */
    readonly stackTags?: Readonly<Record<string, string>>;
}
export interface Rule {
    readonly id: string;
    readonly name: string;
    readonly title: string;
    /**
     * The first case whose `when` holds, else the last one, which has none. A case with `since` counts only from that
     * edition on; see edition.ts.
     */
    readonly severity: readonly {
        readonly when: Expression | null;
        readonly is: Severity;
        readonly since?: string;
    }[];
    /** The edition that the rule came with; left out for the first. */
    readonly since?: string;
    /** Whether it is told as information and never fails, until an edition has it or its author says so. */
    readonly preview?: boolean;
    readonly basis: Basis;
    /** Rules about capacity and resilience: a guarded fail drops one level where the other branch passes. */
    readonly resilience: boolean;
    /** Runs only where an architecture requires it, or `--rule` names it. */
    readonly onlyWhenRequired: boolean;
    readonly source: string;
    /** What a team can set; expressions read it as `options.NAME`. */
    readonly options: readonly RuleOption[];
    readonly why: string;
    readonly on: readonly string[];
    readonly as: string;
    readonly where: Expression | null;
    readonly require: Expression;
    readonly at: Expression | null;
    readonly related: Expression | null;
    readonly message: Message;
    /** Where `at` points to a value: the one that should stand there instead. Left out where that is not all of the fix. */
    readonly edit?: EditValue;
    readonly fix: Readonly<Record<Dialect, string>>;
    readonly references: readonly string[];
    /** A finding of this rule is folded under a finding of `rule` about one of the things that `subjects` lists. */
    readonly causes: readonly {
        readonly rule: string;
        readonly subjects: Expression;
    }[];
    readonly examples: readonly RuleExample[];
}
/** One rule's verdict on one subject, over all worlds. */
export interface Judgement {
    readonly rule: Rule;
    readonly subject: Subject;
    readonly verdict: Verdict;
    /** When the verdict holds; `true` for always. For a fail: all the worlds that fail. */
    readonly guard: Guard;
    /** Worlds that were found to pass: decides whether a guarded fail drops a level. */
    readonly passesElsewhere: boolean;
    readonly reasons: readonly Reason[];
    readonly severity: Severity;
    readonly message: string;
    readonly at: SourceNode;
    readonly related: readonly Evidence[];
    /** Selves of subjects of other rules that may be the cause, by rule id. */
    readonly causes: ReadonlyMap<string, readonly unknown[]>;
    readonly assumed: readonly string[];
}
