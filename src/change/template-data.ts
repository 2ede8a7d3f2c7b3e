/**
 * Values of a template as plain data that can be kept when the template is let go, and compared as CloudFormation compares
 * them: 10 is "10", and `GetAtt A.B` is `GetAtt [A, B]`.
 */
import type { Scalar, SourceNode } from "../source/node.ts";
import { intrinsicOf } from "../template/intrinsic.ts";

export type TemplateData = Scalar | readonly TemplateData[] | ReadonlyMap<string, TemplateData>;

export interface TemplateValue {
  readonly data: TemplateData;
  /** Logical ids, and parameters, that it names: by Ref, GetAtt, or in the text of a Sub. */
  readonly names: ReadonlySet<string>;
}

export function templateValue(node: SourceNode): TemplateValue {
  const names = new Set<string>();
  return { data: dataOf(node, names), names };
}

function dataOf(node: SourceNode, names: Set<string>): TemplateData {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "sequence") return node.items.map((item) => dataOf(item, names));
  const call = intrinsicOf(node);
  const entries = [...node.entries.values()].map(({ name, value }): [string, TemplateData] => {
    const data = dataOf(value, names);
    return [name, call?.name === "GetAtt" && typeof data === "string" ? attributeIn(data) : data];
  });
  const [[, argument] = ["", null]] = entries;
  const first = Array.isArray(argument) ? argument[0] : argument;
  if (typeof first === "string") {
    if (call?.name === "Ref" || call?.name === "GetAtt") names.add(first);
    else if (call?.name === "Sub") for (const name of namesIn(first)) names.add(name);
  }
  return new Map(entries);
}

function attributeIn(text: string): TemplateData {
  const dot = text.indexOf(".");
  return dot < 0 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}

/** `${A}`, `${A.Arn}`; not `${!A}`. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([A-Za-z0-9]{1,255})[.}]/g)].map(([, name = ""]) => name);
}

export function isSameData(a: TemplateData | undefined, b: TemplateData | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (a instanceof Map || b instanceof Map) {
    if (!(a instanceof Map && b instanceof Map) || a.size !== b.size) return false;
    return [...a].every(([key, value]) => b.has(key) && isSameData(value, b.get(key)));
  }
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!(Array.isArray(a) && Array.isArray(b)) || a.length !== b.length) return false;
    return a.every((item, i) => isSameData(item, b[i]));
  }
  return isSameScalar(String(a), String(b));
}

function isSameScalar(a: string, b: string): boolean {
  return a === b || (a.trim() !== "" && b.trim() !== "" && Number(a) === Number(b));
}
