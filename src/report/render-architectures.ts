/**
 * Architectures -> a table for a terminal, or plain data for programs.
 */
import type { Architecture } from "../policy/architecture/architecture.ts";
import { requirementCount } from "../policy/architecture/describe-parts.ts";
import { counted } from "./counted.ts";
import { asJson } from "./render-json.ts";
import { paint, type TextStyle } from "./text-style.ts";
import { hanging } from "./wrap.ts";

export function renderArchitectureTable(architectures: readonly Architecture[], style: TextStyle): string {
  const width = Math.max(0, ...architectures.map(({ name }) => name.length));
  const lines = architectures.flatMap((architecture) => {
    const label = `${architecture.name.padEnd(width)}  `;
    const counts = `version ${architecture.version}, ${counted(requirementCount(architecture), "requirement")}`;
    return [
      ...hanging(label, architecture.title, style.width, (bare) => paint(style, bare, "bold")),
      `${" ".repeat(label.length)}${paint(style, counts, "dim")}`,
    ];
  });
  return `${[...lines, "", "stackplumb explain NAME shows what an architecture asks for."].join("\n")}\n`;
}

export function renderArchitecturesJson(architectures: readonly Architecture[]): string {
  return asJson(
    architectures.map((architecture) => ({
      name: architecture.name,
      title: architecture.title,
      version: architecture.version,
      requirements: requirementCount(architecture),
      components: architecture.components.map(({ name }) => name),
      flows: architecture.flows.map(({ id }) => id),
      rules: [...new Set([...architecture.qualities, ...architecture.forbidden].flatMap(({ rules }) => rules))].sort(),
    })),
  );
}
