/**
 * Conditions and Rules -> the values with which they compare each parameter.
 *
 * Invariant: a value and a condition never disagree. So a parameter has one alternative for each constant that it is
 * compared with, and, where a condition uses it in another way, one for its default: what the condition makes of any
 * other value cannot be told.
 */
import type { Stack } from "../input/app.ts";
import { childOf, type SourceNode } from "../source/node.ts";
import { intrinsicOf } from "../template/intrinsic.ts";
import { ruleFunctionOf } from "../template/rule-functions.ts";
import type { Template } from "../template/template.ts";
import { isListType } from "./parameter-type.ts";
import { scalarText } from "./scalar-text.ts";
import { namesIn } from "./substitution.ts";

/** Constants by parameter. */
export type Compared = ReadonlyMap<string, ReadonlySet<string>>;

/** Stacks inside stacks are followed this far; CloudFormation itself goes less deep. */
const maximalNesting = 20;

/**
 * What the conditions of a stack, and those of its nested stacks that it passes parameters to, compare with.
 *
 * @param templateOf the template of a nested stack, with its loops run as far as they can be without the parent.
 */
export function comparedConstants(
  stack: Stack,
  template: Template,
  templateOf: (child: Stack) => Template,
  nesting = 0,
): Compared {
  const compared = new Map<string, Set<string>>();
  const add = (parameter: string, constant: string | undefined): void => {
    if (constant === undefined) return;
    const constants = compared.get(parameter);
    if (constants === undefined) compared.set(parameter, new Set([constant]));
    else constants.add(constant);
  };
  const addDefaults = (node: SourceNode): void => {
    for (const name of parametersIn(node, template)) add(name, scalarText(template.parameters.get(name)?.defaultValue));
  };
  for (const condition of template.conditions.values()) addComparisons(condition, template, add, addDefaults);
  if (template.rules !== undefined) addRuled(template.rules, template, add);
  if (nesting === maximalNesting) return compared;
  for (const [logicalId, child] of stack.nested) {
    const passed = childOf(template.resources.get(logicalId)?.properties, "Parameters");
    for (const [name, constants] of comparedConstants(child, templateOf(child), templateOf, nesting + 1)) {
      const node = childOf(passed, name);
      if (node === undefined) continue;
      const parameter = parameterNamed(node, template);
      if (parameter === undefined) addDefaults(node);
      else for (const constant of constants) add(parameter, constant);
    }
  }
  return compared;
}

function addComparisons(
  condition: SourceNode,
  template: Template,
  add: (parameter: string, constant: string | undefined) => void,
  addDefaults: (node: SourceNode) => void,
): void {
  const waiting = [condition];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const call = intrinsicOf(node);
    const [left, right] = call?.name === "Equals" && call.argument.kind === "sequence" ? call.argument.items : [];
    const compared = left && right && (comparison(left, right, template) ?? comparison(right, left, template));
    if (compared !== undefined) add(compared.parameter, compared.constant);
    else if (left !== undefined && right !== undefined) {
      for (const side of [left, right]) addDefaults(side);
      for (const list of emptyLists(left, right, template)) add(list, "");
    } else if (call?.name === "Ref" || call?.name === "Sub") addDefaults(node);
    else waiting.push(...childrenOf(node));
  }
}

/** Rules compare lists of constants with parameters, each with each. */
function addRuled(
  rules: SourceNode,
  template: Template,
  add: (parameter: string, constant: string | undefined) => void,
): void {
  const waiting = [rules];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const name = intrinsicOf(node)?.name ?? ruleFunctionOf(node)?.name;
    if (name === undefined || !comparing.has(name)) {
      waiting.push(...childrenOf(node));
      continue;
    }
    const types = typesIn(node);
    const ofTypes = [...template.parameters.values()].filter(({ type }) => types.has(type)).map((one) => one.name);
    const constants = constantsIn(node);
    for (const parameter of [...parametersIn(node, template), ...ofTypes]) {
      for (const constant of constants) add(parameter, constant);
    }
  }
}

const comparing: ReadonlySet<string> = new Set(["Equals", "Contains", "EachMemberIn", "EachMemberEquals"]);

/** Texts that stand in lists, and not inside of functions. */
function constantsIn(comparison: SourceNode): readonly string[] {
  const constants: string[] = [];
  const waiting = [...childrenOf(comparison)];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === "scalar") constants.push(...[scalarText(node) ?? []].flat());
    else if (node.kind === "sequence") waiting.push(...node.items);
  }
  return constants;
}

/** Types of which all parameters are meant. */
function typesIn(comparison: SourceNode): ReadonlySet<string> {
  const types = new Set<string>();
  const waiting = [comparison];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const call = ruleFunctionOf(node);
    if (call?.name === "RefAll" && call.argument.kind === "scalar") types.add(call.argument.text);
    else waiting.push(...childrenOf(node));
  }
  return types;
}

function comparison(
  side: SourceNode,
  other: SourceNode,
  template: Template,
): { readonly parameter: string; readonly constant: string } | undefined {
  const parameter = parameterNamed(side, template);
  const constant = scalarText(other);
  return parameter === undefined || constant === undefined ? undefined : { parameter, constant };
}

/** List parameters in an expression that is compared with the empty text: whether the list is empty is asked. */
function emptyLists(left: SourceNode, right: SourceNode, template: Template): readonly string[] {
  if (scalarText(left) !== "" && scalarText(right) !== "") return [];
  const named = [...parametersIn(left, template), ...parametersIn(right, template)];
  return named.filter((name) => isListType(template.parameters.get(name)?.type ?? ""));
}

/** The parameter that a node stands for: `!Ref P`, or a substitution of nothing but `${P}`. */
function parameterNamed(node: SourceNode, template: Template): string | undefined {
  const call = intrinsicOf(node);
  if (call?.argument.kind !== "scalar" || (call.name !== "Ref" && call.name !== "Sub")) return undefined;
  const { text } = call.argument;
  const name = call.name === "Ref" ? text : /^\$\{([^{}]*)\}$/.exec(text)?.[1]?.trim();
  return name !== undefined && template.parameters.has(name) ? name : undefined;
}

/** The parameters that are named anywhere in a node. */
function parametersIn(root: SourceNode, template: Template): readonly string[] {
  const found = new Set<string>();
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const call = intrinsicOf(node);
    const text = call?.argument.kind === "sequence" ? call.argument.items[0] : call?.argument;
    if (text?.kind === "scalar" && call?.name === "Ref") found.add(text.text);
    if (text?.kind === "scalar" && call?.name === "Sub") for (const name of namesIn(text.text, found)) found.add(name);
    waiting.push(...childrenOf(node));
  }
  return [...found].filter((name) => template.parameters.has(name));
}

function childrenOf(node: SourceNode): readonly SourceNode[] {
  if (node.kind === "sequence") return node.items;
  return node.kind === "mapping" ? [...node.entries.values()].map(({ value }) => value) : [];
}
