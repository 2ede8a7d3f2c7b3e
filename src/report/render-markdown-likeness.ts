/**
 * Architectures that apps look like and nobody holds them to -> Markdown that says so, folded.
 */
import type { Report } from "../lint/report.ts";
import { countsText } from "./counts-text.ts";
import { codeSpan, htmlCode } from "./render-markdown-escape.ts";
import { andMore, bounded, fold } from "./render-markdown-fold.ts";

/** Architectures that are named in the title. */
const maximalNames = 3;

/** Nothing where apps are held to architectures: whoever does so has chosen. */
export function renderMarkdownLikeness({ architectures }: Report, longest: number): string {
  const [first, ...others] = architectures;
  if (first === undefined || architectures.some(({ enforced }) => enforced)) return "";
  const names = [...new Set(architectures.map(({ name }) => name))];
  const more = names.length - maximalNames;
  const named = names.slice(0, maximalNames).map((name) => htmlCode(name, 100));
  const title =
    others.length === 0
      ? `Looks like ${named.join("")}: ${countsText(first)}`
      : `Looks like ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  const isOneApp = architectures.every(
    ({ app, environment }) => app === first.app && environment === first.environment,
  );
  const items = architectures.map((architecture) => lineOf(architecture, isOneApp));
  const lines = others.length === 0 ? [] : [...bounded(items, andMore, longest), ""];
  const example = codeSpan(`architectures: [${names.slice(0, maximalNames).join(", ")}]`, 300);
  const advice = `Nothing holds it to that: ${example} in ${codeSpan("stackplumb.yaml")} would, and tell what does not conform.`;
  return fold(title, [...lines, advice]).join("\n");
}

function lineOf(architecture: Report["architectures"][number], isOneApp: boolean): string {
  const { name, app, environment } = architecture;
  const places = [app, ...(environment === null ? [] : [environment])].map((word) => codeSpan(word, 100));
  const where = isOneApp ? "" : ` (${places.join(", ")})`;
  return `- ${codeSpan(name, 100)}${where}: ${countsText(architecture)}`;
}
