/**
 * Pins (`Metadata.Stackplumb.component`) that take a resource out of a component of which something is locked -> errors, and
 * the nodes whose pins have no effect.
 *
 * A pin that only says what would hold without it, or decides where nothing is locked, is fine.
 */
import { type Floor, policyCode, refusalOf } from "../config/floor.ts";
import type { Lock } from "../config/settings.ts";
import type { GraphNode } from "../graph/model.ts";
import type { Architecture } from "../policy/architecture/architecture.ts";
import { type MatchingContext, matchComponents, pinsOf } from "../policy/architecture/match-components.ts";
import { requirementsOf } from "../policy/architecture/requirements.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, spanOf } from "../source/node.ts";
import { dependentsOf, lockOn } from "./lock-on-requirement.ts";

export interface RefusedPins {
  readonly unpinned: ReadonlySet<GraphNode>;
  readonly diagnostics: readonly Diagnostic[];
}

export function refusedPins(architecture: Architecture, context: MatchingContext, floor: Floor): RefusedPins {
  const unpinned = new Set<GraphNode>(context.unpinned);
  const diagnostics: Diagnostic[] = [];
  const pinned =
    floor.requirements.size + floor.rules.size === 0
      ? []
      : context.graph.nodes.filter((node) => pinsOf(node).size > 0 && !unpinned.has(node));
  const locks = pinned.length === 0 ? [] : lockedComponents(architecture, floor);
  if (locks.length === 0) return { unpinned, diagnostics };
  const withPins = matchComponents(architecture, context);
  const without = matchComponents(architecture, { ...context, unpinned: new Set([...unpinned, ...pinned]) });
  for (const [component, lock] of locks) {
    const kept = new Set((withPins.get(component) ?? []).map(({ node }) => node));
    for (const { node } of without.get(component) ?? []) {
      if (kept.has(node)) continue;
      const guilty = pinned.includes(node) ? [node] : pinned.filter((one) => pinsOf(one).has(component));
      for (const one of guilty.filter((candidate) => !unpinned.has(candidate))) {
        unpinned.add(one);
        const what = `pinned around: without the pin of ${one.logicalId}, ${node.logicalId} is among ${component}`;
        diagnostics.push({
          code: policyCode,
          severity: "error",
          message: refusalOf(lock, what),
          location: spanOf(childOf(childOf(one.declaration.metadata, "Stackplumb"), "component") ?? one.origin),
        });
      }
    }
  }
  return { unpinned, diagnostics };
}

/** Components about which a requirement is locked, with one such lock each. */
function lockedComponents(architecture: Architecture, floor: Floor): readonly (readonly [string, Lock])[] {
  const locks = [...requirementsOf(architecture).keys()].flatMap((address) => {
    const lock = lockOn(floor, architecture, address);
    return lock === undefined ? [] : [[address, lock] as const];
  });
  const ofAll = dependentsOf(architecture, "all");
  return architecture.components.flatMap(({ name }) => {
    const about = new Set([`component.${name}`, ...dependentsOf(architecture, name), ...ofAll]);
    const own = locks.find(([address]) => about.has(address));
    return own === undefined ? [] : [[name, own[1]] as const];
  });
}
