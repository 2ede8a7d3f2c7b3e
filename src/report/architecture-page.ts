/**
 * An architecture -> its page for a terminal: the parts, what must get from part to part, and which rules must pass.
 */
import type { Architecture, Forbidden, Quality } from "../policy/architecture/architecture.ts";
import {
  limitsOf,
  needsText,
  qualitiesByScope,
  requirementCount,
  rolesText,
  wayText,
} from "../policy/architecture/describe-parts.ts";
import type { Rule } from "../policy/rule.ts";
import { counted } from "./counted.ts";
import { inkOf, paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

export function renderArchitecturePage(architecture: Architecture, rules: readonly Rule[], style: TextStyle): string {
  const { name, title, version, components, flows, forbidden, bind } = architecture;
  const heading = (text: string): string => paint(style, text, "bold");
  const label = `${name}  `;
  const width = widest([...components.map((one) => one.name), ...flows.map(({ id }) => id)]);
  const row = (key: string, ...paragraphs: readonly string[]): readonly string[] =>
    paragraphs
      .filter((text) => text !== "")
      .flatMap((text, i) => hanging(`  ${(i === 0 ? key : "").padEnd(width)}  `, text, style.width));
  const sections: (readonly string[])[] = [
    [
      ...hanging(label, title || "no title", style.width, heading),
      `${" ".repeat(label.length)}version ${version}, ${counted(requirementCount(architecture), "requirement")}`,
    ],
    [
      heading("Components"),
      ...components.flatMap((one) => row(one.name, one.title, [rolesText(one), ...limitsOf(one)].join("; "))),
      ...Object.entries(bind).flatMap(([part, player]) => row("", `${part} is played by what plays ${player}`)),
    ],
    [heading("Flows"), ...flows.flatMap((flow) => row(flow.id, flow.title, wayText(flow), needsText(flow)))],
    [
      heading("Rules that must pass"),
      ...[...qualitiesByScope(architecture)].flatMap(([scope, qualities]) => [
        `  ${scope}`,
        ...qualities.flatMap((quality) => requirementLines(quality, rules, style)),
      ]),
    ],
    [
      heading("Forbidden"),
      ...forbidden.flatMap((one) => [`  ${one.id}, on ${one.on}`, ...requirementLines(one, rules, style)]),
    ],
  ];
  return sections
    .filter(({ length }) => length > 1)
    .map((section) => `${section.join("\n")}\n`)
    .join("\n");
}

/** A line for each rule; where one of several is enough, they are joined by `or`. */
function requirementLines(
  { rules: ids, severity, ...rest }: Quality | Forbidden,
  rules: readonly Rule[],
  style: TextStyle,
): readonly string[] {
  const isAnyOf = "with" in rest;
  const options = isAnyOf ? Object.values(rest.with).flatMap((values) => Object.entries(values)) : [];
  const settings = options.map(([name, value]) => ` (${name}: ${String(value).replaceAll(",", ", ")})`).join("");
  return ids.flatMap((id, i) => {
    const title = rules.find((rule) => rule.id === id)?.title ?? id;
    const level = i === 0 ? severity : isAnyOf ? "or" : "";
    const label = `    ${id}  ${level.padEnd(7)}  `;
    const painted = `    ${id}  ${paint(style, level.padEnd(7), ...(i === 0 ? [inkOf[severity]] : []))}  `;
    const mark = rest.locked && i === 0 ? " [locked]" : "";
    return hanging(label, `${title}${settings}${mark}`, style.width, () => painted);
  });
}

const widest = (words: readonly string[]): number => Math.max(0, ...words.map(({ length }) => length));
