/** A template's text -> what it expands to, as plain data that tests can compare. */

import { expandSam } from "../../../src/resolve/sam/expand.ts";
import type { SourceNode } from "../../../src/source/node.ts";
import { spanOf } from "../../../src/source/node.ts";
import { parseTemplate } from "../../../src/template/parse-template.ts";
import type { ResourceDeclaration, Template } from "../../../src/template/template.ts";

export type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain };

export interface Expanded {
  readonly template: Template;
  /** Type of each resource, by logical id. */
  readonly types: Record<string, string>;
  /** `code: message` of each diagnostic, with its line. */
  readonly diagnostics: readonly { code: string; line: number | undefined; message: string }[];
  resource(logicalId: string): ResourceDeclaration;
  properties(logicalId: string): { [name: string]: Plain };
  output(name: string): Plain;
}

export function parsed(text: string, path = "template.yaml"): Template {
  const { template, diagnostics } = parseTemplate(path, text);
  if (template === undefined) throw new Error(JSON.stringify(diagnostics));
  return template;
}

/** @param resources the `Resources` section and whatever else the template has, without its transform. */
export function expanded(resources: string, parameters: Readonly<Record<string, string>> = {}): Expanded {
  const { template, diagnostics } = expandSam(
    parsed(`Transform: AWS::Serverless-2016-10-31\n${resources}`),
    new Map(Object.entries(parameters)),
  );
  const resource = (logicalId: string): ResourceDeclaration => {
    const one = template.resources.get(logicalId);
    if (one === undefined) throw new Error(`${logicalId} is not among ${[...template.resources.keys()].join(", ")}`);
    return one;
  };
  return {
    template,
    types: Object.fromEntries([...template.resources.values()].map(({ logicalId, type }) => [logicalId, type])),
    diagnostics: diagnostics.map(({ code, message, location }) => ({ code, line: location?.start.line, message })),
    resource,
    properties: (logicalId) => plain(resource(logicalId).properties) as { [name: string]: Plain },
    output: (name) => plain(template.outputs.get(name)?.value),
  };
}

export function plain(node: SourceNode | undefined): Plain {
  if (node === undefined) return null;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "sequence") return node.items.map(plain);
  return Object.fromEntries([...node.entries].map(([name, entry]) => [name, plain(entry.value)]));
}

/** The line on which a node was written. */
export function lineOf(node: SourceNode | undefined): number | undefined {
  return node === undefined ? undefined : spanOf(node).start.line;
}
