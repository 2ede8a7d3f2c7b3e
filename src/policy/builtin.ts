/**
 * Stackplumb's own rules, compiled when Stackplumb was built: neither YAML nor CEL is parsed for them at run time.
 *
 * Their examples are left out, because only documentation needs them; see builtin-examples.ts.
 */
import { compiledRules } from "./generated/rules.ts";
import type { Rule } from "./rule.ts";

let rules: readonly Rule[] | undefined;

/** All built-in rules, by id. `examples` is empty. */
export function builtinRules(): readonly Rule[] {
  rules ??= JSON.parse(compiledRules) as readonly Rule[];
  return rules;
}
