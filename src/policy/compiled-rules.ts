/**
 * Rules -> the text of the modules that built-in rules are read from.
 *
 * One line a rule, so that a change shows what it changes; JSON in a string, because engines read that fastest.
 */
import type { Rule } from "./rule.ts";

export interface RuleModules {
  /** Contents of generated/rules.ts. */
  readonly rules: string;
  /** Contents of generated/rule-examples.ts. */
  readonly examples: string;
}

export function renderRuleModules(rules: readonly Rule[]): RuleModules {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    rules: moduleOf(
      "compiledRules",
      "[",
      sorted.map((rule) => JSON.stringify({ ...rule, examples: [] })),
      "]",
    ),
    examples: moduleOf(
      "ruleExamples",
      "{",
      sorted.map(({ id, examples }) => `${JSON.stringify(id)}:${JSON.stringify(examples)}`),
      "}",
    ),
  };
}

function moduleOf(name: string, open: string, lines: readonly string[], close: string): string {
  const parts = [open, ...lines.map((line, i) => (i < lines.length - 1 ? `${line},` : line)), close];
  const body = parts.map((part) => `  ${JSON.stringify(part)},`).join("\n");
  return `// Made from rules/ by \`npm run generate\`; do not edit.\nexport const ${name}: string = [\n${body}\n].join("");\n`;
}
