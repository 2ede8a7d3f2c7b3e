/**
 * An edge -> what it says beyond its kind, in a few words.
 */
import type { Edge } from "../graph/model.ts";

export function edgeLabel(edge: Edge): string {
  switch (edge.kind) {
    case "triggers":
      return [edge.via, ...edge.events].join(" ");
    case "references":
      return `${edge.attribute} in ${edge.via}`;
    case "invokeAllowed":
    case "fronts":
    case "scales":
    case "attaches":
      return "";
    case "placed":
      return edge.zone ?? "";
  }
}
