/**
 * A registry of facts -> the environment that cel-js checks expressions in.
 *
 * cel-js has no subtypes: a type gets the fields and methods of all that it extends, types of one line can be compared,
 * and a parameter that takes a fact is `dyn` here; compile-expression.ts checks what is passed to it.
 */
import { Environment } from "@marcbachmann/cel-js";
import type { FactRegistry, FactType } from "./fact.ts";
import type { RuleOption } from "./rule-options.ts";

/** So large may an expression be: nodes, and how deep they nest. */
export const maximalNodes = 500;
export const maximalDepth = 30;

const environments = new WeakMap<FactRegistry, Environment>();

/** What an expression may name: the subject, and the options of its rule. */
export interface Variables {
  readonly name: string;
  readonly type: string;
  readonly options?: readonly RuleOption[];
}

/** The environment of a registry, with variables. @throws Error where the subject's name cannot be one. */
export function environmentWith({ name, type, options = [] }: Variables, registry: FactRegistry): Environment {
  let environment = environments.get(registry);
  if (environment === undefined) {
    environment = makeEnvironment(registry);
    environments.set(registry, environment);
  }
  const own = environment.clone().registerVariable(name, type);
  if (options.length === 0) return own;
  const fields = Object.fromEntries(options.map((option) => [option.name, option.type]));
  return own.registerType("Options", { ctor: class {}, fields }).registerVariable("options", "Options");
}

function makeEnvironment(registry: FactRegistry): Environment {
  const environment = new Environment({ limits: { maxAstNodes: maximalNodes, maxDepth: maximalDepth } });
  const names = [...registry.types.keys()];
  for (const name of names) {
    // With a class of its own a type may have fields of types that are registered after it.
    environment.registerType(name, { ctor: class {}, fields: Object.fromEntries(fieldsOf(registry.lineage(name))) });
  }
  for (const name of names) for (const signature of methodsOf(name, registry)) declare(environment, signature);
  for (const name of names) {
    environment.registerOperator(`${name} == ${name}`, () => false);
    for (const { name: ancestor } of registry.lineage(name).slice(1)) {
      environment.registerOperator(`${name} == ${ancestor}`, () => false);
      environment.registerOperator(`${name} in list<${ancestor}>`, () => false);
      environment.registerOperator(`${ancestor} in list<${name}>`, () => false);
    }
  }
  return environment;
}

/** What is nearer in the line hides what is farther. */
function fieldsOf(lineage: readonly FactType<never>[]): ReadonlyMap<string, string> {
  const far = [...lineage].reverse();
  return new Map(far.flatMap(({ fields }) => Object.entries(fields).map(([name, { type }]) => [name, type] as const)));
}

function methodsOf(type: string, registry: FactRegistry): readonly string[] {
  const signatures = new Map<string, string>();
  for (const { methods = {} } of [...registry.lineage(type)].reverse()) {
    for (const [name, { parameters, returns }] of Object.entries(methods)) {
      const types = parameters.map((parameter) => (holdsFacts(parameter.type, registry) ? "dyn" : parameter.type));
      signatures.set(name, `${type}.${name}(${types.join(", ")}): ${returns}`);
    }
  }
  return [...signatures.values()];
}

/** Whether a type is one of facts, or a list of such. */
function holdsFacts(type: string, registry: FactRegistry): boolean {
  return registry.types.has(elementType(type) ?? type);
}

/** What a list type lists, or undefined for another type. */
export function elementType(type: string): string | undefined {
  return /^list<(.+)>$/.exec(type)?.[1];
}

function declare(environment: Environment, signature: string): void {
  environment.registerFunction(signature, () => null, { async: false });
}
