/**
 * Templates as the tests write them -> resolved stacks, and values as short texts that a person can check.
 */
import type { Stack } from "../../src/input/app.ts";
import { loneStack } from "../../src/input/lone-stack.ts";
import { describeGuard } from "../../src/resolve/describe-guard.ts";
import type { ResolvedStack } from "../../src/resolve/resolved.ts";
import { type Resolution, resolveStack } from "../../src/resolve/stack.ts";
import type { Symbol, Value } from "../../src/resolve/value.ts";
import { parseTemplate } from "../../src/template/parse-template.ts";
import type { Template } from "../../src/template/template.ts";

export type Given = Readonly<Record<string, string>>;

export function templateOf(text: string, path = "template.yaml"): Template {
  const { template, diagnostics } = parseTemplate(path, text);
  if (template === undefined) throw new Error(`the template of the test: ${diagnostics[0]?.message}`);
  return template;
}

export function stackOf(text: string, more: Partial<Stack> = {}): Stack {
  return loneStack("app", templateOf(text), more);
}

export function resolution(text: string, given: Given = {}, more: Partial<Stack> = {}): Resolution {
  return resolveStack(stackOf(text, more), { parameters: new Map(Object.entries(given)) });
}

export function resolved(text: string, given: Given = {}, more: Partial<Stack> = {}): ResolvedStack {
  return resolution(text, given, more).resolved;
}

/** A template with these sections and one resource whose property `V` is the expression; JSON is YAML. */
export function templateWith(expression: string, sections = ""): string {
  return `${sections}\nResources:\n  Bucket: {Type: AWS::S3::Bucket}\n  Probe:\n    Type: Custom::Probe\n    Properties:\n      V: ${expression}\n`;
}

/** The value of one expression, after sections that it refers to. */
export function valueOf(expression: string, sections = "", given: Given = {}, more: Partial<Stack> = {}): Value {
  return probe(resolved(templateWith(expression, sections), given, more));
}

export function probe(stack: ResolvedStack, property = "V"): Value {
  const properties = stack.valueOf(stack.template.resources.get("Probe")?.properties);
  if (properties.kind !== "map") throw new Error("the probe has properties");
  return properties.entries.get(property) ?? { kind: "absent", origin: null };
}

/** What a value is, in short: `x-<AWS::Region>`, `[a, b]`, `{Env=prod: a; Env!=prod: b}`, `?parameter X`. */
export function show(value: Value): string {
  switch (value.kind) {
    case "known":
      return String(value.value);
    case "text":
      return value.parts.map(show).join("");
    case "identity":
      return `<${symbol(value.symbol)}>`;
    case "secret":
      return `<secret ${value.source} ${value.name}>`;
    case "absent":
      return "<absent>";
    case "list":
      return `[${[...value.items.map(show), ...(value.open ? ["..."] : [])].join(", ")}]`;
    case "map":
      return `{${[...value.entries].map(([key, entry]) => `${key}: ${show(entry)}`).join(", ")}${value.open ? ", ..." : ""}}`;
    case "choice":
      return `{${value.alternatives.map((a) => `${describeGuard(a.guard, new Map()) ?? "always"}: ${show(a.value)}`).join("; ")}}`;
    case "unknown": {
      const many = value.many ? "*" : "";
      if (value.derived) return `<?${many}${value.derived.how} of ${value.derived.of.map(show).join(", ")}>`;
      return `<?${many}${value.reason.kind} ${value.reason.name}>`;
    }
  }
}

function symbol(of: Symbol): string {
  if (of.kind === "attribute") return `${of.resource.logicalId}.${of.attribute}`;
  return of.kind === "pseudo" ? of.name : `zone ${of.index}`;
}
