/**
 * A policy template and its parameters -> the policy document that it stands for.
 *
 * Invariant: a parameter's value is handed on as it was written, so that the resource that it names can be followed.
 */
import type { MappingNode, SourceNode } from "../../../source/node.ts";
import { sub } from "../../../template/intrinsic-call.ts";
import type { Draft, NodeData } from "../draft.ts";
import { given } from "../property.ts";
import { policyTemplates, type TemplateStatement } from "./policy-templates.ts";

const placeholder = /\{(\w{1,64})\}/g;

/** The template that a policy entry uses: a mapping whose only key names one. */
export function usedTemplate(
  entry: SourceNode,
): { readonly name: string; readonly parameters: SourceNode } | undefined {
  if (entry.kind !== "mapping" || entry.entries.size !== 1) return undefined;
  const [only] = entry.entries.values();
  return only !== undefined && policyTemplates.has(only.name) ? { name: only.name, parameters: only.value } : undefined;
}

/** The names of the parameters that a template needs. */
export function parametersOf(name: string): readonly string[] {
  const names = new Set<string>();
  for (const [, , resources, conditions] of policyTemplates.get(name) ?? []) {
    for (const [, parameter] of `${resources.join()}${JSON.stringify(conditions ?? {})}`.matchAll(placeholder)) {
      if (parameter !== undefined) names.add(parameter);
    }
  }
  return [...names];
}

/** The document of a template; parameters that are not given stay out of it. */
export function documentOf(name: string, parameters: MappingNode): NodeData {
  return { Statement: (policyTemplates.get(name) ?? []).map((statement) => statementOf(statement, parameters)) };
}

function statementOf([service, actions, resources, conditions]: TemplateStatement, parameters: MappingNode): NodeData {
  return {
    Effect: "Allow",
    Action: actions.split(" ").map((action) => (action.includes(":") ? action : `${service}:${action}`)),
    Resource:
      resources.length === 1
        ? patternOf(resources[0] ?? "*", parameters)
        : resources.map((one) => patternOf(one, parameters)),
    Condition: conditions && conditionOf(conditions, parameters),
  };
}

function conditionOf(conditions: NonNullable<TemplateStatement[3]>, parameters: MappingNode): NodeData {
  return Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(
        Object.entries(keys).map(([key, value]) => [
          key,
          typeof value === "string" ? patternOf(value, parameters) : value.map((one) => patternOf(one, parameters)),
        ]),
      ),
    ]),
  );
}

function patternOf(pattern: string, parameters: MappingNode): NodeData {
  const variables: Record<string, Draft> = {};
  const text = arnOf(pattern).replace(placeholder, (whole, name: string, offset: number, all: string) => {
    if (all[offset - 1] === "$") return whole;
    variables[name] = given(parameters, name);
    return `\${${name}}`;
  });
  if (!text.includes("${")) return text;
  return Object.keys(variables).length === 0 ? sub(text) : sub(text, variables);
}

function arnOf(pattern: string): string {
  const colon = pattern.indexOf(":");
  if (colon < 0) return pattern;
  const service = pattern.slice(0, colon);
  const rest = pattern.slice(colon + 1);
  const partition = `arn:\${AWS::Partition}:${service}:`;
  return rest.startsWith("::") ? `${partition}${rest}` : `${partition}\${AWS::Region}:\${AWS::AccountId}:${rest}`;
}
