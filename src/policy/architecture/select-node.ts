/**
 * One node and a component's selector -> whether the component means it, in one world.
 *
 * Tags are those of the template and those that the deployment is said to give. That it might give others selects nothing:
 * every selector by tag would be unknown on every template.
 */
import { canAny } from "../../graph/access/can.ts";
import { globMatches } from "../../graph/access/glob.ts";
import { type Graph, type GraphNode, isOutside } from "../../graph/model.ts";
import { isInternetFacing } from "../../graph/network/exposure.ts";
import { isRole } from "../../graph/role.ts";
import { both, either, every, negated, some, type Ternary, unlessOpen } from "../../graph/ternary.ts";
import { listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import { Split, type World } from "../../resolve/world.ts";
import { evaluate } from "../evaluator.ts";
import { type FactRegistry, object } from "../fact.ts";
import { truthOf } from "../list-operations.ts";
import { isSplit } from "../outcome.ts";
import { actorsOf } from "./actors-of.ts";
import type { Selector } from "./architecture.ts";
import { type BoundIn, boundIn, type Match } from "./bound-nodes.ts";
import { isStartedBySome, startsSome } from "./started-by.ts";

export interface Selection {
  readonly graph: Graph;
  readonly registry: FactRegistry;
  /** Steps that are left for the conditions of all components together. */
  readonly together: { left: number };
  /** What another component is bound to; undefined where that is not decided before this one. */
  readonly matchesOf: (component: string) => readonly Match[] | undefined;
}

/** @throws Split where the world does not decide what the answer rests on */
export function selects(selector: Selector, node: GraphNode, selection: Selection, world: World): Ternary {
  switch (selector.kind) {
    case "all":
      return every(selector.of, (part) => selects(part, node, selection, world));
    case "any":
      return some(selector.of, (part) => selects(part, node, selection, world));
    case "not":
      return negated(selects(selector.of, node, selection, world));
    case "tag":
      return hasTag(node, selector.key, selector.value, world);
    case "id":
      return globMatches(selector.pattern, node.logicalId) || hasPath(node, selector.pattern);
    case "type":
      return globMatches(selector.pattern, node.type);
    case "scheme": {
      const faces = isInternetFacing(node, world);
      return selector.value === "internal" ? negated(faces) : faces;
    }
    case "cel": {
      const type = selection.registry.subjectKind(node.role)?.type ?? "Node";
      const bindings = new Map([["node", object(type, node)]]);
      const { graph, registry, together } = selection;
      const truth = truthOf(evaluate(selector.expression, bindings, { graph, world, registry, together }));
      if (typeof truth === "boolean") return truth;
      if (isSplit(truth)) throw new Split(truth.on);
      return unlessOpen(truth.reasons);
    }
    case "writableBy":
    case "readableBy":
      return usedBy(selector.component, actionsOf(node, selector.kind), node, selection, world);
    case "starts":
      return startsSome(selection.graph, node, selector.roles, world);
    case "startedBy":
      return isStartedBySome(selection.graph, node, selector.roles, world);
  }
}

function hasPath({ stack, logicalId }: GraphNode, pattern: string): boolean {
  const path = stack.stack.constructPaths.get(logicalId);
  return path !== undefined && globMatches(pattern, path);
}

function hasTag(node: GraphNode, key: string, pattern: string, world: World): Ternary {
  const fits = (value: Decided): Ternary => {
    const reason = reasonOf(value);
    return reason === undefined ? globMatches(pattern, textOf(value) ?? "") : [reason];
  };
  const given = node.stack.stack.tags.get(key);
  if (given !== undefined && globMatches(pattern, given)) return true;
  const property = node.type === "AWS::EFS::FileSystem" ? "FileSystemTags" : "Tags";
  const tags = world.read(valueAt(node.properties, [property]));
  if (tags.kind === "map" && !tags.entries.has("Key")) {
    const value = readAt(tags, [key], world);
    return value.kind === "absent" ? unlessOpen(tags.open === undefined ? [] : [tags.open]) : fits(value);
  }
  const { items, open } = listIn(tags, world);
  return either(
    some(items, (tag) => textOf(readAt(tag, ["Key"], world)) === key && fits(readAt(tag, ["Value"], world))),
    () => unlessOpen(open),
  );
}

/** What it takes to write what a thing keeps, or to read it; by its role. What has no actions is used by who is told of it. */
const uses: readonly (readonly [role: string, write: readonly string[], read: readonly string[]])[] = [
  ["object", ["s3:PutObject"], ["s3:GetObject"]],
  [
    "nosql",
    ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem"],
    ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"],
  ],
  ["queue", ["sqs:SendMessage"], ["sqs:ReceiveMessage"]],
  ["topic", ["sns:Publish"], []],
  ["bus", ["events:PutEvents"], []],
  ["workflow", ["states:StartExecution"], ["states:DescribeExecution"]],
];

function actionsOf({ role }: GraphNode, kind: "writableBy" | "readableBy"): readonly string[] | undefined {
  const found = uses.find(([asked]) => isRole(role, asked));
  return kind === "writableBy" ? found?.[1] : found?.[2];
}

function usedBy(
  component: string,
  actions: readonly string[] | undefined,
  node: GraphNode,
  { graph, matchesOf }: Selection,
  world: World,
): Ternary {
  const matches = matchesOf(component);
  if (matches === undefined) return [selectsItself(component)];
  const { certain, possible }: BoundIn = boundIn(matches, world);
  const uses = (whose: GraphNode): Ternary =>
    some(actorsOf(graph, whose, world), ({ node: by, doubts }) =>
      both(negated(unlessOpen(doubts)), () => usesItself(by)),
    );
  const usesItself = (by: GraphNode): Ternary => {
    const isTold = graph
      .edgesFrom("references", by)
      .some(({ target, guard }) => !isOutside(target) && target === node && world.holds(guard));
    if (actions === undefined) return isTold;
    const may = mayDo(graph, by, actions, node, world);
    // Who is told of it and may do nothing with it was meant to: that is a broken flow, and not another component.
    return either(may, () => isTold && negated(mayDo(graph, by, allActionsOf(node), node, world)));
  };
  return either(some(certain, uses), () =>
    some(possible, ({ node: by, reasons }) => both(unlessOpen(reasons), () => uses(by))),
  );
}

function mayDo(graph: Graph, by: GraphNode, actions: readonly string[], node: GraphNode, world: World): Ternary {
  const answer = canAny(graph, by, actions, node, world);
  return answer.answer === "unknown" ? unlessOpen(answer.reasons) : answer.answer === "yes";
}

function allActionsOf({ role }: GraphNode): readonly string[] {
  return uses.filter(([asked]) => isRole(role, asked)).flatMap(([, write, read]) => [...write, ...read]);
}

function selectsItself(component: string): Reason {
  const message = `what ${component} is depends on what it is used for here`;
  return { kind: "architecture", name: component, stack: "", message, settle: null };
}
