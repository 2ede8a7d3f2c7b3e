/**
 * Parents x the parts of a document -> the architecture that asks for what all of them ask for.
 *
 * Invariant: nothing that a parent asks for is lost; a part that would lose it is an error at its place.
 * Not here: names that lead nowhere; see check-references.ts.
 */
import { type SourceNode, spanOf } from "../../source/node.ts";
import type { DocumentReader } from "../document-reader.ts";
import type { Rule } from "../rule.ts";
import type { Architecture } from "./architecture.ts";
import { completeComponent, completeFlow, completeForbidden, completeQuality } from "./complete-parts.ts";
import { type ArchitectureParts, placeIn } from "./document-parts.ts";
import { type Loosening, loosenedComponent, loosenedFlow, loosenedQuality, loosenedSettings } from "./loosened.ts";
import { type Meet, meetComponents, meetFlows, meetForbidden, meetQualities } from "./meet.ts";
import { raiseSeverities } from "./raise-severities.ts";
import { keyOfQuality } from "./requirements.ts";

/** @param place of what names the parents, for conflicts between them */
export function extendArchitecture(
  parents: readonly Architecture[],
  parts: ArchitectureParts,
  rules: readonly Rule[],
  reader: DocumentReader,
  place: SourceNode,
): Architecture {
  const base = parents.reduce<Architecture>((a, b) => joined(a, b, reader, place), emptyArchitecture);
  const origin = parents.map(({ name }) => name).join(" and ");
  const optionDefault = (rule: string, name: string): unknown =>
    rules.find(({ id }) => id === rule)?.options.find((option) => option.name === name)?.value;
  const refine = new Refinement(reader, origin);
  const extended: Architecture = {
    name: parts.name,
    title: parts.title ?? base.title,
    version: parts.version ?? "1.0",
    components: refine.all(
      parts.components,
      base.components,
      ({ name }) => name,
      completeComponent,
      loosenedComponent,
      meetComponents,
    ),
    flows: refine.all(parts.flows, base.flows, ({ id }) => id, completeFlow, loosenedFlow, meetFlows),
    qualities: refine.all(
      parts.qualities,
      base.qualities,
      keyOfQuality,
      (part, inherited) => completeQuality(part, inherited, rules),
      (parent, child) => loosenedQuality(parent, child, optionDefault),
      meetQualities,
    ),
    forbidden: refine.all(
      parts.forbidden,
      base.forbidden,
      ({ id }) => id,
      (part, inherited) => completeForbidden(part, inherited, rules),
      loosenedSettings,
      meetForbidden,
    ),
    bind: { ...base.bind },
  };
  return raiseSeverities(withBinds(extended, parts, reader), parts, base, reader);
}

const emptyArchitecture: Architecture = {
  name: "",
  title: "",
  version: "",
  components: [],
  flows: [],
  qualities: [],
  forbidden: [],
  bind: {},
};

/** Two parents in one. */
function joined(a: Architecture, b: Architecture, reader: DocumentReader, place: SourceNode): Architecture {
  const join = <T>(of: (architecture: Architecture) => readonly T[], keyOf: (one: T) => string, meet: Meet<T>) => {
    const all = new Map(of(a).map((one) => [keyOf(one), one]));
    for (const one of of(b)) {
      const known = all.get(keyOf(one));
      const met = known === undefined ? { both: one, conflict: null } : meet(known, one);
      if (met.conflict !== null) reader.error(place, `${a.name} and ${b.name} cannot both hold: ${met.conflict}`);
      all.set(keyOf(one), met.both);
    }
    return [...all.values()];
  };
  for (const [name, target] of Object.entries(b.bind)) {
    if ((a.bind[name] ?? target) !== target)
      reader.error(
        place,
        `${a.name} and ${b.name} cannot both hold: ${name} is bound as ${a.bind[name]} here and as ${target} there`,
      );
  }
  return {
    ...a,
    name: a.name === "" ? b.name : `${a.name} and ${b.name}`,
    title: a.title || b.title,
    components: join(
      (of) => of.components,
      ({ name }) => name,
      meetComponents,
    ),
    flows: join(
      (of) => of.flows,
      ({ id }) => id,
      meetFlows,
    ),
    qualities: join((of) => of.qualities, keyOfQuality, meetQualities),
    forbidden: join(
      (of) => of.forbidden,
      ({ id }) => id,
      meetForbidden,
    ),
    bind: { ...a.bind, ...b.bind },
  };
}

/** Of a part of the document. */
type Place = Parameters<typeof placeIn>[0];

class Refinement {
  readonly #reader: DocumentReader;
  readonly #origin: string;

  constructor(reader: DocumentReader, origin: string) {
    this.#reader = reader;
    this.#origin = origin;
  }

  /** What is inherited, each narrowed by the part of the same key; then what is new. */
  all<T extends { readonly locked: boolean }, P extends Place>(
    parts: readonly P[],
    inherited: readonly T[],
    keyOf: (one: T | P) => string,
    complete: (part: P, inherited: T | undefined) => T,
    loosened: (parent: T, child: T) => readonly Loosening[],
    meet: Meet<T>,
  ): readonly T[] {
    const all = new Map(inherited.map((one) => [keyOf(one), one]));
    for (const part of parts) {
      const parent = all.get(keyOf(part));
      const child = complete(part, parent);
      if (parent === undefined) all.set(keyOf(part), child);
      else all.set(keyOf(part), this.#narrowed(parent, child, keyOf(part), part, loosened, meet));
    }
    return [...all.values()];
  }

  #narrowed<T extends { readonly locked: boolean }>(
    parent: T,
    child: T,
    name: string,
    part: Place,
    loosened: (parent: T, child: T) => readonly Loosening[],
    meet: Meet<T>,
  ): T {
    const losses = loosened(parent, child);
    for (const { key, inherited, given } of losses) {
      const way = parent.locked
        ? "It is locked there, and cannot be relaxed."
        : "To ask for less, use relax, with a reason.";
      this.#reader.error(
        placeIn(part, key),
        `${name} has ${key}: ${inherited} in ${this.#origin}, and ${given} asks for less. ${way}`,
      );
    }
    if (losses.length > 0) return parent;
    const { both, conflict } = meet(parent, child);
    if (conflict !== null)
      this.#reader.error(part.node, `${name} cannot be so and as ${this.#origin} has it: ${conflict}`);
    return both;
  }
}

function withBinds(architecture: Architecture, parts: ArchitectureParts, reader: DocumentReader): Architecture {
  const bind: Record<string, string> = { ...architecture.bind };
  for (const { from, to, node } of parts.bind) {
    const known = Object.hasOwn(bind, from) ? bind[from] : undefined;
    if (known !== undefined && known !== to)
      reader.error(node, `${from} is bound as ${known} already (${spanOf(node).file})`);
    bind[from] = to;
  }
  return { ...architecture, bind };
}
