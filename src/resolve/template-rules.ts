/**
 * The Rules section -> assertions about parameters: formulas that hold in every world that there is, because CloudFormation
 * refuses to deploy any other.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/rules-section-structure.html
 *
 * Invariant: what cannot be decided from here (attributes of what a parameter names, such as `ValueOf`) narrows nothing: it
 * is a truth of its own.
 */
import { childOf, type SourceNode } from "../source/node.ts";
import { intrinsicOf } from "../template/intrinsic.ts";
import { ruleFunctionOf } from "../template/rule-functions.ts";
import type { Template } from "../template/template.ts";
import type { Conditions } from "./conditions.ts";
import { always, and, type Guard, not, or } from "./guard.ts";
import { itemsOf } from "./reading.ts";
import type { Scope } from "./scope.ts";
import type { Value } from "./value.ts";

export interface Assertion {
  /** Name of the rule. */
  readonly rule: string;
  readonly guard: Guard;
  readonly node: SourceNode;
  /** `AssertDescription`; undefined where the template gives none. */
  readonly description: string | undefined;
}

export function assertionsOf(template: Template, scope: Scope, conditions: Conditions): readonly Assertion[] {
  const rules = template.rules;
  if (rules?.kind !== "mapping") return [];
  const formulas = new RuleFormulas(template, scope, conditions);
  return [...rules.entries.values()].flatMap(({ name, value }) => {
    const condition = childOf(value, "RuleCondition");
    const applies = condition === undefined ? always : formulas.of(condition);
    const assertions = childOf(value, "Assertions");
    return (assertions?.kind === "sequence" ? assertions.items : []).flatMap((assertion): readonly Assertion[] => {
      const node = childOf(assertion, "Assert");
      if (node === undefined) return [];
      const description = childOf(assertion, "AssertDescription");
      return [
        {
          rule: name,
          guard: or(not(applies), formulas.of(node)),
          node,
          description: description?.kind === "scalar" ? description.text : undefined,
        },
      ];
    });
  });
}

class RuleFormulas {
  readonly #template: Template;
  readonly #scope: Scope;
  readonly #conditions: Conditions;

  constructor(template: Template, scope: Scope, conditions: Conditions) {
    this.#template = template;
    this.#scope = scope;
    this.#conditions = conditions;
  }

  of(node: SourceNode): Guard {
    if (this.#scope.isTooDeep(node)) return this.#undecided(node);
    const call = intrinsicOf(node);
    const parts = call?.argument.kind === "sequence" ? call.argument.items : [];
    const [first] = parts;
    if (call?.name === "And") return and(...parts.map((part) => this.of(part)));
    if (call?.name === "Or") return or(...parts.map((part) => this.of(part)));
    if (call?.name === "Not" && first !== undefined) return not(this.of(first));
    if (call?.name === "Contains" || call?.name === "Equals") return this.#test(call.name, parts, node);
    const own = ruleFunctionOf(node);
    if (own?.name !== "EachMemberIn" && own?.name !== "EachMemberEquals") return this.#undecided(node);
    return this.#test(own.name, own.argument.kind === "sequence" ? own.argument.items : [], node);
  }

  #test(
    name: "Contains" | "Equals" | "EachMemberIn" | "EachMemberEquals",
    [left, right]: readonly SourceNode[],
    node: SourceNode,
  ): Guard {
    const [a, b] = [left && this.#valueOf(left), right && this.#valueOf(right)];
    if (a === undefined || b === undefined) return this.#undecided(node);
    if (name === "Equals") return this.#conditions.equality(a, b);
    const [ours, theirs] = [itemsOf(a), itemsOf(b)];
    if (ours.open.length + theirs.open.length > 0) return this.#undecided(node);
    const anyOf = (list: typeof ours, value: Value): Guard =>
      or(...list.items.map((item) => and(item.guard, this.#conditions.equality(item.value, value))));
    if (name === "Contains") return anyOf(ours, b);
    return and(...ours.items.map((item) => or(not(item.guard), anyOf(theirs, item.value))));
  }

  /** Undefined where it reads what only AWS knows. */
  #valueOf(node: SourceNode): Value | undefined {
    if (node.kind === "sequence") {
      const items = node.items.map((item) => this.#valueOf(item));
      return items.includes(undefined)
        ? undefined
        : { kind: "list", origin: node, items: items.filter((item) => item !== undefined) };
    }
    const own = ruleFunctionOf(node);
    if (own === undefined) return this.#scope.valueOf(node);
    if (own.name !== "RefAll" || own.argument.kind !== "scalar") return undefined;
    const type = own.argument.text;
    const named = [...this.#template.parameters.values()].filter((parameter) => parameter.type === type);
    return { kind: "list", origin: node, items: named.map(({ name, key }) => this.#scope.refer(name, key)) };
  }

  #undecided(node: SourceNode): Guard {
    const { line, column } = node.file.span(node.start, node.end).start;
    return this.#scope.truth(
      `${this.#scope.stack}/rule at ${node.file.path}:${line}:${column}`,
      "a rule of the template",
      true,
    );
  }
}
