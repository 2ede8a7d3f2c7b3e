/**
 * A template with `Fn::ForEach` -> the template that its loops stand for.
 *
 * Where the collection depends on parameters that are not decided, everything that may be made is made, each thing under
 * a condition of its own that holds where the collection has the item. A loop whose collection cannot be known stays
 * where it stands, so that whoever reads the mapping around it sees that there may be more, and `open` says why.
 * Invariant: what a loop makes stands where its body was written; hostile loops end at a bound, with a diagnostic.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
import type { Diagnostic, DiagnosticSeverity } from "../../source/diagnostic.ts";
import { childOf, type Entry, type MappingNode, type ScalarNode, type SourceNode, spanOf } from "../../source/node.ts";
import { isLoopKey } from "../../template/intrinsic.ts";
import { type Loop, loopOf, maximalLoopDepth } from "../../template/loop.ts";
import { readTemplate } from "../../template/read-template.ts";
import type { Template } from "../../template/template.ts";
import { limitReason, loopReason } from "../reason.ts";
import type { Reason, Value } from "../value.ts";
import { type Bindings, bindScalar, bindText, itemNamedBy, wholeText } from "./bind.ts";
import { type Collection, collectionOf } from "./collection.ts";
import { Presence } from "./presence.ts";

export interface ExpandedLoops {
  readonly template: Template;
  readonly diagnostics: readonly Diagnostic[];
  /** Why a loop is still there, by its key. */
  readonly open: ReadonlyMap<ScalarNode, Reason>;
  /** Parameters whose defaults decided that a resource or an output is there, by the node of its properties or value. */
  readonly assumed: ReadonlyMap<SourceNode, readonly string[]>;
}

/** What the loops of one template may make: far more than a template of CloudFormation's may hold. */
const maximalNodes = 200_000;
const maximalEntries = 10_000;

const sections = ["Conditions", "Resources", "Outputs"] as const;
type Level = (typeof sections)[number] | "inside";

/** Whether there may be loops in a template; cheap, because most templates have none. */
export function mayHaveLoops({ file, included }: Template): boolean {
  return [file, ...included].some(({ text }) => /ForEach|\\u00/.test(text));
}

/** @param evaluate what a collection is, before anything is expanded. */
export function expandLoops(
  template: Template,
  evaluate: (collection: SourceNode) => Value,
  stack: string,
): ExpandedLoops {
  return new LoopExpansion(template, evaluate, stack).run();
}

/** Something that a loop makes. */
interface Made {
  readonly entry: Entry;
  /** Names of conditions that must all hold for it to be there. */
  readonly presence: readonly string[];
  readonly loop: ScalarNode;
  readonly assumed: readonly string[];
}

/** What surrounds the place that is being expanded. */
interface Around {
  readonly bindings: Bindings;
  readonly level: Level;
  readonly depth: number;
  readonly presence: readonly string[];
  readonly assumed: readonly string[];
}

/** What is inside something that a loop makes is there whenever that is. */
const apart = { level: "inside", presence: [], assumed: [] } as const;

class LoopExpansion {
  readonly #template: Template;
  readonly #evaluate: (collection: SourceNode) => Value;
  readonly #stack: string;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #reported = new Set<string>();
  readonly #open = new Map<ScalarNode, Reason>();
  readonly #assumed = new Map<SourceNode, readonly string[]>();
  readonly #presence = new Presence();
  readonly #loops = new Map<string, ScalarNode>();
  /** The first loop of each name. */
  readonly #keys = new Map<string, ScalarNode>();
  #nodesLeft = maximalNodes;
  #entriesLeft = maximalEntries;
  #isLimitTold = false;

  constructor(template: Template, evaluate: (collection: SourceNode) => Value, stack: string) {
    this.#template = template;
    this.#evaluate = evaluate;
    this.#stack = stack;
  }

  run(): ExpandedLoops {
    const { root, file, format, included } = this.#template;
    const entries = new Map(root.entries);
    for (const section of sections) {
      const entry = entries.get(section);
      if (entry?.value.kind !== "mapping") continue;
      const around: Around = { bindings: new Map(), level: section, depth: 0, presence: [], assumed: [] };
      entries.set(section, { ...entry, value: this.#mapping(entry.value, around) });
    }
    this.#reportMisplaced();
    this.#presence.addTo(entries, root);
    const read = readTemplate({ ...root, entries }, file, format, included);
    const resources = new Map(
      [...read.template.resources].map(([logicalId, one]) => {
        const loop = this.#loops.get(logicalId);
        return [logicalId, loop === undefined ? one : { ...one, loop }];
      }),
    );
    return {
      template: { ...read.template, resources },
      diagnostics: [...this.#diagnostics, ...newAmong(read.diagnostics, this.#template)],
      open: this.#open,
      assumed: this.#assumed,
    };
  }

  #reportMisplaced(): void {
    const { root } = this.#template;
    const elsewhere = ["Parameters", "Mappings", "Rules", "Metadata"].flatMap(
      (section) => childOf(root, section) ?? [],
    );
    for (const node of [root, ...elsewhere]) {
      for (const { name, key } of node.kind === "mapping" ? node.entries.values() : []) {
        if (!isLoopKey(name)) continue;
        this.#report("loop-shape", `${name} stands where CloudFormation runs no loops; what it makes is not seen`, key);
      }
    }
  }

  #node(node: SourceNode, around: Around): SourceNode {
    if (node.kind === "mapping") {
      const item = itemNamedBy(node, around.bindings);
      if (item !== undefined) return item;
      const bound = this.#mapping(node, around);
      return bound === node ? node : (wholeText(bound) ?? bound);
    }
    if (node.kind === "scalar") return this.#counted(node, bindScalar(node, around.bindings));
    const items = node.items.map((item) => this.#node(item, around));
    return items.every((item, index) => item === node.items[index]) ? node : this.#counted(node, { ...node, items });
  }

  #counted<N extends SourceNode>(before: N, after: N): N {
    if (after !== before) this.#nodesLeft--;
    return after;
  }

  /** The same node where nothing in it changes. */
  #mapping(node: MappingNode, around: Around): MappingNode {
    const entries = new Map<string, Entry>();
    const inside: Around = { ...around, ...apart };
    let changed = false;
    for (const entry of node.entries.values()) {
      if (isLoopKey(entry.name)) {
        changed = true;
        const made: Made[] = [];
        this.#loop(entry, around, made);
        for (const one of made) this.#put(one, around.level, node, entries);
        continue;
      }
      const bound = this.#entry(entry, inside);
      changed ||= bound !== entry;
      entries.set(bound.name, bound);
    }
    return changed ? this.#counted(node, { ...node, entries }) : node;
  }

  #entry(entry: Entry, around: Around): Entry {
    const name = bindText(entry.name, around.bindings);
    const value = this.#node(entry.value, around);
    if (name === entry.name && value === entry.value) return entry;
    return { key: name === entry.name ? entry.key : bindScalar(entry.key, around.bindings), name, value };
  }

  /** Declares what a loop made; what the author wrote out keeps its name. */
  #put({ entry, presence, loop, assumed }: Made, level: Level, into: MappingNode, entries: Map<string, Entry>): void {
    if (!isLoopKey(entry.name) && (entries.has(entry.name) || into.entries.has(entry.name))) {
      this.#report("loop-duplicate", `the loop ${loop.text} makes ${entry.name}, which is there already`, entry.key);
      return;
    }
    entries.set(entry.name, presence.length === 0 ? entry : { ...entry, value: this.#guarded(entry, presence, level) });
    if (level === "Resources") this.#loops.set(entry.name, loop);
    const decided = childOf(entry.value, level === "Resources" ? "Properties" : "Value");
    if (assumed.length > 0 && decided !== undefined) this.#assumed.set(decided, assumed);
  }

  #guarded({ key, value }: Entry, presence: readonly string[], level: Level): SourceNode {
    if (level === "Conditions") return value;
    if (level === "inside") return this.#presence.property(value, key, presence);
    return this.#presence.declared(value, key, presence);
  }

  #loop(entry: Entry, around: Around, into: Made[]): void {
    const loop = loopOf(entry);
    if (typeof loop === "string") {
      this.#report("loop-shape", loop, entry.key);
      into.push(this.#stays(entry, loopReason(this.#stack, entry.name)));
      return;
    }
    this.#checkLoop(loop, around);
    const collection = this.#node(loop.collection, around);
    const items = collectionOf(this.#evaluate(collection));
    if (items.isSingle)
      this.#report("loop-shape", `the collection of the loop ${loop.name} must be a list`, collection);
    for (const text of items.repeated) {
      this.#report("loop-duplicate", `the collection of the loop ${loop.name} has ${text} more than once`, collection);
    }
    this.#rounds(loop, collection, items, around, into);
    const [reason] = items.open;
    if (this.#isSpent) into.push(this.#stays(entry, this.#limit(loop)));
    else if (reason !== undefined) into.push(this.#stays(entry, this.#undecided(loop, reason)));
  }

  #rounds(loop: Loop, collection: SourceNode, items: Collection, around: Around, into: Made[]): void {
    const assumed = [...new Set([...around.assumed, ...items.assumed])];
    for (const { item, isCertain } of items.items) {
      const bindings = new Map(around.bindings).set(loop.identifier, item);
      const own = isCertain ? [] : [this.#presence.ofItem(loop.name, loop.key, collection, item.text)];
      const presence = [...around.presence, ...own];
      const inner: Around = { ...around, bindings, presence, assumed, depth: around.depth + 1 };
      for (const entry of loop.body.entries.values()) {
        this.#entriesLeft--;
        if (this.#isSpent) return;
        if (isLoopKey(entry.name)) this.#loop(entry, inner, into);
        else into.push({ entry: this.#entry(entry, { ...inner, ...apart }), presence, loop: loop.key, assumed });
      }
    }
  }

  get #isSpent(): boolean {
    return this.#nodesLeft < 0 || this.#entriesLeft < 0;
  }

  /** Leaves the loop in its place. */
  #stays(entry: Entry, reason: Reason): Made {
    const key = { ...entry.key };
    this.#open.set(key, reason);
    return { entry: { ...entry, key }, presence: [], loop: entry.key, assumed: [] };
  }

  #checkLoop({ key, name, identifier }: Loop, { bindings, depth }: Around): void {
    if (depth === maximalLoopDepth) {
      this.#report("loop-limit", `CloudFormation runs ${maximalLoopDepth} loops inside each other and no more`, key);
    }
    const other = this.#keys.get(name) ?? key;
    this.#keys.set(name, other);
    if (other.start !== key.start || other.file !== key.file || this.#template.resources.has(name)) {
      const message = `the name ${name} of a loop must be its own, and no other loop's or resource's`;
      this.#report("loop-shape", message, key, "warning");
    }
    const taken = bindings.has(identifier) ? "a loop around it" : "a parameter";
    if (bindings.has(identifier) || this.#template.parameters.has(identifier)) {
      this.#report("loop-shape", `the identifier ${identifier} of the loop ${name} is that of ${taken}`, key);
    }
  }

  #undecided({ name, key }: Loop, reason: Reason): Reason {
    const message = `the loop ${name} is not run to its end, because ${reason.message}; what else it makes is not seen`;
    this.#report("loop-undecided", message, key, "warning");
    return reason;
  }

  #limit({ key }: Loop): Reason {
    const message = `the loops of the template make more than ${maximalEntries} things; the rest is not seen`;
    if (!this.#isLimitTold) this.#report("loop-limit", message, key);
    this.#isLimitTold = true;
    return limitReason(this.#stack, "loops", message);
  }

  #report(code: string, message: string, at: SourceNode, severity: DiagnosticSeverity = "error"): void {
    const diagnostic: Diagnostic = { code, severity, message, location: spanOf(at) };
    const spelled = `${placeOf(diagnostic)} ${message}`;
    if (this.#reported.has(spelled)) return;
    this.#reported.add(spelled);
    this.#diagnostics.push(diagnostic);
  }
}

/** What is wrong in each round of a loop is wrong in one place, and said once. */
function newAmong(found: readonly Diagnostic[], { root, file, format, included }: Template): readonly Diagnostic[] {
  const told = new Set(readTemplate(root, file, format, included).diagnostics.map(placeOf));
  return found.filter((diagnostic) => {
    const place = placeOf(diagnostic);
    const isNew = !told.has(place);
    told.add(place);
    return isNew;
  });
}

function placeOf({ code, location }: Diagnostic): string {
  return `${code} ${location?.file}:${location?.start.line}:${location?.start.column}`;
}
