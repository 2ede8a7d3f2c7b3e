/**
 * What a requirement says in each world -> what it says of the app.
 *
 * Invariant: of several worlds, a violation counts before what is missing, that before an unknown, and an unknown before
 * what is present; the guard is that of the worlds which say so.
 */
import type { Evidence, Graph, GraphNode } from "../../graph/model.ts";
import type { Guard } from "../../resolve/guard.ts";
import { possibleWorlds } from "../../resolve/possible-worlds.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import { explore, guardWhere, isComplete, type Leaf, leavesOf } from "../explore.ts";
import { uniqueReasons } from "../outcome.ts";
import { tooManyWorlds } from "../too-many-worlds.ts";
import { inWorld } from "./in-world.ts";

/** The gravest first. */
const precedence = ["violated", "missing", "unknown", "present"] as const;

export interface WorldAnswer {
  readonly status: (typeof precedence)[number];
  readonly message: string;
  readonly reasons: readonly Reason[];
  readonly nodes: readonly GraphNode[];
  readonly at: SourceNode | null;
  readonly related: readonly Evidence[];
}

export const present = (nodes: readonly GraphNode[] = []): WorldAnswer => ({
  status: "present",
  message: "",
  reasons: [],
  nodes,
  at: null,
  related: [],
});

export interface OverWorlds extends WorldAnswer {
  readonly guard: Guard;
}

/** The same with what was answered in which worlds. */
export interface Answered<A extends WorldAnswer> extends OverWorlds {
  readonly leaves: readonly Leaf<A>[];
}

/** @param ask may throw `Split` */
export function overAllWorlds<A extends WorldAnswer>(graph: Graph, ask: (world: World) => A): Answered<A> {
  const within = possibleWorlds(graph.stacks);
  const exploration = explore((world) => inWorld(() => ask(world)), { within });
  const leaves = leavesOf(exploration);
  const answers = leaves.map(({ answer }) => answer);
  const complete = isComplete(exploration);
  const found = new Set(answers.map(({ status }) => status));
  if (!complete) found.add("unknown");
  const status = precedence.find((one) => found.has(one)) ?? "present";
  const chosen = answers.filter((answer) => answer.status === status);
  const [first] = chosen;
  const reasons = chosen.flatMap((answer) => answer.reasons);
  if (!complete && status === "unknown") reasons.push(tooManyWorlds(exploration));
  return {
    status,
    guard: guardWhere(exploration, (answer) => (answer?.status ?? "unknown") === status),
    message: first?.message ?? (status === "present" ? "" : (reasons.at(-1)?.message ?? "")),
    reasons: uniqueReasons(reasons),
    nodes: [...new Set(answers.flatMap(({ nodes }) => nodes))],
    at: first?.at ?? null,
    related: first?.related ?? [],
    leaves,
  };
}
