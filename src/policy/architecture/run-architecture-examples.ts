/**
 * An example of an architecture -> the requirements that came to something else than it says.
 */
import { exampleGraph } from "../example-graph.ts";
import type { FactRegistry } from "../fact.ts";
import type { Rule } from "../rule.ts";
import type { Architecture } from "./architecture.ts";
import type { RequirementResult, RequirementStatus } from "./conformance.ts";
import { evaluateArchitecture } from "./evaluate-architecture.ts";
import type { ArchitectureExample } from "./read-architecture-examples.ts";

export interface RequirementDifference {
  readonly address: string;
  readonly expected: RequirementStatus;
  readonly found: RequirementStatus;
  /** Why it is what it is: a sentence, and what is not known. */
  readonly message: string;
  readonly reasons: readonly string[];
}

export interface ArchitectureExampleResult {
  readonly example: ArchitectureExample;
  readonly differences: readonly RequirementDifference[];
  /** What is wrong with the template, a sentence each. */
  readonly problems: readonly string[];
}

/** @param rules all that the architecture may require */
export function runArchitectureExample(
  architecture: Architecture,
  example: ArchitectureExample,
  rules: readonly Rule[],
  registry: FactRegistry,
): ArchitectureExampleResult {
  const { graph, problems } = exampleGraph(`${architecture.name}.yaml`, example.template, example.stackTags);
  if (graph === undefined) return { example, differences: [], problems };
  const { results } = evaluateArchitecture(architecture, { graph, registry, rules, judged: [] });
  return { example, differences: results.flatMap((result) => difference(result, example)), problems };
}

function difference(
  { address, status, message, reasons, explainedBy }: RequirementResult,
  { expect }: ArchitectureExample,
): readonly RequirementDifference[] {
  const expected = expect.get(address) ?? "present";
  if (status === expected) return [];
  const told = message !== "" ? message : (explainedBy[0]?.message ?? "");
  return [{ address, expected, found: status, message: told, reasons: reasons.map((reason) => reason.message) }];
}
