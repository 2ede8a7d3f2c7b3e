/**
 * `rules:` of a document -> severities of the requirements that refer to these rules.
 *
 * A requirement that says its own severity keeps it, and what is inherited can only be raised.
 */
import type { DocumentReader } from "../document-reader.ts";
import type { Architecture, Quality } from "./architecture.ts";
import type { ArchitectureParts, SeverityPart } from "./document-parts.ts";
import { keyOfQuality } from "./requirements.ts";
import { graver } from "./severity-of-rules.ts";

export function raiseSeverities(
  architecture: Architecture,
  parts: ArchitectureParts,
  inherited: Architecture,
  reader: DocumentReader,
): Architecture {
  if (parts.severities.length === 0) return architecture;
  const own = new Set(
    [...parts.qualities, ...parts.forbidden].filter(({ severity }) => severity !== undefined).map(keyOfQuality),
  );
  const old = new Set([...inherited.qualities, ...inherited.forbidden].map(keyOfQuality));
  const used = new Set<SeverityPart>();
  const raise = <T extends Pick<Quality, "on" | "rules" | "severity">>(one: T): T => {
    const part = parts.severities.find(({ rule }) => one.rules.includes(rule));
    if (part === undefined) return one;
    used.add(part);
    if (own.has(keyOfQuality(one))) return one;
    if (old.has(keyOfQuality(one)) && graver(one.severity, part.severity) !== part.severity) {
      const message = `${part.rule} is required as ${one.severity} on ${one.on}, and ${part.severity} asks for less. To ask for less, use relax, with a reason.`;
      reader.error(part.node, message);
      return one;
    }
    return { ...one, severity: part.severity };
  };
  const raised = {
    ...architecture,
    qualities: architecture.qualities.map(raise),
    forbidden: architecture.forbidden.map(raise),
  };
  for (const part of parts.severities) {
    if (!used.has(part))
      reader.error(part.node, `nothing here requires ${part.rule}, so that it has no severity to set`);
  }
  return raised;
}
