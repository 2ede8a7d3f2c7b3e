/**
 * A judged app x architectures -> the judged app as they see it: rules that only they ask for, severities that they raise,
 * and judgements of what no rule says.
 *
 * Invariant: an architecture that is only looked for changes nothing of the judgements.
 */
import type { Architecture } from "../policy/architecture/architecture.ts";
import { architectureJudgements } from "../policy/architecture/architecture-judgements.ts";
import type { Conformance, RequirementResult } from "../policy/architecture/conformance.ts";
import { detectArchitectures } from "../policy/architecture/detect-architectures.ts";
import { evaluateArchitecture } from "../policy/architecture/evaluate-architecture.ts";
import type { FactRegistry } from "../policy/fact.ts";
import type { Judgement, Rule } from "../policy/rule.ts";
import type { JudgedApp } from "./judge-app.ts";

export interface ArchitectureOptions {
  /** Those that apps are held to. */
  readonly enforced: readonly Architecture[];
  /** Those that apps are compared with, to say what they look like. */
  readonly detected: readonly Architecture[];
  /** All rules that they may require. */
  readonly rules: readonly Rule[];
}

export interface ConformedApp extends JudgedApp {
  readonly conformances: readonly { readonly conformance: Conformance; readonly enforced: boolean }[];
  /** What tells of a requirement that does not hold. */
  readonly told: ReadonlyMap<RequirementResult, Judgement>;
}

export function conformApp(judged: JudgedApp, options: ArchitectureOptions, registry: FactRegistry): ConformedApp {
  const { graph } = judged;
  const evaluation = { graph, registry, rules: options.rules, judged: judged.judgements };
  const held = options.enforced.map((architecture) => evaluateArchitecture(architecture, evaluation));
  const { judgements, told } = architectureJudgements(graph, judged.judgements, held);
  const others = options.detected.filter(({ name }) => options.enforced.every((enforced) => enforced.name !== name));
  const seen = detectArchitectures(others, evaluation);
  return {
    ...judged,
    judgements,
    conformances: [
      ...held.map((conformance) => ({ conformance, enforced: true })),
      ...seen.map((conformance) => ({ conformance, enforced: false })),
    ],
    told,
  };
}
