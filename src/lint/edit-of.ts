/**
 * A judgement whose rule knows the right value -> the edit that puts it there.
 *
 * Invariant: an edit replaces one scalar that the author wrote as this resource's own: not a function, not a key, not what an
 * alias, a loop, SAM or CDK makes of another place. Its text is in the style of what it replaces, so that the file is read
 * as before everywhere else.
 * Not here: whether the edit is the whole fix; that is what a rule with `edit:` says.
 */
import { stackOfSubject } from "../policy/fact.ts";
import type { EditValue, Judgement } from "../policy/rule.ts";
import type { MappingNode, ScalarNode, SourceNode } from "../source/node.ts";
import { resolvePlain } from "../source/plain-scalar.ts";
import { locationOf } from "./location.ts";
import type { ReportEdit } from "./report.ts";

export function editOf({ rule, verdict, subject, at }: Judgement): ReportEdit | null {
  const { node } = subject;
  if (rule.edit === undefined || verdict !== "fail" || at.kind !== "scalar" || node === null) return null;
  const { template } = stackOfSubject(subject).stack;
  if (template.dialect === "cdk" || node.declaration.generatedBy !== undefined) return null;
  if (!writtenValues(template.root).has(at)) return null;
  const text = spelled(rule.edit, at, template.format === "json");
  return text === undefined ? null : { location: locationOf(at), text };
}

/** Once for a template, because a rule may ask for each of thousands of resources. */
function writtenValues(root: MappingNode): ReadonlySet<SourceNode> {
  let found = known.get(root);
  if (found === undefined) {
    found = ownScalars(root);
    known.set(root, found);
  }
  return found;
}

const known = new WeakMap<MappingNode, ReadonlySet<SourceNode>>();

/** Scalars below a resource that stand under plain keys, and nowhere else: an alias shares the nodes of its anchor. */
function ownScalars(root: MappingNode): ReadonlySet<SourceNode> {
  const places = new Map<SourceNode, number>();
  visit(root, isAny, (node) => places.set(node, (places.get(node) ?? 0) + 1));
  const own = new Set<SourceNode>();
  const resources = root.entries.get("Resources")?.value;
  if (resources === undefined) return own;
  visit(resources, isPlain, (node) => {
    if (node.kind === "scalar" && places.get(node) === 1) own.add(node);
  });
  return own;
}

/** Every place at which a node stands, so that what is shared is met more than once. Aliases are bounded when files are read. */
function visit(root: SourceNode, enters: (key: string) => boolean, meet: (node: SourceNode) => void): void {
  const waiting: SourceNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    meet(node);
    if (node.kind === "sequence") for (const item of node.items) waiting.push(item);
    if (node.kind !== "mapping") continue;
    for (const { name, value } of node.entries.values()) if (enters(name)) waiting.push(value);
  }
}

const isAny = (): boolean => true;
/** A function's arguments are not values of their own, and a loop's body is that of many resources. */
const isPlain = (key: string): boolean => !/^(?:Fn::|Ref$|Condition$)/.test(key);

/** Undefined where what stands there is no value of this kind, or is written in a way that is not known to be safe. */
function spelled(
  value: EditValue,
  { file, start, end, text, value: old }: ScalarNode,
  isJson: boolean,
): string | undefined {
  if (!isOfKind(value, old)) return undefined;
  const written = file.text.slice(start, end);
  const word = String(value);
  const quote = written.charAt(0);
  if (quote === '"' || quote === "'") {
    const isWhole = written.length >= 2 && written.endsWith(quote) && !/[\r\n]/.test(written);
    return isWhole && isSimple(word) ? quote + word + quote : undefined;
  }
  if (written !== text || /[\r\n]/.test(written)) return undefined;
  if (isJson) return typeof value === "string" ? JSON.stringify(value) : word;
  const isRead = isSimple(word) && resolvePlain(word) === value;
  return isRead ? word : typeof value === "string" && isSimple(word) ? `"${word}"` : undefined;
}

/** A text of a boolean is one to CloudFormation: `MultiAZ: "false"`. */
function isOfKind(value: EditValue, old: ScalarNode["value"]): boolean {
  if (typeof value === "boolean") return typeof old === "boolean" || old === "true" || old === "false";
  if (typeof value === "number") return typeof old === "number" || (typeof old === "string" && /^\d+$/.test(old));
  return typeof old === "string";
}

function isSimple(word: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(word);
}
