/** Architectures written by hand, and apps held to them, for tests. */
import type {
  Architecture,
  Component,
  Flow,
  Forbidden,
  Quality,
} from "../../../src/policy/architecture/architecture.ts";
import type { Conformance, RequirementResult } from "../../../src/policy/architecture/conformance.ts";
import { evaluateArchitecture } from "../../../src/policy/architecture/evaluate-architecture.ts";
import { builtinRules } from "../../../src/policy/builtin.ts";
import { factRegistry } from "../../../src/policy/facts/registry.ts";
import { graphOf } from "../../graph/graph-of.ts";

const settings = { severity: "error", onUnknown: "warn", locked: false, at: null } as const;
const oneOrMore = { atLeast: 1, atMost: null };

export function component(name: string, roles: Component["roles"], more: Partial<Component> = {}): Component {
  const plain = { title: "", where: null, count: oneOrMore, zones: null, optional: false, of: null };
  return { ...settings, ...plain, name, roles, ...more };
}

export function flow(id: string, from: string, to: string, needs: Flow["needs"], more: Partial<Flow> = {}): Flow {
  return { ...settings, id, title: "", from: [from], to, needs, via: [], survivesZone: false, oneOf: null, ...more };
}

export function quality(on: string, ...rules: readonly string[]): Quality {
  return { ...settings, on, rules, with: {} };
}

export function forbidden(id: string, on: string, ...rules: readonly string[]): Forbidden {
  return { ...settings, id, on, rules };
}

export function architecture(parts: Partial<Architecture>): Architecture {
  const empty = { components: [], flows: [], qualities: [], forbidden: [], bind: {} };
  return { name: "sample", title: "", version: "1", ...empty, ...parts };
}

export function conformanceOf(template: string, asked: Architecture): Conformance {
  return evaluateArchitecture(asked, {
    graph: graphOf(template),
    registry: factRegistry(),
    rules: builtinRules(),
    judged: [],
  });
}

export function resultOf({ results }: Conformance, address: string): RequirementResult {
  const found = results.find((result) => result.address === address);
  if (found === undefined) throw new Error(`there is no ${address}`);
  return found;
}

/** Logical ids of what a component is bound to. */
export function boundTo({ bindings }: Conformance, name: string): readonly string[] {
  return bindings.find(({ component }) => component === name)?.nodes.map(({ logicalId }) => logicalId) ?? [];
}

/** What does not hold, each with its status. */
export function broken({ results }: Conformance): readonly string[] {
  return results.filter(({ status }) => status !== "present").map(({ status, address }) => `${status} ${address}`);
}
