/**
 * docs/writing-architectures.md -> the page with what its documents really give: errors, the page of the example, and the
 * tables of keys.
 *
 * Fences under `<!-- part -->` are one document. One under `<!-- mistake LINE -->` is what replaces that line of it, and the
 * fence after it are the errors; so are those after `<!-- child -->`, a document that extends it.
 */
import { readFileSync } from "node:fs";
import {
  architectureExampleShape,
  architectureShape,
  componentShape,
  flowShape,
  forbiddenShape,
  qualityShape,
} from "../src/policy/architecture/architecture-shape.ts";
import { loadArchitecture } from "../src/policy/architecture/load-architecture.ts";
import { builtinRules } from "../src/policy/builtin.ts";
import type { KeyedShape } from "../src/policy/document-shape.ts";
import { factRegistry } from "../src/policy/facts/registry.ts";
import { renderArchitecturePage } from "../src/report/architecture-page.ts";

export const guidePath = "docs/writing-architectures.md";
const folder = "architectures";
const documentPath = `${folder}/report-service.yaml`;

/** Path -> contents. */
export function architectureGuide(): ReadonlyMap<string, string> {
  return new Map([[guidePath, guideWithOutput(readFileSync(guidePath, "utf8"))]]);
}

const fence = "```";
const mistake = /(<!-- mistake ([^\n]+) -->\n```yaml\n([^\n]+)\n```\n\n```text\n)[^`]*```/g;
const child = /(<!-- child -->\n```yaml\n([^`]*)```\n\n```text\n)[^`]*```/g;
const explained = /(<!-- explain -->\n```console\n)[^`]*```/g;
const keyTables = /(<!-- keys -->\n)[\s\S]*?(<!-- end of keys -->)/g;

/** The document that the parts of the page are. */
export function documentOf(page: string): string {
  return [...page.matchAll(/<!-- part -->\n```yaml\n([^`]*)```/g)].map(([, text]) => text).join("");
}

/** @throws Error where a mistake is of a line that the document does not have once, or gives no error */
export function guideWithOutput(page: string): string {
  const document = documentOf(page);
  return page
    .replace(mistake, (_, head: string, right: string, wrong: string) => {
      if (document.split(`${right}\n`).length !== 2) throw new Error(`the document does not have once: ${right}`);
      return `${head}${errorsOf(documentPath, document.replace(right, wrong), document)}${fence}`;
    })
    .replace(
      child,
      (_, head: string, text: string) => `${head}${errorsOf(`${folder}/nightly-reports.yaml`, text, document)}${fence}`,
    )
    .replace(explained, (_, head: string) => `${head}$ stackplumb explain ${documentPath}\n${pageOf(document)}${fence}`)
    .replace(keyTables, (_, head: string, end: string) => `${head}${keys()}\n${end}`);
}

function loaded(path: string, text: string, parent: string) {
  return loadArchitecture(path, text, factRegistry(), builtinRules(), () => ({ path: documentPath, text: parent }));
}

function errorsOf(path: string, text: string, parent: string): string {
  const { diagnostics } = loaded(path, text, parent);
  if (diagnostics.length === 0) throw new Error(`nothing is wrong with ${text}`);
  return diagnostics
    .map(({ location, message }) => `${location?.file}:${location?.start.line}:${location?.start.column} ${message}\n`)
    .join("");
}

function pageOf(document: string): string {
  const { architecture, diagnostics } = loaded(documentPath, document, "");
  if (architecture === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return renderArchitecturePage(architecture, builtinRules(), { colour: false, width: 100, unicode: true });
}

function keys(): string {
  const settings = ["severity", "on-unknown", "locked"];
  const table = (title: string, shape: KeyedShape): readonly string[] => [
    `**${title}**`,
    "",
    "| key | | |",
    "|---|---|---|",
    ...Object.entries(shape.keys)
      .filter(([name]) => !settings.includes(name))
      .map(
        ([name, { doc, isRequired }]) =>
          `| \`${name}\` | ${isRequired ? "required" : ""} | ${doc.replaceAll("|", "\\|")} |`,
      ),
    "",
  ];
  return [
    ...table("The document", architectureShape),
    ...table("A component", componentShape),
    ...table("A flow", flowShape),
    "A flow that is not inherited needs `from`, `to` and `needs`, a component that is not inherited needs `role`.",
    "",
    ...table("A quality", qualityShape),
    ...table("What is forbidden", forbiddenShape),
    ...table("An example", architectureExampleShape),
    "Components, flows, qualities and what is forbidden also take `severity`, `on-unknown` and `locked`; see",
    "[how grave it is](#how-grave-it-is).",
  ].join("\n");
}

export function main(): number {
  for (const text of architectureGuide().values()) process.stdout.write(text);
  return 0;
}
