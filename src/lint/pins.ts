/**
 * `Metadata.Stackplumb.component` of an app's resources -> the pins of the report.
 */
import { pinsOf } from "../policy/architecture/match-components.ts";
import { childOf, spanOf } from "../source/node.ts";
import type { ConformedApp } from "./conform-app.ts";
import { locationOfSpan } from "./location.ts";
import type { ReportException } from "./report.ts";

export function pinsOfApp({ graph, untrusted }: ConformedApp): readonly ReportException[] {
  return graph.nodes.flatMap((node) => {
    if (untrusted.has(node)) return [];
    const written = childOf(childOf(node.declaration.metadata, "Stackplumb"), "component");
    if (written === undefined) return [];
    return [...pinsOf(node)].map(
      (name): ReportException => ({
        kind: "pin",
        subject: name,
        effect: `${node.logicalId} of ${node.stack.stack.name} is ${name}, and nothing else is taken for it unless it says so`,
        reason: null,
        owner: null,
        until: null,
        location: locationOfSpan(spanOf(written)),
      }),
    );
  });
}
