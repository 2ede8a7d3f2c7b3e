/**
 * One resource of a judged app -> what was understood of it: its values, its edges, and every verdict about it.
 *
 * Invariant: plain data; secrets are named, never shown. Not here: how it is printed; see ../report/render-trace.ts.
 */
import { type Edge, type Evidence, type GraphNode, isOutside } from "../graph/model.ts";
import { describeGuard } from "../resolve/describe-guard.ts";
import { and, type Guard } from "../resolve/guard.ts";
import { constraintOf, possibleWorlds } from "../resolve/possible-worlds.ts";
import { allEdges } from "./all-edges.ts";
import { describeValue } from "./describe-value.ts";
import { edgeLabel } from "./edge-label.ts";
import type { JudgedApp } from "./judge-app.ts";
import { locationOf } from "./location.ts";
import type { Location, ReportVerdict } from "./report.ts";
import { redact, secretsIn } from "./secrets.ts";
import { verdictOf } from "./verdict-of.ts";

export interface Trace {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly role: string;
  readonly constructPath: string | null;
  /** When the resource is there; null for always. */
  readonly guard: string | null;
  readonly location: Location;
  readonly values: readonly TracedValue[];
  readonly edges: readonly TracedEdge[];
  readonly verdicts: readonly TracedVerdict[];
}

export interface TracedValue {
  readonly path: string;
  readonly text: string;
  readonly guard: string | null;
  readonly location: Location | null;
  /** Parameters whose defaults were taken. */
  readonly assumed: readonly string[];
}

export interface TracedEdge {
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly guard: string | null;
  readonly evidence: readonly TracedHop[];
}

export interface TracedVerdict extends ReportVerdict {
  /** What the finding says; null for a pass and where the rule does not apply. */
  readonly message: string | null;
  readonly evidence: readonly TracedHop[];
}

export interface TracedHop {
  readonly message: string;
  readonly location: Location;
}

/** A trace for each stack of the app that has a resource of that name. */
export function traceOf(
  judged: JudgedApp,
  logicalId: string,
  parameters: ReadonlyMap<string, string>,
): readonly Trace[] {
  const secrets = secretsIn(judged.app.stacks, parameters);
  return judged.graph.nodes
    .filter((node) => node.logicalId === logicalId && node.part === "")
    .map((node) => traceOfNode(judged, node, (text) => redact(text, secrets)));
}

function traceOfNode(judged: JudgedApp, node: GraphNode, hide: (text: string) => string): Trace {
  const constraint = constraintOf(judged.graph.stacks);
  const world = possibleWorlds(judged.graph.stacks);
  const isSame = (other: GraphNode): boolean => other.stack === node.stack && other.logicalId === node.logicalId;
  const words = (guard: Guard): string | null => {
    const text = describeGuard(guard, node.stack.conditions, constraint);
    return text === null ? null : hide(text);
  };
  const hopsOf = (hops: readonly Evidence[]): readonly TracedHop[] =>
    hops.map((hop) => ({ message: hide(hop.message), location: locationOf(hop.node) }));
  return {
    stack: node.stack.stack.name,
    logicalId: node.logicalId,
    type: node.type,
    role: node.role,
    constructPath: node.stack.stack.constructPaths.get(node.logicalId) ?? null,
    guard: words(node.guard),
    location: locationOf(node.origin),
    values: describeValue(node.properties)
      .filter(({ guards }) => world.assume(and(...guards)) !== undefined)
      .map(({ path, text, guards, value }) => ({
        path,
        text: hide(text),
        guard: words(and(...guards)),
        location: value.origin === null ? null : locationOf(value.origin),
        assumed: value.assumed ?? [],
      })),
    edges: allEdges(judged.graph)
      .filter((edge) => touches(edge, isSame) && world.assume(edge.guard) !== undefined)
      .map((edge) => ({
        kind: edge.kind,
        from: edge.source.id,
        to: isOutside(edge.target) ? (edge.target.reason?.message ?? "outside of the app") : edge.target.id,
        label: hide(edgeLabel(edge)),
        guard: words(edge.guard),
        evidence: hopsOf(edge.evidence),
      })),
    verdicts: judged.judgements
      .filter(({ subject }) => subject.node !== null && isSame(subject.node))
      .map((judgement) => ({
        ...verdictOf(judgement, describeGuard(judgement.guard, node.stack.conditions, constraint), hide),
        message: judgement.verdict === "fail" || judgement.verdict === "unknown" ? hide(judgement.message) : null,
        evidence: hopsOf(judgement.related),
      })),
  };
}

function touches(edge: Edge, isSame: (node: GraphNode) => boolean): boolean {
  return isSame(edge.source) || isSame(edge.declaredBy) || (!isOutside(edge.target) && isSame(edge.target));
}
