/**
 * What stays the same about a finding while its template is edited around it.
 *
 * Invariant: made of rule, stack, construct path or logical id, property path and the ids at the far end; never of
 * lines, messages or severities. Two subjects that are alike in all of that are told apart by their order in the file.
 */
import { hash } from "node:crypto";
import type { Stack } from "../input/app.ts";
import { type Subject, stackOfSubject } from "../policy/fact.ts";

/** Construct path, where CDK gives one: it outlives a change of the logical id's hash. */
function stableName(subject: Subject): string {
  const { node } = subject;
  return node === null ? "" : (node.stack.stack.constructPaths.get(node.logicalId) ?? node.logicalId);
}

export interface Identity {
  readonly fingerprint: string;
  /** The same whatever the stacks are called, and whatever the logical ids of constructs at the far end are. */
  readonly fingerprintInStack: string;
}

/** Gives fingerprints; remembers those given, so that none is given twice. Ask in the order of the report. */
export class Fingerprints {
  readonly #given = new Map<string, number>();
  readonly #stacks: ReadonlyMap<string, Stack>;

  /** @param stacks those that far ends may stand in */
  constructor(stacks: readonly Stack[] = []) {
    this.#stacks = new Map(stacks.map((stack) => [stack.name, stack]));
  }

  of(ruleId: string, subject: Subject): string {
    return this.identify(ruleId, subject).fingerprint;
  }

  identify(ruleId: string, subject: Subject): Identity {
    const { property, key } = subject;
    const stack = stackOfSubject(subject).stack.name;
    const name = stableName(subject);
    // As JSON, so that no character of an id can move the border between two parts.
    const identity = JSON.stringify([ruleId, stack, name, property, key]);
    const before = this.#given.get(identity) ?? 0;
    this.#given.set(identity, before + 1);
    const hashOf = (text: string): string => hash("sha256", before === 0 ? text : `${text}#${before + 1}`);
    return {
      fingerprint: hashOf(identity),
      fingerprintInStack: hashOf(JSON.stringify([ruleId, name, property, this.#withoutStacks(key)])),
    };
  }

  /** The key with the names of what stands at the far end in place of their ids. */
  #withoutStacks(key: string): string {
    if (!key.includes("/")) return key;
    return key
      .split(/([:> ,#])/)
      .map((part) => this.#farName(part))
      .join("");
  }

  #farName(part: string): string {
    const slash = part.lastIndexOf("/");
    const stack = slash < 0 ? undefined : this.#stacks.get(part.slice(0, slash));
    if (stack === undefined) return part;
    const logicalId = part.slice(slash + 1);
    return `/${stack.constructPaths.get(logicalId) ?? logicalId}`;
  }
}
