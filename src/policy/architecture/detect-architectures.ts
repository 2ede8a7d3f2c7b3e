/**
 * A graph x architectures -> those that the app looks like, with how far it conforms.
 *
 * An app looks like an architecture where more than half of its required components are bound, and a flow between two of
 * them is there for sure: parts alone are in most apps, and a bucket beside a function is no pipeline until one starts the
 * other. Of architectures that extend each other, each that fits is told.
 * Invariant: what is cheap is asked first; flows and rules are judged only where the roles are there.
 */
import { isRole } from "../../graph/role.ts";
import type { Architecture } from "./architecture.ts";
import type { Conformance } from "./conformance.ts";
import { type Evaluation, evaluateArchitecture } from "./evaluate-architecture.ts";

export function detectArchitectures(
  architectures: readonly Architecture[],
  evaluation: Evaluation,
): readonly Conformance[] {
  const roles = new Set(evaluation.graph.nodes.map(({ role }) => role));
  return architectures
    .filter(({ components }) => {
      const required = components.filter(({ optional }) => !optional);
      const there = required.filter((component) =>
        component.roles.some((asked) => [...roles].some((role) => isRole(role, asked))),
      );
      return there.length * 2 > required.length;
    })
    .map((architecture) => evaluateArchitecture(architecture, evaluation))
    .filter(looksLikeIt);
}

function looksLikeIt({ architecture, bindings, results }: Conformance): boolean {
  const required = architecture.components.filter(({ optional }) => !optional);
  const bound = new Set(bindings.filter(({ nodes }) => nodes.length > 0).map(({ component }) => component));
  if (required.filter(({ name }) => bound.has(name)).length * 2 <= required.length) return false;
  return architecture.flows.some(({ id, from, to }) => {
    const isBetween = bound.has(to) && from.some((name) => bound.has(name));
    return isBetween && results.some(({ address, status }) => address === `flow.${id}` && status === "present");
  });
}
