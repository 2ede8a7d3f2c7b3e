/**
 * rules/architectures/ -> docs/architectures.md: what each built-in architecture asks for.
 *
 * `npm run generate` writes it with everything else that is generated.
 */
import type { Architecture, Forbidden, Quality } from "../src/policy/architecture/architecture.ts";
import {
  limitsOf,
  needsText,
  qualitiesByScope,
  requirementCount,
  rolesText,
  wayText,
} from "../src/policy/architecture/describe-parts.ts";
import { factRegistry } from "../src/policy/facts/registry.ts";
import { loadRule } from "../src/policy/load-rule.ts";
import { loadBuiltinArchitectures } from "./compile-architectures.ts";
import { ruleFiles } from "./rule-files.ts";

/** Path -> contents. */
export function architecturePage(): ReadonlyMap<string, string> {
  const registry = factRegistry();
  const titles = new Map(
    ruleFiles().flatMap(({ path, text }) => {
      const { rule } = loadRule(path, text, registry);
      return rule === undefined ? [] : [[rule.id, rule.title] as const];
    }),
  );
  const architectures = loadBuiltinArchitectures();
  const page = [
    "# Reference architectures",
    "",
    "What Stackplumb brings along. `stackplumb architectures` lists them, `stackplumb explain NAME` shows one in the terminal, and",
    "[a document of your own](writing-architectures.md) extends one by its name. This page is written from the documents in",
    "rules/architectures/.",
    "",
    ...architectures.map(({ name, title }) => `- [${name}](#${name}): ${title}`),
    "",
    ...architectures.flatMap((architecture) => sectionOf(architecture, titles)),
  ];
  return new Map([["docs/architectures.md", `${page.join("\n").trimEnd()}\n`]]);
}

type Titles = ReadonlyMap<string, string>;

function sectionOf(architecture: Architecture, titles: Titles): readonly string[] {
  const { name, title, version, components, flows, forbidden, bind } = architecture;
  const bound = Object.entries(bind).map(([part, player]) => `\`${part}\` is played by what plays \`${player}\`.`);
  return [
    `## ${name}`,
    "",
    `${title}. *Version ${version}, ${requirementCount(architecture)} requirements.*`,
    "",
    "| component | | played by |",
    "|---|---|---|",
    ...components.map((one) => row(`\`${one.name}\``, one.title, plain([rolesText(one), ...limitsOf(one)].join("; ")))),
    "",
    ...(bound.length === 0 ? [] : [...bound, ""]),
    "| flow | | way | needs |",
    "|---|---|---|---|",
    ...flows.map((flow) => row(`\`${flow.id}\``, flow.title, `\`${wayText(flow)}\``, `\`${needsText(flow)}\``)),
    "",
    "| on | rule | what is wrong where it fails | severity |",
    "|---|---|---|---|",
    ...[...qualitiesByScope(architecture).values()].flat().map((quality) => requirementRow(quality, titles)),
    ...forbidden.map((one) => requirementRow(one, titles)),
    "",
  ];
}

function requirementRow(requirement: Quality | Forbidden, titles: Titles): string {
  const { on, rules, severity, locked } = requirement;
  const isForbidden = "id" in requirement;
  const links = rules.map((id) => `[${id}](rules/${id}.md)`).join(isForbidden ? ", " : " or ");
  const what = rules.map((id) => titles.get(id) ?? id).join(isForbidden ? "; " : ", and: ");
  const options = isForbidden ? [] : Object.values(requirement.with).flatMap((values) => Object.entries(values));
  const given = options.map(([name, value]) => ` (${name}: ${[value].flat().join(", ")})`).join("");
  const level = `${severity}${locked ? ", locked" : ""}${isForbidden ? `, forbidden as \`${requirement.id}\`` : ""}`;
  return row(`\`${on}\``, links, `${what}${given}`, level);
}

/** Wildcards would set it in italics. */
const plain = (text: string): string => text.replaceAll("*", "\\*");

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

export function main(): number {
  for (const text of architecturePage().values()) process.stdout.write(text);
  return 0;
}
