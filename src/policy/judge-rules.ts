/**
 * Rules and a graph -> a verdict on every subject, over all worlds.
 *
 * Invariant: `where` that is unknown turns a fail into an unknown and leaves a pass; of the verdicts of several worlds,
 * a fail counts before an unknown, an unknown before a pass, a pass before n/a. The order is that of rules and of the
 * graph.
 * Not here: what a guarded fail costs, and which finding follows from which; see ../lint.
 */
import type { Evidence, Graph } from "../graph/model.ts";
import { possibleWorlds } from "../resolve/possible-worlds.ts";
import type { Reason } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import type { SourceNode } from "../source/node.ts";
import { Effort } from "./agreement.ts";
import { evaluate } from "./evaluator.ts";
import { type Exploration, explore, guardWhere, isComplete, type Leaf, leavesOf, maximalWorlds } from "./explore.ts";
import type { Expression } from "./expression.ts";
import { type Fact, type FactRegistry, object, type Subject } from "./fact.ts";
import { truthOf } from "./list-operations.ts";
import { holdsIn, isSplit, type Outcome, type SplitOutcome, uniqueReasons } from "./outcome.ts";
import { renderMessage } from "./render-message.ts";
import type { Judgement, Rule, Severity, Verdict } from "./rule.ts";
import { optionsFact } from "./rule-options.ts";
import { maximalStepsTogether } from "./run.ts";
import { Subjects } from "./subjects.ts";
import { tooManyWorlds } from "./too-many-worlds.ts";

/** What one world says. */
interface WorldVerdict {
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
}

/** One rule's question about one subject. */
interface Question {
  readonly rule: Rule;
  readonly subject: Subject;
  readonly in: (expression: Expression, world: World, effort?: Effort) => Outcome;
  readonly registry: FactRegistry;
  /** The worlds that there are. */
  readonly within: World;
}

export function judgeRules(rules: readonly Rule[], graph: Graph, registry: FactRegistry): readonly Judgement[] {
  return rules.flatMap(ruleJudge(graph, registry));
}

/** Judges one rule after the other; they share what is looked for once. */
export function ruleJudge(graph: Graph, registry: FactRegistry): (rule: Rule) => readonly Judgement[] {
  const subjects = new Subjects(graph, registry);
  const within = possibleWorlds(graph.stacks);
  return (rule) => {
    const judged = subjects.of(rule);
    if (judged.length === 0) return [];
    const options = optionsFact(rule.options);
    const together = { left: maximalStepsTogether };
    return judged.map(({ type, subject }) => {
      const bindings = new Map<string, Fact>([
        ["options", options],
        [rule.as, object(type, subject.self)],
      ]);
      return judge({
        rule,
        subject,
        registry,
        within,
        in: (expression, world, effort) =>
          evaluate(expression, bindings, { graph, world, registry, together, ...(effort && { effort }) }),
      });
    });
  };
}

const precedence: readonly Verdict[] = ["fail", "unknown", "pass", "n/a"];

/** @throws Error where a fact or the evaluator is at fault; the message says of which rule and subject. */
function judge(question: Question): Judgement {
  const { rule, subject } = question;
  try {
    const exploration = verdictsOf(question);
    const leaves = leavesOf(exploration);
    const complete = isComplete(exploration);
    const found = new Set(leaves.map(({ answer }) => answer.verdict));
    if (!complete) found.add("unknown");
    const verdict = precedence.find((one) => found.has(one)) ?? "n/a";
    const chosen = leaves.filter(({ answer }) => answer.verdict === verdict);
    const reasons = chosen.flatMap(({ answer }) => answer.reasons);
    if (!complete) reasons.push(tooManyWorlds(exploration));
    return {
      rule,
      subject,
      verdict,
      guard: guardWhere(exploration, (answer) => (answer?.verdict ?? "unknown") === verdict),
      passesElsewhere: verdict !== "pass" && found.has("pass"),
      reasons: uniqueReasons(reasons),
      assumed: [...new Set(chosen.flatMap(({ world }) => [...world.assumed]))].sort(),
      ...(verdict === "pass" || verdict === "n/a" ? silent(question) : told(question, chosen, verdict)),
    };
  } catch (error) {
    throw new Error(`rule ${rule.id} cannot judge ${subject.node?.id ?? "the app"}: ${String(error)}`, {
      cause: error,
    });
  }
}

/** Few worlds are looked at as they come. Where there are more, those that agree are first put together. */
function verdictsOf(question: Question): Exploration<WorldVerdict> {
  const { within } = question;
  const plain = explore((world) => verdictIn(world, question), { limit: plainWorlds, within });
  if (isComplete(plain)) return plain;
  const effort = new Effort(maximalEffort);
  return explore((world) => verdictIn(world, question, effort), { within });
}

/** Worlds that are looked at before it is worth while to put some of them together. */
const plainWorlds = 16;
/** Worlds of parts of a rule's expressions that are looked at for one verdict. */
const maximalEffort = 1000;

/** The verdict in one world; undefined where the subject is not there. */
function verdictIn(
  world: World,
  { rule, subject, in: evaluateIn }: Question,
  effort?: Effort,
): WorldVerdict | SplitOutcome | undefined {
  const here = holdsIn(world, subject.guard);
  if (here === false) return undefined;
  if (isSplit(here)) return here;
  const where = rule.where === null ? true : truthOf(evaluateIn(rule.where, world, effort));
  if (where === false) return { verdict: "n/a", reasons: [] };
  if (isSplit(where)) return where;
  const required = truthOf(evaluateIn(rule.require, world, effort));
  if (isSplit(required)) return required;
  if (required === true) return { verdict: "pass", reasons: [] };
  const doubts = [where, required].flatMap((truth) => (typeof truth === "boolean" ? [] : truth.reasons));
  return { verdict: where === true && required === false ? "fail" : "unknown", reasons: doubts };
}

type Telling = Pick<Judgement, "severity" | "message" | "at" | "related" | "causes">;

/** What there is to tell of a pass. */
function silent({ rule, subject }: Question): Telling {
  const severity = capped(rule.severity.at(-1)?.is ?? "error", rule);
  return { severity, message: "", at: subject.origin, related: [], causes: new Map() };
}

/** Told of the first of the worlds in which the finding is most severe. */
function told(question: Question, leaves: readonly Leaf<WorldVerdict>[], verdict: Verdict): Telling {
  const { rule, subject } = question;
  const [first] = leaves
    .map((leaf) => ({ leaf, severity: severityIn(leaf.world, question) }))
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  if (first === undefined) return { ...silent(question), message: rule.title };
  const decided = (expression: Expression): Settled => settle(expression, first.leaf.world, question);
  return {
    severity: first.severity,
    message: messageOf(question, verdict, (part) => decided(part).outcome),
    at: placeOf(rule.at === null ? null : decided(rule.at).outcome) ?? subject.origin,
    related: rule.related === null ? [] : hopsOf(decided(rule.related)),
    causes: new Map(rule.causes.map((cause) => [cause.rule, selvesOf(decided(cause.subjects))])),
  };
}

/** A message speaks of a violation. Of what is unknown it may lack the very words: then the rule's title is told. */
function messageOf(
  { rule, subject, registry }: Question,
  verdict: Verdict,
  valueOf: (part: Expression) => Outcome,
): string {
  const { text, isWhole } = renderMessage(rule.message, valueOf, registry);
  if (verdict !== "unknown" || isWhole) return text;
  return subject.node === null ? rule.title : `${rule.title} (${subject.node.logicalId})`;
}

const severities: readonly Severity[] = ["error", "warning", "info"];

/** The first case that holds; one of which it is not known whether it does is passed over. */
function severityIn(world: World, question: Question): Severity {
  const { rule } = question;
  const found = rule.severity.find(
    ({ when }) => when === null || truthOf(settle(when, world, question).outcome) === true,
  );
  return capped(found?.is ?? "error", rule);
}

function capped(severity: Severity, rule: Rule): Severity {
  return rule.basis === "heuristic" && severity === "error" ? "warning" : severity;
}

interface Settled {
  readonly outcome: Outcome;
  readonly world: World;
}

/** Evaluates in a world that decides too little by deciding more of it: the first sub-world that there is. */
function settle(expression: Expression, from: World, question: Question): Settled {
  let world = from.fresh();
  for (let decisions = 0; ; decisions++) {
    const outcome = question.in(expression, world);
    if (!isSplit(outcome) || decisions === maximalWorlds) return { outcome, world };
    const next = world.within(outcome.on, true) ?? world.within(outcome.on, false);
    if (next === undefined) return { outcome, world };
    world = next;
  }
}

function placeOf(outcome: Outcome | null): SourceNode | undefined {
  const [place] = objectsOf(outcome, "Location");
  return place as SourceNode | undefined;
}

function hopsOf({ outcome, world }: Settled): readonly Evidence[] {
  return thereIn(outcome, world).flatMap((fact) => objectsOf(fact, "Hop") as readonly Evidence[]);
}

function selvesOf({ outcome, world }: Settled): readonly unknown[] {
  return thereIn(outcome, world).flatMap((fact) => objectsOf(fact));
}

/** The elements of a list that may be there in a world; a single thing is a list of one. */
function thereIn(outcome: Outcome, world: World): readonly Outcome[] {
  if (typeof outcome !== "object" || outcome?.kind !== "list") return [outcome];
  return outcome.items.filter(({ guard }) => world.test(guard) !== false).map(({ value }) => value);
}

function objectsOf(fact: Outcome | null, type?: string): readonly unknown[] {
  if (typeof fact !== "object" || fact?.kind !== "object") return [];
  return type === undefined || fact.type === type ? [fact.self] : [];
}
