/**
 * Nodes of one stack -> values, on demand.
 *
 * Invariant: a node has one value, whoever asks first; nothing is thrown. Values are made of the values of what the node
 * contains, so that the recursion is no deeper than the node (see ./height.ts); what leads elsewhere (conditions,
 * parameters, other stacks) is remembered on the way, so that no circle is walked twice.
 */
import { childOf, type SourceNode } from "../source/node.ts";
import { type Intrinsic, intrinsicOf, isLoopKey, isMacroKey } from "../template/intrinsic.ts";
import type { Template } from "../template/template.ts";
import { canonical } from "./canonical.ts";
import { concatenate } from "./concatenate.ts";
import { Conditions } from "./conditions.ts";
import { beginsReference } from "./dynamic-reference.ts";
import { atom, type Guard, type Variable } from "./guard.ts";
import { Heights, maximalHeight } from "./height.ts";
import type { Links } from "./links.ts";
import * as lists from "./list-functions.ts";
import { findInMap } from "./mapping.ts";
import { overWorlds } from "./over-worlds.ts";
import type { Parameters } from "./parameters.ts";
import { type Environment, isPseudoParameter, pseudoValue } from "./pseudo.ts";
import { choose, textOf } from "./reading.ts";
import {
  importReason,
  limitReason,
  loopReason,
  macroReason,
  missingReason,
  stackOutputReason,
  unknown,
} from "./reason.ts";
import type { Scope } from "./scope.ts";
import { spell } from "./spell.ts";
import * as texts from "./text-functions.ts";
import { derive } from "./undecided.ts";
import type { Decided, Reason, Value } from "./value.ts";

export interface ResolverSource {
  readonly template: Template;
  readonly environment: Environment;
  readonly parameters: Parameters;
  readonly links: Links;
}

export class Resolver implements Scope {
  readonly stack: string;
  readonly conditions: Conditions;
  readonly #source: ResolverSource;
  readonly #values = new Map<SourceNode, Value>();
  readonly #heights = new Heights();
  readonly #truths = new Map<string, { readonly variable: Variable; readonly holds: boolean }>();

  constructor(source: ResolverSource) {
    this.#source = source;
    this.stack = source.environment.stack;
    this.conditions = new Conditions(this, source.template.conditions);
  }

  get mappings(): SourceNode | undefined {
    return this.#source.template.mappings;
  }

  valueOf(node: SourceNode): Value {
    const before = this.#values.get(node);
    if (before !== undefined) return before;
    const value = this.#resolve(node);
    this.#values.set(node, value);
    return value;
  }

  isTooDeep(node: SourceNode): boolean {
    return this.#heights.isTooDeep(node);
  }

  #resolve(node: SourceNode): Value {
    if (node.kind === "scalar") {
      const known = { kind: "known", value: node.value, origin: node } as const;
      const isPlain = typeof node.value !== "string" || !beginsReference(node.value);
      return isPlain ? known : concatenate([known], node, this.stack);
    }
    if (this.isTooDeep(node)) {
      const reason = limitReason(this.stack, "depth", `what is nested deeper than ${maximalHeight} levels is not read`);
      return unknown(reason, node);
    }
    if (node.kind === "sequence") {
      return { kind: "list", origin: node, items: node.items.map((item) => this.valueOf(item)) };
    }
    const call = intrinsicOf(node);
    if (call !== undefined && call.name !== "Condition") return this.#call(call);
    const entries = new Map<string, Value>();
    let open: Reason | undefined;
    for (const { name, value } of node.entries.values()) {
      if (isMacroKey(name)) open = macroReason(this.stack, name);
      else if (isLoopKey(name)) open = loopReason(this.stack, name);
      else entries.set(name, this.valueOf(value));
    }
    return { kind: "map", origin: node, entries, ...(open && { open }) };
  }

  #call({ name, argument, node }: Intrinsic): Value {
    switch (name) {
      case "Ref":
        return argument.kind === "scalar"
          ? this.refer(argument.text, node)
          : texts.invalid("Ref takes a name", node, this);
      case "GetAtt":
        return this.#getAttribute(argument, node);
      case "Sub":
        return texts.substitute(argument, this);
      case "Join":
        return texts.join(argument, this);
      case "ToJsonString":
        return texts.toJson(argument, this);
      case "Base64":
        return this.valueOf(argument);
      case "Select":
        return lists.select(argument, this);
      case "Split":
        return lists.split(argument, this);
      case "GetAZs":
        return lists.zones(argument, this);
      case "Cidr":
        return lists.cidr(argument, this);
      case "Length":
        return lists.length(argument, this);
      case "FindInMap":
        return findInMap(argument, this);
      case "ImportValue":
        return this.#import(argument, node);
      case "If":
        return this.#choose(argument, node);
      case "And":
      case "Or":
      case "Not":
      case "Equals":
      case "Condition": {
        const isTrue = (value: boolean): Value => ({ kind: "known", value, origin: node });
        return choose(this.conditions.formulaOf(node), isTrue(true), isTrue(false), node);
      }
      case "Transform":
        return this.#macro(argument, node);
      case "GetStackOutput":
        return this.#stackOutput(argument, node);
    }
  }

  refer(name: string, at: SourceNode): Value {
    const { parameters, template, environment } = this.#source;
    const parameter = parameters.valueOf(name, at);
    if (parameter !== undefined) return parameter;
    if (isPseudoParameter(name)) return pseudoValue(name, environment, at);
    return template.resources.has(name) ? this.#symbol(name, "Ref", at) : this.#missing(name, at);
  }

  attribute(logicalId: string, attribute: string, at: SourceNode): Value {
    const { template, links } = this.#source;
    if (!template.resources.has(logicalId)) return this.#missing(logicalId, at);
    const output = attribute.startsWith("Outputs.")
      ? links.output(logicalId, attribute.slice("Outputs.".length))
      : undefined;
    return output ?? this.#symbol(logicalId, attribute, at);
  }

  #symbol(logicalId: string, attribute: string, at: SourceNode): Value {
    const resource = { stack: this.stack, logicalId };
    return { kind: "identity", symbol: { kind: "attribute", resource, attribute }, origin: at };
  }

  #missing(name: string, at: SourceNode): Value {
    return unknown(missingReason(this.stack, name), at);
  }

  /** `Bucket.Arn`, or a logical id and an attribute, of which the latter may be computed. */
  #getAttribute(argument: SourceNode, at: SourceNode): Value {
    if (argument.kind === "scalar") {
      const dot = argument.text.indexOf(".");
      if (dot < 0) return texts.invalid(`GetAtt takes a logical id and an attribute, not ${argument.text}`, at, this);
      return this.attribute(argument.text.slice(0, dot), argument.text.slice(dot + 1), at);
    }
    const names = argument.kind === "sequence" ? argument.items.map((item) => this.valueOf(item)) : [];
    if (names.length < 2) return texts.invalid("GetAtt takes a logical id and an attribute", at, this);
    const found = overWorlds((world) => {
      const decided = names.map((part) => world.read(part));
      const [logicalId, ...attribute] = decided.flatMap((part) => textOf(part) ?? []);
      if (logicalId === undefined || attribute.length !== names.length - 1) return derive("GetAtt", decided, at);
      return this.attribute(logicalId, attribute.join("."), at);
    });
    return found ?? texts.tooMany("GetAtt", at, this);
  }

  #import(argument: SourceNode, at: SourceNode): Value {
    const name = this.valueOf(argument);
    return overWorlds((world) => this.imported(world.read(name), at)) ?? texts.tooMany("ImportValue", at, this);
  }

  imported(name: Decided, at: SourceNode): Value {
    const spelled = canonical(name);
    return this.#source.links.exported(spelled) ?? unknown(importReason(spelled, spell(name)), at);
  }

  #choose(argument: SourceNode, at: SourceNode): Value {
    const [condition, then, otherwise] = argument.kind === "sequence" ? argument.items : [];
    if (condition === undefined || then === undefined || otherwise === undefined) {
      return texts.invalid("If takes a condition and two values", at, this);
    }
    return choose(this.condition(condition), this.valueOf(then), this.valueOf(otherwise), at);
  }

  condition(node: SourceNode): Guard {
    return node.kind === "scalar" ? this.conditions.guardOf(node.text) : this.conditions.formulaOf(node);
  }

  #macro(argument: SourceNode, at: SourceNode): Value {
    const name = argument.kind === "mapping" ? argument.entries.get("Name")?.value : argument;
    return unknown(macroReason(this.stack, name?.kind === "scalar" ? name.text : "of a transform"), at);
  }

  /** An output of a stack that is named, not imported. */
  #stackOutput(argument: SourceNode, origin: SourceNode): Value {
    const [stack, output] = ["StackName", "OutputName"].map((key) => childOf(argument, key));
    if (stack === undefined || output === undefined) {
      return texts.invalid("GetStackOutput takes a stack and an output", origin, this);
    }
    const name = `${spell(this.valueOf(stack))}.${spell(this.valueOf(output))}`;
    const derived = { how: "GetStackOutput", of: [this.valueOf(argument)] };
    return { ...unknown(stackOutputReason(name), origin), derived };
  }

  equals(value: Decided, text: string): Guard | undefined {
    const { parameters, template } = this.#source;
    const name = nameOf(value) ?? (text === "" ? nameOfList(value) : undefined);
    if (name?.stack === this.stack && template.parameters.has(name.name)) return parameters.equals(name.name, text);
    if (name !== undefined)
      return atom({ id: `${name.stack}/${name.name}`, label: name.name, values: undefined }, text);
    const isWhole = value.kind === "unknown" && value.derived === undefined && value.many !== true;
    return isWhole && value.from !== undefined ? parameters.equals(value.from, text) : undefined;
  }

  truth(id: string, label: string, holds: boolean): Guard {
    let known = this.#truths.get(id);
    if (known === undefined) {
      known = { variable: { id, label, values: ["true", "false"] }, holds };
      this.#truths.set(id, known);
    }
    return atom(known.variable, String(known.holds));
  }
}

/** The parameter or pseudo parameter, of this stack or another, whose text a value is. */
function nameOf(value: Decided): { readonly stack: string; readonly name: string } | undefined {
  if (value.kind === "identity") return value.symbol.kind === "pseudo" ? value.symbol : undefined;
  if (value.kind === "secret")
    return value.source === "parameter" ? { stack: value.stack ?? "", name: value.name } : undefined;
  if (value.kind !== "unknown" || value.derived !== undefined || value.reason.kind !== "parameter") return undefined;
  return value.reason;
}

/**
 * The list parameter whose items a value joins, or whose first item it is: that is empty where the parameter's text is.
 * (A text of nothing but commas would be another such text; nobody means it.)
 */
function nameOfList(value: Decided): { readonly stack: string; readonly name: string } | undefined {
  if (value.kind !== "unknown" || !/^(?:Join|Select 0)/.test(value.derived?.how ?? "")) return undefined;
  const [list] = value.derived?.of ?? [];
  return list?.kind === "unknown" && list.derived === undefined && list.reason.kind === "parameter-list"
    ? list.reason
    : undefined;
}
