/**
 * What stays the same about a finding while its template is edited around it.
 *
 * Invariant: made of rule, stack, construct path or logical id, property path and the ids at the far end; never of
 * lines, messages or severities. Two subjects that are alike in all of that are told apart by their order in the file.
 */
import { hash } from "node:crypto";
import { type Subject, stackOfSubject } from "../policy/fact.ts";

/** Construct path, where CDK gives one: it outlives a change of the logical id's hash. */
export function stableName(subject: Subject): string {
  const { node } = subject;
  return node === null ? "" : (node.stack.stack.constructPaths.get(node.logicalId) ?? node.logicalId);
}

/** Gives fingerprints; remembers those given, so that none is given twice. Ask in the order of the report. */
export class Fingerprints {
  readonly #given = new Map<string, number>();

  of(ruleId: string, subject: Subject): string {
    const parts = [ruleId, stackOfSubject(subject).stack.name, stableName(subject), subject.property, subject.key];
    // As JSON, so that no character of an id can move the border between two parts.
    const identity = JSON.stringify(parts);
    const before = this.#given.get(identity) ?? 0;
    this.#given.set(identity, before + 1);
    return hash("sha256", before === 0 ? identity : `${identity}#${before + 1}`);
  }
}
