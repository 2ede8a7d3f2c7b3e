/**
 * The registry of facts -> docs/facts.md, the reference for authors of rules.
 *
 * `npm run generate` writes it with everything else that is generated; alone: `node tools/run.mjs write-fact-reference`.
 */
import { writeFileSync } from "node:fs";
import type { FactRegistry, FactType } from "../src/policy/fact.ts";
import { factRegistry } from "../src/policy/facts/registry.ts";

const path = "docs/facts.md";

/** Path -> contents. */
export function factReference(): ReadonlyMap<string, string> {
  return new Map([[path, renderReference(factRegistry())]]);
}

export function main(): number {
  for (const [file, text] of factReference()) writeFileSync(file, text);
  console.log(path);
  return 0;
}

const introduction = `# What rules can ask

A rule judges subjects (\`on:\`) by expressions in [CEL](https://cel.dev) over the facts listed here. An expression that asks
for something that is not here, or for the wrong type, is an error when the rule is loaded.

**Unknown is not your business.** Every fact may be unknown, with a reason: a parameter without a value, a resource of
another stack. What does not depend on it is decided all the same (\`false && unknown\` is false), everything else is unknown,
and the verdict says why. A list may be open (it may have more elements than are known): \`exists\` can then be true but not
false, \`all\` false but not true, and \`size()\` is a number with bounds, which comparisons use.

**What may not be set is tested.** Fields marked *optional* and everything under \`properties\` may not be there; only
\`has()\` may look: \`has(bucket.properties.VersioningConfiguration.Status) && ...\`. A step that is not there makes the whole
path not there.

**Properties are read as CloudFormation reads them.** \`"true"\` equals \`true\`, \`"2"\` equals \`2\`, and one thing where a list is
asked for is a list of one. To order two properties, say what they are: \`int(a.properties.MinSize) < int(a.properties.MaxSize)\`.

| | |
|---|---|
| operators | \`&&\` \`\\|\\|\` \`!\` \`? :\` \`==\` \`!=\` \`<\` \`<=\` \`>\` \`>=\` \`in\` \`+\` \`-\` \`*\` \`/\` \`%\` |
| lists | \`exists(x, ...)\` \`all(x, ...)\` \`exists_one(x, ...)\` \`filter(x, ...)\` \`map(x, ...)\` \`size()\` \`join(text)\` \`[index]\` |
| texts | \`startsWith\` \`endsWith\` \`contains\` \`matches\` (RE2, a literal) \`lowerAscii\` \`upperAscii\` \`trim\` \`split\` \`size\` |
| conversions | \`string(x)\` \`int(x)\` \`double(x)\` |
`;

function renderReference(registry: FactRegistry): string {
  const types = [...registry.types.values()].sort((a, b) => compare(a.name, b.name));
  return [
    introduction,
    "## What can be judged",
    "",
    "A role names a family too: `compute` covers `compute.fn`.",
    "",
    "| `on:` | type |",
    "|---|---|",
    ...registry.subjectNames.map(
      (name) => `| \`${name}\` | ${linkTo(registry.subjectKind(name)?.type ?? "", registry)} |`,
    ),
    "",
    "## Types",
    "",
    ...types.flatMap((type) => renderType(type, registry)),
  ].join("\n");
}

function renderType(type: FactType<never>, registry: FactRegistry): readonly string[] {
  const fields = Object.entries(type.fields).map(
    ([name, field]) =>
      `| \`${name}\` | ${linkTo(field.type, registry)}${field.optional ? ", *optional*" : ""} | ${cell(field.doc)} |`,
  );
  const methods = Object.entries(type.methods ?? {}).map(([name, method]) => {
    const parameters = method.parameters.map((parameter) => `${parameter.name}: ${parameter.type}`).join(", ");
    return `| \`${name}(${parameters})\` | ${linkTo(method.returns, registry)} | ${cell(method.doc)} |`;
  });
  const more = type.extends === undefined ? "" : ` It has everything that ${linkTo(type.extends, registry)} has.`;
  return [
    `### ${type.name}`,
    "",
    `${type.doc}${more}`,
    "",
    ...(fields.length + methods.length === 0 ? [] : ["| fact | type | |", "|---|---|---|", ...fields, ...methods, ""]),
  ];
}

/** The type, with a link to what it holds. */
function linkTo(type: string, registry: FactRegistry): string {
  const element = /^list<(.+)>$/.exec(type)?.[1];
  if (element !== undefined) return `list of ${linkTo(element, registry)}`;
  return registry.types.has(type) ? `[${type}](#${type.toLowerCase()})` : type;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
