/**
 * A conformed app x relaxations -> which of its requirements are relaxed, and what that does to the judgements that tell of
 * them.
 *
 * A judgement is relaxed where every requirement that it tells of is; where a relaxation holds for some values of parameters
 * alone, what is left of the judgement holds for the others. Where a component may be missing, what is asked of it may be,
 * too. An ended relaxation has no effect, and is given back to be told of.
 * Not here: what a finding becomes; see relaxed-findings.ts.
 */
import type { Architecture } from "../policy/architecture/architecture.ts";
import type { RequirementResult } from "../policy/architecture/conformance.ts";
import type { Judgement } from "../policy/rule.ts";
import { equivalent } from "../resolve/explore.ts";
import { always, and, type Guard, never, not, or } from "../resolve/guard.ts";
import { constraintOf } from "../resolve/possible-worlds.ts";
import type { ConformedApp } from "./conform-app.ts";
import { dependentsOf } from "./lock-on-requirement.ts";
import type { ScopedRelaxation } from "./scoped-relaxation.ts";
import { whenGuard } from "./when-guard.ts";

export interface EndedRelaxation {
  readonly architecture: Architecture;
  readonly result: RequirementResult;
  readonly relaxation: ScopedRelaxation;
  /** What tells of the requirement that is restored. */
  readonly teller: Judgement;
}

export interface RelaxedApp {
  readonly app: ConformedApp;
  /** What relaxes a judgement of the app: of several, what asks for the most; undefined where it holds elsewhere, too. */
  readonly relaxationOf: (judgement: Judgement) => ScopedRelaxation | undefined;
  /** The judgements that tell of a requirement. */
  readonly tellersOf: (result: RequirementResult) => readonly Judgement[];
  readonly results: ReadonlyMap<RequirementResult, ScopedRelaxation>;
  readonly ended: readonly EndedRelaxation[];
}

/**
 * @param use whether a relaxation, which there is something for, has not ended
 * @param relaxationsOf those that may be, of an architecture
 */
export function relaxApp(
  app: ConformedApp,
  use: (relaxation: ScopedRelaxation) => boolean,
  relaxationsOf: (architecture: Architecture) => readonly ScopedRelaxation[],
): RelaxedApp {
  const { stacks } = app.graph;
  const constraint = constraintOf(stacks);
  const told = new ToldOf(app);
  const ended: EndedRelaxation[] = [];
  const results = new Map<RequirementResult, ScopedRelaxation>();
  /** What is left of each judgement after every requirement that it tells of had its say. */
  const left = new Map<Judgement, { guard: Guard; by: ScopedRelaxation | undefined }>();

  for (const { conformance, enforced } of app.conformances) {
    if (!enforced) continue;
    const { architecture } = conformance;
    const all = relaxationsOf(architecture);
    for (const result of conformance.results) {
      if (result.status === "present") continue;
      const tellers = told.tellersOf(result);
      const meant = all.filter((one) => one.requirement === result.address || followsFrom(one, result, architecture));
      const valid = meant.filter((one) => {
        if (use(one)) return true;
        const [teller] = tellers;
        if (teller !== undefined) ended.push({ architecture, result, relaxation: one, teller });
        return false;
      });
      const whole = tellers.map((teller) => {
        const node = teller.subject.node;
        const by = valid.filter(({ resource }) => covers(resource, teller));
        const own = node?.stack ?? teller.subject.stack;
        const relaxed = or(...by.map((one) => told.guardOf(one, own)));
        const rest = by.length === 0 ? teller.guard : and(teller.guard, not(relaxed));
        const isWhole = by.length > 0 && equivalent(rest, never, constraint) === true;
        const before = left.get(teller);
        left.set(teller, {
          guard: or(before?.guard ?? never, isWhole ? never : rest),
          by: strictest(before?.by, isWhole ? by : []),
        });
        return isWhole ? strictest(undefined, by) : undefined;
      });
      const [first] = whole;
      const untold =
        tellers.length > 0 ? undefined : valid.find((one) => isAlways(told.guardOf(one, undefined), constraint));
      const relaxation = whole.every((one) => one !== undefined) ? (first ?? untold) : undefined;
      if (relaxation !== undefined) results.set(result, relaxation);
    }
  }
  const judgements = new Map<Judgement, ScopedRelaxation>();
  const narrowed = new Map<Judgement, Judgement>();
  for (const [judgement, { guard, by }] of left) {
    // Most are not relaxed at all, and comparing guards is work.
    if (by === undefined && guard === judgement.guard) continue;
    if (equivalent(guard, never, constraint) === true) {
      if (by !== undefined) judgements.set(judgement, by);
    } else if (equivalent(guard, judgement.guard, constraint) === false)
      // Elsewhere it is relaxed, which is no pass: it weighs as much as before.
      narrowed.set(judgement, { ...judgement, guard });
  }
  const current = (judgement: Judgement): Judgement => narrowed.get(judgement) ?? judgement;
  return {
    app:
      narrowed.size === 0
        ? app
        : {
            ...app,
            judgements: app.judgements.map(current),
            told: new Map([...app.told].map(([result, judgement]) => [result, current(judgement)])),
          },
    relaxationOf: (judgement) => judgements.get(judgement),
    tellersOf: (result) => told.tellersOf(result).map(current),
    results,
    ended: ended.map((one) => ({ ...one, teller: current(one.teller) })),
  };
}

function isAlways(guard: Guard, constraint: Guard): boolean {
  return equivalent(guard, always, constraint) === true;
}

function covers(resource: ScopedRelaxation["resource"], { subject: { node } }: Judgement): boolean {
  if (resource === null) return true;
  return node !== null && node.stack.stack.name === resource.stack && node.logicalId === resource.logicalId;
}

const order = ["warning", "info", "satisfied-by", "off"] as const;

/** What asks for the most. */
function strictest(
  before: ScopedRelaxation | undefined,
  others: readonly ScopedRelaxation[],
): ScopedRelaxation | undefined {
  const all = [...(before === undefined ? [] : [before]), ...others];
  return all.reduce<ScopedRelaxation | undefined>(
    (best, one) => (best === undefined || order.indexOf(one.to) < order.indexOf(best.to) ? one : best),
    undefined,
  );
}

/** Where a component need not be in the app, what is asked of it there need not hold either. */
function followsFrom(
  { requirement, to }: ScopedRelaxation,
  { address, status }: RequirementResult,
  architecture: Architecture,
): boolean {
  if (status !== "missing") return false;
  const component = waivedComponent(requirement, to);
  return component !== undefined && dependentsOf(architecture, component).includes(address);
}

/** The component that need not be in the app where a requirement is relaxed so. */
export function waivedComponent(requirement: string, to: ScopedRelaxation["to"]): string | undefined {
  const isWaived = requirement.startsWith("component.") && (to === "off" || to === "satisfied-by");
  return isWaived ? requirement.slice("component.".length) : undefined;
}

/** Which judgements tell of a requirement: its own, and of what refers to rules, those of the rules. */
class ToldOf {
  readonly #app: ConformedApp;
  readonly #bySubject = new Map<unknown, Judgement[]>();
  readonly #guards = new Map<string, Guard>();

  constructor(app: ConformedApp) {
    this.#app = app;
    for (const judgement of app.judgements) {
      const { self } = judgement.subject;
      const same = this.#bySubject.get(self);
      if (same === undefined) this.#bySubject.set(self, [judgement]);
      else same.push(judgement);
    }
  }

  tellersOf(result: RequirementResult): readonly Judgement[] {
    const own = this.#app.told.get(result);
    const isOwn = own !== undefined && own.subject.self === result;
    if (result.kind === "component" || result.kind === "flow") return isOwn ? [own] : [];
    const ofRules = result.explainedBy.flatMap(({ rule, subject }) =>
      (this.#bySubject.get(subject.self) ?? []).filter(
        (one) =>
          one.rule.id === rule.id && one.subject.property === subject.property && one.subject.key === subject.key,
      ),
    );
    return [...new Set([...(own === undefined ? [] : [own]), ...ofRules])];
  }

  guardOf(relaxation: ScopedRelaxation, own: Judgement["subject"]["stack"]): Guard {
    if (relaxation.when.length === 0) return always;
    const key = JSON.stringify([relaxation.when, own?.stack.name]);
    const known = this.#guards.get(key) ?? whenGuard(relaxation.when, own, this.#app.graph.stacks);
    this.#guards.set(key, known);
    return known;
  }
}
