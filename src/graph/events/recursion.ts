/**
 * Whether what a trigger starts may start the trigger again: by objects that it may write into what the trigger listens to,
 * directly or over other buckets and functions. https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html
 *
 * Invariant: judged is what the function may do, because what its code does is not in the template. Lambda's detection of
 * loops stops one after about sixteen rounds; it is a net, not a reason to be silent.
 */
import type { World } from "../../resolve/world.ts";
import { policiesOf } from "../access/policies.ts";
import { principalOf } from "../access/principals.ts";
import { elementOf } from "../access/statement.ts";
import { identify } from "../identity.ts";
import { type Evidence, type Graph, type GraphNode, isOutside, type TriggersEdge } from "../model.ts";
import { both, either, type Ternary } from "../ternary.ts";
import { contains, intersection } from "./key-filter.ts";
import { objectAccess } from "./object-writes.ts";
import { actionsCausing, keysOf, keysPassing } from "./trigger-keys.ts";

export interface Recursion {
  readonly restarts: Ternary;
  /** Whether everything that may be written starts it again, and not only what is written to some keys. */
  readonly surely: boolean;
  /** The function that writes the object that starts it again. */
  readonly writer: GraphNode | undefined;
  readonly evidence: readonly Evidence[];
}

const none: Recursion = { restarts: false, surely: false, writer: undefined, evidence: [] };

/** At most this many triggers are followed on the way back to the first. */
const maximalSteps = 40;

/** @param trigger of a bucket. @throws Split where the world does not decide it. */
export function recursionOf(graph: Graph, trigger: TriggersEdge, world: World): Recursion {
  let doubt: Recursion = none;
  const seen = new Set<TriggersEdge>();
  const waiting: { readonly at: TriggersEdge; readonly before: Recursion }[] = [
    { at: trigger, before: { ...none, restarts: true, surely: true } },
  ];
  for (let i = 0; i < waiting.length && i < maximalSteps; i++) {
    const step = waiting[i];
    if (step === undefined) break;
    for (const started of startedBy(graph, step.at, world)) {
      for (const next of candidates(graph, trigger, started.node, i === 0, world)) {
        if (world.test(next.guard) === false || (seen.has(next) && next !== trigger)) continue;
        const caused = causedBy(graph, started, next, step.before, world);
        if (caused.restarts === false) continue;
        if (next === trigger) {
          if (caused.restarts === true) return { ...caused, writer: started.node };
          if (doubt.restarts === false) doubt = { ...caused, writer: started.node };
        } else {
          seen.add(next);
          waiting.push({ at: next, before: caused });
        }
      }
    }
  }
  return doubt;
}

/**
 * Triggers that a function may set off: the first one, and those of other buckets that it knows. A grant for any bucket by
 * which it might reach the others says nothing about what it does.
 */
function candidates(
  graph: Graph,
  first: TriggersEdge,
  fn: GraphNode,
  isDirect: boolean,
  world: World,
): readonly TriggersEdge[] {
  const known = knownBuckets(graph, fn, world);
  const others = [...known].flatMap((bucket) => graph.edgesFrom("triggers", bucket)).filter((edge) => edge !== first);
  return isDirect || known.has(first.source) ? [first, ...others] : others;
}

/** Buckets that the function is told of, or that its policies name. */
function knownBuckets(graph: Graph, fn: GraphNode, world: World): ReadonlySet<GraphNode> {
  const { role } = principalOf(graph, fn, world);
  const resources = (role === undefined ? [] : policiesOf(graph, role)).flatMap(({ statements }) =>
    statements.items.flatMap((statement) => elementOf(statement, "Resource", world).items),
  );
  const named = resources.flatMap((item) => identify(graph, item, ["AWS::S3::Bucket"]).certain.map(({ node }) => node));
  const told = graph.edgesFrom("references", fn).flatMap(({ target }) => (isOutside(target) ? [] : [target]));
  return new Set([...named, ...told].filter(({ role: part }) => part === "object"));
}

interface Started {
  readonly node: GraphNode;
  readonly path: readonly TriggersEdge[];
}

/** The functions that a trigger leads to. */
function startedBy(graph: Graph, trigger: TriggersEdge, world: World): readonly Started[] {
  const found: Started[] = [];
  const seen = new Set<GraphNode>();
  const waiting: (readonly TriggersEdge[])[] = [[trigger]];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const target = path.at(-1)?.target;
    if (target === undefined || isOutside(target) || seen.has(target)) continue;
    seen.add(target);
    if (target.role === "compute.fn") found.push({ node: target, path });
    else
      for (const next of graph.edgesFrom("triggers", target))
        if (world.test(next.guard) !== false) waiting.push([...path, next]);
  }
  return found;
}

/** Whether a function may make an event of a trigger, given how it came to be started. */
function causedBy(
  graph: Graph,
  { node, path }: Started,
  next: TriggersEdge,
  before: Recursion,
  world: World,
): Recursion {
  const context = { index: graph, world };
  // What is filtered out on the way to the function starts it as little as what the bucket does not tell.
  const later = next === path[0] ? path.slice(1) : [];
  const keys = later.reduce((left, edge) => intersection(left, keysPassing(edge, context)), keysOf(next, context));
  let restarts: Ternary = false;
  let surely = false;
  const evidence: Evidence[] = [];
  for (const action of actionsCausing(next)) {
    const access = objectAccess(graph, node, action, next.source, keys, world);
    restarts = either(restarts, () => access.allowed);
    if (access.allowed === false) continue;
    evidence.push(...access.evidence);
    if (access.allowed === true && access.covered.terms.length > 0 && contains(keys, access.covered) === true)
      surely ||= access.namesBucket || isTold(graph, node, next.source, world);
    if (restarts === true) break;
  }
  const isThere = (): boolean => [...path, next].every(({ guard }) => world.holds(guard));
  return {
    restarts: both(before.restarts, () => both(restarts, isThere)),
    surely: before.surely && surely,
    writer: node,
    evidence: [...before.evidence, ...path.flatMap((edge) => edge.evidence), ...evidence],
  };
}

/** Whether the function is passed the name of the bucket. */
function isTold(graph: Graph, fn: GraphNode, bucket: GraphNode, world: World): boolean {
  return graph
    .edgesFrom("references", fn)
    .some(({ target, guard }) => target === bucket && world.test(guard) !== false);
}
