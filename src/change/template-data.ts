/**
 * Values of a template as plain data that can be kept when the template is let go, and compared as CloudFormation compares
 * them: 10 is "10", and `GetAtt A.B` is `GetAtt [A, B]`.
 */
import type { Scalar, SourceNode } from "../source/node.ts";

export type TemplateData = Scalar | readonly TemplateData[] | ReadonlyMap<string, TemplateData>;

export function dataOf(node: SourceNode): TemplateData {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "sequence") return node.items.map(dataOf);
  return new Map(
    [...node.entries.values()].map(({ name, value }) => [
      name,
      name === "Fn::GetAtt" ? attributeOf(value) : dataOf(value),
    ]),
  );
}

function attributeOf(node: SourceNode): TemplateData {
  if (node.kind !== "scalar" || typeof node.value !== "string") return dataOf(node);
  const dot = node.value.indexOf(".");
  return dot < 0 ? [node.value] : [node.value.slice(0, dot), node.value.slice(dot + 1)];
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

/** Whether a value names one of these resources: by Ref, GetAtt, or in the text of a Sub. */
export function refersTo(data: TemplateData | undefined, ids: ReadonlySet<string>): boolean {
  if (data === undefined || data === null || typeof data !== "object") return false;
  if (!(data instanceof Map)) return (data as readonly TemplateData[]).some((item) => refersTo(item, ids));
  for (const [key, value] of data) {
    const [first] = Array.isArray(value) ? value : [value];
    if (key === "Ref" && typeof value === "string" && ids.has(value)) return true;
    if (key === "Fn::GetAtt" && typeof first === "string" && ids.has(first)) return true;
    if (key === "Fn::Sub" && typeof first === "string" && namesIn(first).some((name) => ids.has(name))) return true;
    if (refersTo(value, ids)) return true;
  }
  return false;
}

/** `${A}`, `${A.Arn}`; not `${!A}`. */
function namesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([A-Za-z0-9]{1,255})[.}]/g)].map(([, name = ""]) => name);
}
