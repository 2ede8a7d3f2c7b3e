/**
 * A graph -> the subjects of rules.
 *
 * Many rules are about the same kind of thing, and most kinds are not there in most apps: what a graph has of each kind is
 * looked for once.
 */
import type { Graph } from "../graph/model.ts";
import type { FactRegistry, Subject } from "./fact.ts";
import type { Rule } from "./rule.ts";

/** A subject, and the fact type that it has as what it was asked for. */
export interface TypedSubject {
  readonly type: string;
  readonly subject: Subject;
}

export class Subjects {
  readonly #graph: Graph;
  readonly #registry: FactRegistry;
  readonly #byKind = new Map<string, readonly TypedSubject[]>();

  constructor(graph: Graph, registry: FactRegistry) {
    this.#graph = graph;
    this.#registry = registry;
  }

  /** Each thing once, as the first of the rule's kinds that it belongs to. */
  of(rule: Rule): readonly TypedSubject[] {
    let all: readonly TypedSubject[] = [];
    for (const name of rule.on) {
      const some = this.#ofKind(name, rule);
      if (some.length > 0) all = all.length === 0 ? some : eachOnce([...all, ...some]);
    }
    return all;
  }

  #ofKind(name: string, rule: Rule): readonly TypedSubject[] {
    let subjects = this.#byKind.get(name);
    if (subjects === undefined) {
      const kind = this.#registry.subjectKind(name);
      if (kind === undefined) throw new Error(`rule ${rule.id} is on ${name}, which there is not`);
      subjects = eachOnce(kind.select(this.#graph, name).map((subject) => ({ type: kind.type, subject })));
      this.#byKind.set(name, subjects);
    }
    return subjects;
  }
}

function eachOnce(subjects: readonly TypedSubject[]): readonly TypedSubject[] {
  if (subjects.length < 2) return subjects;
  const bySelf = new Map<unknown, TypedSubject>();
  for (const one of subjects) if (!bySelf.has(one.subject.self)) bySelf.set(one.subject.self, one);
  return bySelf.size === subjects.length ? subjects : [...bySelf.values()];
}
