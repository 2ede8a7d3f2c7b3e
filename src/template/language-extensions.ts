/**
 * A template as it is written -> what it takes from the language extensions without declaring them, or in a way that
 * CloudFormation refuses. It is read all the same.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html
 *
 * Not here: the shape of loops; see ./loop.ts.
 */
import type { Diagnostic, DiagnosticSeverity } from "../source/diagnostic.ts";
import { childOf, type MappingNode, type SourceNode, spanOf } from "../source/node.ts";
import { samTransformPrefix } from "./dialect.ts";
import { intrinsicOf, isLoopKey } from "./intrinsic.ts";
import { isForeignMacro, languageExtensions } from "./macro.ts";
import type { Template } from "./template.ts";

/** @returns at most one diagnostic for each kind of thing: where there is one there are many. */
export function checkLanguageExtensions(template: Template): readonly Diagnostic[] {
  const { transforms, root } = template;
  // What a macro of the team's makes of the template may have none of it left.
  if (transforms.some(isForeignMacro)) return [];
  const declared = transforms.indexOf(languageExtensions);
  const uses = declared < 0 || mayHaveShortForms(template) ? usesIn(template) : [];
  const sam = transforms.findIndex((name) => name.startsWith(samTransformPrefix));
  const section = childOf(root, "Transform") ?? root;
  return [
    ...(sam >= 0 && sam < declared
      ? [problem("transform-order", `${languageExtensions} must come before ${transforms[sam]}`, section, "warning")]
      : []),
    ...(declared < 0 ? firstOfEach(uses).map(({ what, node }) => missing(what, node)) : []),
    ...firstOfEach(uses.filter(({ node }) => node.kind === "mapping" && node.shortForm && isExtension(node))).map(
      ({ what, node }) =>
        problem("short-form", `${what} has no short form in YAML; write its full name`, node, "warning"),
    ),
  ];
}

/** Something that only the language extensions have. */
interface Use {
  readonly what: string;
  readonly node: SourceNode;
}

function usesIn({ root, resources }: Template): readonly Use[] {
  const uses: Use[] = [];
  for (const { deletionPolicy, updateReplacePolicy } of resources.values()) {
    if (deletionPolicy?.kind === "mapping") uses.push({ what: "a computed DeletionPolicy", node: deletionPolicy });
    if (updateReplacePolicy?.kind === "mapping") {
      uses.push({ what: "a computed UpdateReplacePolicy", node: updateReplacePolicy });
    }
  }
  const waiting = ["Outputs", "Resources", "Conditions"].flatMap((section) => childOf(root, section) ?? []);
  const seen = new Set<SourceNode>();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === "scalar" || seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "sequence") {
      for (let i = node.items.length - 1; i >= 0; i--) waiting.push(node.items[i] as SourceNode);
      continue;
    }
    const what = extensionAt(node);
    if (what !== undefined) uses.push({ what, node });
    for (const { name, key, value } of [...node.entries.values()].reverse()) {
      if (isLoopKey(name)) uses.push({ what: "Fn::ForEach", node: node.shortForm ? node : key });
      waiting.push(value);
    }
  }
  return uses;
}

/** What the extensions alone allow at a node, in words. */
function extensionAt(node: MappingNode): string | undefined {
  const call = intrinsicOf(node);
  const items = call?.argument.kind === "sequence" ? call.argument.items : [];
  switch (call?.name) {
    case "Length":
      return "Fn::Length";
    case "ToJsonString":
      return "Fn::ToJsonString";
    case "FindInMap":
      if (items.length > 3) return "a default value of Fn::FindInMap";
      return items.some(isBeyondMapKeys) ? "a computed key of Fn::FindInMap" : undefined;
    case "Ref":
      return call.argument.kind === "mapping" ? "a computed name in Ref" : undefined;
    case "GetAtt":
      return items[0]?.kind === "mapping" ? "a computed name in Fn::GetAtt" : undefined;
    default:
      return undefined;
  }
}

/** Without the extensions, a key of a mapping may be a reference or be found in a mapping itself. */
function isBeyondMapKeys(key: SourceNode): boolean {
  const call = intrinsicOf(key);
  return call !== undefined && call.name !== "Ref" && call.name !== "FindInMap";
}

function isExtension(node: MappingNode): boolean {
  const name = intrinsicOf(node)?.name;
  return name === "Length" || name === "ToJsonString" || [...node.entries.keys()].some(isLoopKey);
}

function mayHaveShortForms({ file, included }: Template): boolean {
  return [file, ...included].some(({ text }) => /!(?:Length|ToJsonString|ForEach)\b/.test(text));
}

function firstOfEach(uses: readonly Use[]): readonly Use[] {
  const first = new Map<string, Use>();
  for (const use of uses) if (!first.has(use.what)) first.set(use.what, use);
  return [...first.values()];
}

function missing(what: string, at: SourceNode): Diagnostic {
  const message = `${what} needs "Transform: ${languageExtensions}"; the template is read as if it had it`;
  return problem("language-extensions-missing", message, at);
}

function problem(code: string, message: string, at: SourceNode, severity: DiagnosticSeverity = "error"): Diagnostic {
  return { code, severity, message, location: spanOf(at) };
}
