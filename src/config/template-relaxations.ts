/**
 * `Metadata.Stackplumb.relax` of a template and of its resources -> relaxations of the architectures that its app is held to.
 */
import type { Architecture } from "../policy/architecture/architecture.ts";
import { readRelaxations } from "../policy/architecture/read-relaxations.ts";
import type { Relaxation } from "../policy/architecture/relaxation.ts";
import { findRequirement, noSuchRequirement, requirementsOf } from "../policy/architecture/requirements.ts";
import { DocumentReader } from "../policy/document-reader.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, type SourceNode } from "../source/node.ts";
import type { Template } from "../template/template.ts";
import { exceptionCode } from "./exception.ts";

export interface TemplateRelaxation extends Relaxation {
  /** The resource that it is for; null for all that the app has. */
  readonly logicalId: string | null;
}

export function templateRelaxations(
  { metadata, resources }: Template,
  architectures: readonly Architecture[],
): { readonly relaxations: readonly TemplateRelaxation[]; readonly diagnostics: readonly Diagnostic[] } {
  const reader = new DocumentReader(exceptionCode);
  const relaxIn = (of: SourceNode | undefined): SourceNode | undefined => childOf(childOf(of, "Stackplumb"), "relax");
  const written = [
    { node: relaxIn(metadata), logicalId: null },
    ...[...resources.values()].map((one) => ({ node: relaxIn(one.metadata), logicalId: one.logicalId })),
  ].filter(({ node }) => node !== undefined);
  // Most templates have none, and architectures have many requirements.
  if (written.length === 0) return { relaxations: [], diagnostics: [] };
  const addresses = new Set(architectures.flatMap((one) => [...requirementsOf(one).keys()]));
  const [only] = architectures;
  const owner = architectures.length === 1 && only !== undefined ? only.name : "any of the architectures";
  const relaxations = written.flatMap(({ node, logicalId }) =>
    readRelaxations(
      node,
      (text) => {
        const address = findRequirement(text, addresses);
        return address === undefined ? { problem: noSuchRequirement(text, addresses, owner) } : { address };
      },
      reader,
    ).map(({ source, ...relaxation }) => ({ ...relaxation, logicalId })),
  );
  return { relaxations, diagnostics: reader.diagnostics };
}
