/**
 * The checked tree of cel-js -> our tree.
 *
 * Invariant: a tree that is converted can be evaluated: every field, method and function in it exists, and every pattern
 * is a regular expression of RE2. What CEL has and rules do not is refused, at its place.
 */
import { elementType } from "./cel-environment.ts";
import type { ArithmeticName, ComparisonName, Expression, FunctionName, MacroName } from "./expression.ts";
import type { FactRegistry } from "./fact.ts";
import { didYouMean, fieldMeant } from "./nearest.ts";
import { makeMatcher } from "./re2.ts";

/** A node of cel-js, as far as it is used here; its tree is public, the types that checking leaves on it are not. */
export interface CelNode {
  readonly op: string;
  readonly args: unknown;
  /** Where an error about it points: of a field, its name. */
  readonly pos: number;
  readonly start: number;
  readonly end: number;
  readonly checkedType?: { readonly name: string };
}

/** What rules cannot say, and where it was said. */
export class Refusal extends Error {
  readonly start: number;
  readonly end: number;

  constructor(message: string, { pos: start, end }: CelNode) {
    super(message);
    this.start = start;
    this.end = end;
  }
}

const macros: ReadonlySet<string> = new Set(["exists", "all", "exists_one", "filter", "map"] satisfies MacroName[]);
const functions: ReadonlySet<string> = new Set([
  "size",
  "startsWith",
  "endsWith",
  "contains",
  "matches",
  "lowerAscii",
  "upperAscii",
  "trim",
  "split",
  "join",
  "string",
  "int",
  "double",
] satisfies FunctionName[]);
const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", "in"] satisfies ComparisonName[]);
const orderings: ReadonlySet<string> = new Set(["<", "<=", ">", ">="] satisfies ComparisonName[]);

/** @throws Refusal for what is not in the language of rules. */
export function convert(node: CelNode, registry: FactRegistry): Expression {
  const to = (part: CelNode): Expression => convert(part, registry);
  switch (node.op) {
    case "value":
      return ["const", constantOf(node)];
    case "id":
      if (typeOf(node) === "type") throw new Refusal(`${String(node.args)} is a type and no value`, node);
      return ["var", String(node.args)];
    case ".": {
      const [receiver, name] = node.args as readonly [CelNode, string];
      return ["field", to(receiver), name];
    }
    case "[]": {
      const [receiver, key] = node.args as readonly [CelNode, CelNode];
      if (key.op === "value" && typeof key.args === "string") return ["field", to(receiver), key.args];
      if (registry.types.has(typeOf(receiver))) throw new Refusal("a field is named by a literal text", key);
      return ["index", to(receiver), to(key)];
    }
    case "call": {
      const [name, args] = node.args as readonly [string, readonly CelNode[]];
      return name === "has" ? convertHas(args[0] ?? node, registry) : convertCall(node, name, args, registry);
    }
    case "rcall":
      return convertMethod(node, registry);
    case "list":
      return ["list", (node.args as readonly CelNode[]).map(to)];
    case "?:": {
      const [condition, yes, no] = node.args as readonly [CelNode, CelNode, CelNode];
      return ["if", to(condition), to(yes), to(no)];
    }
    case "&&":
    case "||": {
      const [left, right] = node.args as readonly [CelNode, CelNode];
      return [node.op === "&&" ? "and" : "or", to(left), to(right)];
    }
    case "!_":
      return ["not", to(node.args as CelNode)];
    case "-_":
      return ["negate", to(node.args as CelNode)];
    default:
      return convertOperator(node, to);
  }
}

function convertOperator(node: CelNode, to: (part: CelNode) => Expression): Expression {
  if (!comparisons.has(node.op) && !["+", "-", "*", "/", "%"].includes(node.op)) {
    throw new Refusal("rules have no maps of their own", node);
  }
  const [left, right] = node.args as readonly [CelNode, CelNode];
  if (orderings.has(node.op) && typeOf(left) === "dyn" && typeOf(right) === "dyn") {
    // Two texts are ordered as texts: "10" comes before "9".
    throw new Refusal("it is not known what both sides are; say int(...) or string(...) of one", node);
  }
  if (node.op === "/" && typeOf(node) === "double") return ["call", "divide", [to(left), to(right)]];
  const operation = node.op as ComparisonName & ArithmeticName;
  return [operation, to(left), to(right)];
}

function convertCall(node: CelNode, name: string, args: readonly CelNode[], registry: FactRegistry): Expression {
  if (!functions.has(name)) throw new Refusal(`rules have no function ${name}().${didYouMean(name, functions)}`, node);
  if (name === "matches") checkPattern(args[1] ?? node);
  return ["call", name as FunctionName, args.map((arg) => convert(arg, registry))];
}

function convertMethod(node: CelNode, registry: FactRegistry): Expression {
  const [name, receiver, args] = node.args as readonly [string, CelNode, readonly CelNode[]];
  const method = registry.methodOf(typeOf(receiver), name);
  if (method !== undefined) {
    method.parameters.forEach((parameter, i) => {
      const arg = args[i];
      if (arg !== undefined) checkArgument(arg, parameter, registry);
    });
    return ["method", convert(receiver, registry), name, args.map((arg) => convert(arg, registry))];
  }
  const [variable, body, transform] = args;
  if (macros.has(name) && variable !== undefined && body !== undefined) {
    const list = convert(receiver, registry);
    const variableName = String(variable.args);
    if (transform === undefined) return ["macro", name as MacroName, list, variableName, convert(body, registry)];
    const kept: Expression = ["macro", "filter", list, variableName, convert(body, registry)];
    return ["macro", "map", kept, variableName, convert(transform, registry)];
  }
  return convertCall(node, name, [receiver, ...args], registry);
}

/** cel-js looks only at the variable inside `has()`; that its fields exist is checked here. */
function convertHas(node: CelNode, registry: FactRegistry): Expression {
  const [receiver, name] = node.args as readonly [CelNode, string];
  checkPath(node, registry);
  return ["has", convert(receiver, registry), name];
}

/** The type of a path of fields. */
function checkPath(node: CelNode, registry: FactRegistry): string {
  if (node.op !== ".") return typeOf(node);
  const [receiver, name] = node.args as readonly [CelNode, string];
  const type = checkPath(receiver, registry);
  if (type === "dyn") return type;
  const field = registry.fieldOf(type, name);
  if (field !== undefined) return field.type;
  const names = registry.lineage(type).flatMap(({ fields }) => Object.keys(fields));
  throw new Refusal(`No such key: ${name} (${type} has no such field).${fieldMeant(name, names)}`, node);
}

function checkArgument(arg: CelNode, parameter: { name: string; type: string }, registry: FactRegistry): void {
  const given = typeOf(arg);
  const takes = elementType(parameter.type);
  const has = takes === undefined ? given : elementType(given);
  const wanted = takes ?? parameter.type;
  if (!registry.types.has(wanted)) return;
  if (has === undefined || !registry.lineage(has).some(({ name }) => name === wanted)) {
    throw new Refusal(`${parameter.name} must be ${parameter.type}, and is ${given}`, arg);
  }
}

function checkPattern(node: CelNode): void {
  if (node.op !== "value" || typeof node.args !== "string") {
    throw new Refusal("the pattern of matches() must be a literal text", node);
  }
  try {
    makeMatcher(node.args);
  } catch (error) {
    throw new Refusal(`this is no regular expression: ${error instanceof Error ? error.message : ""}`, node);
  }
}

function constantOf(node: CelNode): string | number | boolean | null {
  const value = node.args;
  if (typeof value === "bigint") {
    if (Number.isSafeInteger(Number(value))) return Number(value);
    throw new Refusal("numbers go up to 2^53", node);
  }
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return value;
  throw new Refusal("rules have no bytes and no unsigned numbers", node);
}

function typeOf(node: CelNode): string {
  return node.checkedType?.name ?? "dyn";
}
