/**
 * `relax:` of a document, and of those that it extends -> the relaxations that hold in it.
 *
 * Invariant: what one parent asks for is not lost because another one relaxes it, nor what the document itself says anew.
 */
import type { SourceNode } from "../../source/node.ts";
import type { DocumentReader } from "../document-reader.ts";
import type { Architecture } from "./architecture.ts";
import type { ArchitectureParts } from "./document-parts.ts";
import { readRelaxations } from "./read-relaxations.ts";
import type { Relaxation } from "./relaxation.ts";
import { findRequirement, keyOfQuality, noSuchRequirement, requirementsOf } from "./requirements.ts";

export function relaxArchitecture(
  architecture: Architecture,
  parents: readonly Architecture[],
  parts: ArchitectureParts,
  node: SourceNode | undefined,
  reader: DocumentReader,
): Architecture {
  const requirements = requirementsOf(architecture);
  const own = readRelaxations(
    node,
    (written) => {
      const address = findRequirement(written, requirements.keys());
      if (address === undefined) return { problem: noSuchRequirement(written, requirements.keys(), architecture.name) };
      const isLocked = requirements.get(address)?.locked === true;
      return isLocked ? { problem: `${address} is locked, and cannot be relaxed` } : { address };
    },
    reader,
  ).map(({ source, ...relaxation }): Relaxation => relaxation);
  const relax = [...inherited(parents, statedIn(parts)), ...own];
  return relax.length === 0 ? architecture : { ...architecture, relax };
}

function inherited(parents: readonly Architecture[], stated: ReadonlySet<string>): readonly Relaxation[] {
  const asking = parents.map((parent) => ({
    addresses: requirementsOf(parent),
    relaxed: new Set((parent.relax ?? []).map(({ requirement }) => requirement)),
  }));
  const isLost = (requirement: string): boolean =>
    asking.some(({ addresses, relaxed }) => addresses.has(requirement) && !relaxed.has(requirement));
  const all = new Map(parents.flatMap(({ relax = [] }) => relax.map((one) => [JSON.stringify(one), one] as const)));
  return [...all.values()].filter(({ requirement }) => !stated.has(requirement) && !isLost(requirement));
}

/** Addresses of what the document says itself. */
function statedIn({ components, flows, qualities, forbidden }: ArchitectureParts): ReadonlySet<string> {
  return new Set([
    ...components.map(({ name }) => `component.${name}`),
    ...flows.map(({ id }) => `flow.${id}`),
    ...qualities.map(keyOfQuality),
    ...forbidden.map(({ id }) => `forbid.${id}`),
  ]);
}
