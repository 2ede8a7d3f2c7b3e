/**
 * Nodes of one stack -> values, on demand.
 *
 * Invariant: a node has one value, whoever asks first; nothing is thrown. Values are made of the values of what the node
 * contains, so that the recursion is no deeper than the node (see ./height.ts); what leads elsewhere (conditions,
 * parameters, other stacks) is remembered on the way, so that no circle is walked twice.
 */
import type { MappingNode, SourceNode } from "../source/node.ts";
import { type Intrinsic, intrinsicOf, isLoopKey, isMacroKey } from "../template/intrinsic.ts";
import { isModuleType } from "../template/macro.ts";
import type { Template } from "../template/template.ts";
import { attachedSecret } from "./attached-secret.ts";
import { canonical } from "./canonical.ts";
import { choice } from "./choice.ts";
import { concatenate } from "./concatenate.ts";
import { Conditions } from "./conditions.ts";
import { beginsReference } from "./dynamic-reference.ts";
import type { Guard } from "./guard.ts";
import { Heights, maximalHeight } from "./height.ts";
import type { Links } from "./links.ts";
import * as lists from "./list-functions.ts";
import { findInMap } from "./mapping.ts";
import * as names from "./name-functions.ts";
import { type Openness, reasonOfKey } from "./openness.ts";
import type { Parameters } from "./parameters.ts";
import { type Environment, isPseudoParameter, pseudoValue } from "./pseudo.ts";
import { assuming, choose } from "./reading.ts";
import { importReason, limitReason, missingReason, moduleReason, unknown } from "./reason.ts";
import type { Scope } from "./scope.ts";
import { spell } from "./spell.ts";
import * as texts from "./text-functions.ts";
import type { Decided, Reason, Value } from "./value.ts";
import { Variables } from "./variables.ts";

export interface ResolverSource {
  readonly template: Template;
  readonly environment: Environment;
  readonly parameters: Parameters;
  readonly links: Links;
  /** Conditions that are taken to be true or false. */
  readonly pins: ReadonlyMap<string, boolean>;
  readonly openness: Openness;
  /** Parameters whose defaults decided that a node is there at all. */
  readonly assumed: ReadonlyMap<SourceNode, readonly string[]>;
}

export class Resolver implements Scope {
  readonly stack: string;
  readonly conditions: Conditions;
  readonly #source: ResolverSource;
  readonly #values = new Map<SourceNode, Value>();
  readonly #heights = new Heights();
  readonly #variables: Variables;
  /** What a macro may have changed, with the macro. */
  readonly #altered = new Map<SourceNode, Reason>();

  constructor(source: ResolverSource) {
    this.#source = source;
    this.stack = source.environment.stack;
    this.#variables = new Variables(this.stack, source.parameters);
    this.conditions = new Conditions(this, source.template.conditions, source.pins);
    for (const { node, properties } of source.template.resources.values()) {
      const macro = [...node.entries.values()].find(({ name }) => isMacroKey(name));
      const reason = macro && reasonOfKey(macro, this.stack, source.openness.loops);
      if (reason !== undefined && properties !== undefined) this.#altered.set(properties, reason);
    }
  }

  get mappings(): SourceNode | undefined {
    return this.#source.template.mappings;
  }

  valueOf(node: SourceNode): Value {
    const before = this.#values.get(node);
    if (before !== undefined) return before;
    const value = assuming(this.#resolve(node), this.#source.assumed.get(node) ?? []);
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
    const macro = this.#source.openness.everything ?? this.#altered.get(node);
    if (node.kind === "sequence") {
      if (macro !== undefined) for (const item of node.items) this.#altered.set(item, macro);
      const items = node.items.map((item) => this.valueOf(item));
      return { kind: "list", origin: node, items, ...(macro && { open: macro }) };
    }
    const call = intrinsicOf(node);
    if (call !== undefined && call.name !== "Condition") return this.#call(call);
    return this.#map(node, macro);
  }

  /** A macro among the keys is given all that stands beside it, and may change it. */
  #map(node: MappingNode, around: Reason | undefined): Value {
    const entries = new Map<string, Value>();
    const reasons: Reason[] = [];
    for (const entry of node.entries.values()) {
      const reason = reasonOfKey(entry, this.stack, this.#source.openness.loops);
      if (reason !== undefined) reasons.push(reason);
    }
    const macro = around ?? reasons.find(({ kind }) => kind === "macro");
    for (const { name, value } of node.entries.values()) {
      if (isMacroKey(name) || isLoopKey(name)) continue;
      if (macro !== undefined) this.#altered.set(value, macro);
      entries.set(name, this.valueOf(value));
    }
    const open = macro ?? reasons[0];
    return { kind: "map", origin: node, entries, ...(open && { open }) };
  }

  #call({ name, argument, node }: Intrinsic): Value {
    switch (name) {
      case "Ref":
        return names.reference(argument, node, this);
      case "GetAtt":
        return names.getAttribute(argument, node, this);
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
        return names.importValue(argument, node, this);
      case "If":
        return choice(argument, node, this);
      case "And":
      case "Or":
      case "Not":
      case "Equals":
      case "Contains":
      case "Condition": {
        const isTrue = (value: boolean): Value => ({ kind: "known", value, origin: node });
        return choose(this.conditions.formulaOf(node), isTrue(true), isTrue(false), node);
      }
      case "Transform":
        return names.macroCall(argument, node, this);
      case "GetStackOutput":
        return names.stackOutput(argument, node, this);
    }
  }

  refer(name: string, at: SourceNode): Value {
    const { parameters, template, environment } = this.#source;
    const parameter = parameters.valueOf(name, at);
    if (parameter !== undefined) return parameter;
    if (isPseudoParameter(name)) return pseudoValue(name, environment, at);
    if (!template.resources.has(name)) return this.#missing(name, at);
    return this.#symbol(attachedSecret(template, name) ?? name, "Ref", at);
  }

  attribute(logicalId: string, attribute: string, at: SourceNode): Value {
    const { template, links } = this.#source;
    const resource = template.resources.get(logicalId);
    if (resource === undefined) return this.#missing(logicalId, at);
    if (isModuleType(resource.type)) return unknown(moduleReason(this.stack, logicalId, resource.type), at);
    const output = attribute.startsWith("Outputs.")
      ? links.output(logicalId, attribute.slice("Outputs.".length))
      : undefined;
    return output ?? this.#symbol(logicalId, attribute, at);
  }

  #symbol(logicalId: string, attribute: string, at: SourceNode): Value {
    const resource = { stack: this.stack, logicalId };
    return { kind: "identity", symbol: { kind: "attribute", resource, attribute }, origin: at };
  }

  /** What a name that nothing bears stands for: something that is not seen, where there may be more than is. */
  #missing(name: string, at: SourceNode): Value {
    const { resources } = this.#source.openness;
    const module = resources.find((reason) => reason.kind === "module" && name.startsWith(reason.name));
    return unknown(module ?? resources.find(({ kind }) => kind !== "module") ?? missingReason(this.stack, name), at);
  }

  imported(name: Decided, at: SourceNode): Value {
    const spelled = canonical(name);
    return this.#source.links.exported(spelled) ?? unknown(importReason(spelled, spell(name)), at);
  }

  outputOf(stack: string, name: string, region: string | undefined): Value | undefined {
    return this.#source.links.outputOf(stack, name, region);
  }

  condition(node: SourceNode): Guard {
    return node.kind === "scalar" ? this.conditions.guardOf(node.text) : this.conditions.formulaOf(node);
  }

  equals(value: Decided, text: string): Guard | undefined {
    return this.#variables.equals(value, text);
  }

  truth(id: string, label: string, holds: boolean): Guard {
    return this.#variables.truth(id, label, holds);
  }
}
