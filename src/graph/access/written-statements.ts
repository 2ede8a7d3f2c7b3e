/**
 * Every statement that the app's templates write, as something that can be judged by itself.
 *
 * Invariant: a statement is one object, by whatever road it is come to, so that a finding about it can be named as a cause.
 */
import { and, type Guard } from "../../resolve/guard.ts";
import { itemsOf, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import type { SourceNode } from "../../source/node.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { type Statement, statementsOf } from "./statement.ts";

export interface WrittenStatement {
  /** The resource that holds it. */
  readonly node: GraphNode;
  readonly statement: Statement;
  readonly guard: Guard;
  readonly origin: SourceNode;
  /** Property path of its document. */
  readonly property: string;
}

/** Where documents of identity and bucket policies stand. */
const documents: readonly (readonly [type: string, path: readonly string[]])[] = [
  ["AWS::IAM::Policy", ["PolicyDocument"]],
  ["AWS::IAM::ManagedPolicy", ["PolicyDocument"]],
  ["AWS::IAM::RolePolicy", ["PolicyDocument"]],
  ["AWS::IAM::UserPolicy", ["PolicyDocument"]],
  ["AWS::IAM::GroupPolicy", ["PolicyDocument"]],
  ["AWS::S3::BucketPolicy", ["PolicyDocument"]],
];

const identities = ["AWS::IAM::Role", "AWS::IAM::User", "AWS::IAM::Group"];

const remembered = new WeakMap<NodeIndex, ReadonlyMap<SourceNode, WrittenStatement>>();

/** In the order of the templates. */
export function writtenStatements(index: NodeIndex): readonly WrittenStatement[] {
  return [...byPlace(index).values()];
}

/** The statement that stands at a place. */
export function statementAt(index: NodeIndex, origin: SourceNode): WrittenStatement | undefined {
  return byPlace(index).get(origin);
}

function byPlace(index: NodeIndex): ReadonlyMap<SourceNode, WrittenStatement> {
  let found = remembered.get(index);
  if (found === undefined) {
    const all = index.nodes.filter((node) => node.part === "").flatMap(statementsIn);
    found = new Map(all.map((written) => [written.origin, written]));
    remembered.set(index, found);
  }
  return found;
}

function statementsIn(node: GraphNode): readonly WrittenStatement[] {
  const own = documents
    .filter(([type]) => type === node.type)
    .flatMap(([, path]) => written(node, valueAt(node.properties, path), and(), path.join(".")));
  if (!identities.includes(node.type)) return own;
  const inline = itemsOf(valueAt(node.properties, ["Policies"])).items;
  return [
    ...own,
    ...inline.flatMap(({ guard, value }) => written(node, valueAt(value, ["PolicyDocument"]), guard, "Policies")),
  ];
}

function written(node: GraphNode, document: Value, guard: Guard, property: string): readonly WrittenStatement[] {
  return statementsOf(document, node.logicalId).items.flatMap((statement) =>
    statement.origin === null
      ? []
      : [{ node, statement, guard: and(node.guard, guard, statement.guard), origin: statement.origin, property }],
  );
}
