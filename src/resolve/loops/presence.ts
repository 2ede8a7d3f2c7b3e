/**
 * When what a loop makes is there -> named conditions, added to those of the template.
 *
 * By name, so that whatever is generated from a resource of a loop has its condition, as it would an author's.
 */
import { childOf, type Entry, type ScalarNode, type SourceNode } from "../../source/node.ts";
import { synthesize } from "../../source/synthesize.ts";
import { and, conditionNamed, contains, ifElse, noValue } from "../../template/intrinsic-call.ts";
import { loopConditionName } from "./loop-condition.ts";

export class Presence {
  readonly #conditions = new Map<string, SourceNode>();

  /** A condition that holds where a collection has an item. */
  ofItem(loop: string, key: ScalarNode, collection: SourceNode, item: string): string {
    const name = loopConditionName(`${loop} ${this.#conditions.size + 1}`);
    this.#conditions.set(name, synthesize(key, contains(collection, item)));
    return name;
  }

  /** A declaration that is there where all conditions hold, its own included. */
  declared(value: SourceNode, key: ScalarNode, conditions: readonly string[]): SourceNode {
    if (value.kind !== "mapping") return value;
    const own = childOf(value, "Condition");
    const name = this.#all(own?.kind === "scalar" ? [...conditions, own.text] : conditions, key);
    const condition = entryOf("Condition", synthesize(own ?? key, name));
    return { ...value, entries: new Map(value.entries).set("Condition", condition) };
  }

  /** A property that is there where all conditions hold. */
  property(value: SourceNode, key: ScalarNode, conditions: readonly string[]): SourceNode {
    return synthesize(value, ifElse(this.#all(conditions, key), value, noValue));
  }

  /** The entries of a template, with the conditions that were made. */
  addTo(entries: Map<string, Entry>, root: SourceNode): void {
    if (this.#conditions.size === 0) return;
    const section = entries.get("Conditions") ?? entryOf("Conditions", synthesize(root, {}));
    const conditions = new Map(section.value.kind === "mapping" ? section.value.entries : []);
    for (const [name, node] of this.#conditions) conditions.set(name, entryOf(name, node));
    const { file, start, end } = section.value;
    const value = { kind: "mapping", file, start, end, entries: conditions, shortForm: false } as const;
    entries.set("Conditions", { ...section, value });
  }

  #all(names: readonly string[], at: SourceNode): string {
    const [only = ""] = names;
    if (names.length === 1) return only;
    const name = loopConditionName(names.join(" and "));
    this.#conditions.set(name, synthesize(at, and(names.map(conditionNamed))));
    return name;
  }
}

function entryOf(name: string, value: SourceNode): Entry {
  const { file, start, end } = value;
  return { key: { kind: "scalar", file, start, end, value: name, text: name }, name, value };
}
