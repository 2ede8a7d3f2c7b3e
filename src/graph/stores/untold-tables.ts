/**
 * Tables that a function may write and is never told of: the right is there, the name is not.
 *
 * A policy of its own that names the table says that the function means to write it. How code learns a name is not always
 * to be seen: a fixed name may stand in its package, an event of the table carries it, another resource may hand it on;
 * each of these is a reason, or an answer, never a "no".
 */
import { alternativesOf, textOf, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Reason, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { canAny } from "../access/can.ts";
import { policiesOf } from "../access/policies.ts";
import { principalOf } from "../access/principals.ts";
import { effectOf, elementOf } from "../access/statement.ts";
import { partsOf } from "../arn.ts";
import { escapeOf } from "../escape.ts";
import { fileUnder } from "../file-under.ts";
import { functionsByRole } from "../functions/role-users.ts";
import { identify } from "../identity.ts";
import { mentionsIn } from "../mentions.ts";
import type { Evidence, Graph, GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";

export interface UntoldTable {
  readonly table: GraphNode;
  /** Why the function may know the name all the same. */
  readonly unless: Reason | undefined;
  /** The statement that names the table. */
  readonly evidence: readonly Evidence[];
}

const writes = ["PutItem", "UpdateItem", "BatchWriteItem", "PartiQLInsert", "PartiQLUpdate"].map(
  (name) => `dynamodb:${name}`,
);

/** @throws Split where the world does not decide what a policy says. */
export function untoldTables(graph: Graph, fn: GraphNode, world: World): readonly UntoldTable[] {
  const { role } = principalOf(graph, fn, world);
  if (role === undefined || (functionsByRole(graph).get(role)?.length ?? 0) > 1) return [];
  const told = new Set(graph.edgesFrom("references", fn).map(({ target }) => target));
  for (const edge of graph.edgesTo("triggers", fn)) told.add(edge.source);
  return tablesNamed(graph, role, world).flatMap(({ table, evidence }): readonly UntoldTable[] => {
    if (told.has(table) || canAny(graph, fn, writes, table, world).answer !== "yes") return [];
    const knowledge = knowsFrom(graph, fn, table, world);
    return knowledge === true ? [] : [{ table, evidence, unless: knowledge }];
  });
}

/** Tables that statements of the role's own policies allow by their names. */
function tablesNamed(
  index: NodeIndex,
  role: GraphNode,
  world: World,
): readonly Pick<UntoldTable, "table" | "evidence">[] {
  const found = new Map<GraphNode, readonly Evidence[]>();
  for (const policy of policiesOf(index, role)) {
    for (const statement of policy.statements.items) {
      if (world.test(policy.guard) === false || effectOf(statement, world) !== "Allow") continue;
      const { negated, items } = elementOf(statement, "Resource", world);
      if (negated || statement.origin === null) continue;
      const hop = { node: statement.origin, message: `${statement.holder} names` };
      for (const { node } of items.flatMap((item) => identify(index, item).certain)) {
        if (node.role === "nosql" && !found.has(node))
          found.set(node, [{ ...hop, message: `${hop.message} ${node.logicalId}` }]);
      }
    }
  }
  return [...found].map(([table, evidence]) => ({ table, evidence }));
}

/** True where the code says the name itself; a reason where it may know it; undefined where it cannot. */
function knowsFrom(graph: Graph, fn: GraphNode, table: GraphNode, world: World): true | Reason | undefined {
  const code = alternativesOf(valueAt(fn.properties, ["Code", "ZipFile"]));
  const isInline = code.every(({ value }) => value.kind !== "absent");
  for (const name of graph.physicalNames(table)) {
    const text = textOf(name);
    if (text !== undefined && code.some(({ value }) => saysText(value, text))) return true;
    if (name.kind !== "absent" && !isInline) {
      return reasonOfCode(fn, `${table.logicalId} has a fixed name, which the code of ${fn.logicalId} may hold`);
    }
  }
  const environment = world.read(valueAt(fn.properties, ["Environment", "Variables"]));
  const hidden = environment.kind === "unknown" ? reasonOf(environment) : undefined;
  return hidden ?? escapeOf(graph, table) ?? handedOn(graph, table) ?? calledWith(graph, fn, table);
}

function saysText(code: Value, text: string): boolean {
  return partsOf(code).some((part) => textOf(part)?.includes(text));
}

/** Another resource that names the table, and may pass the name on in an event, a file or a setting. */
function handedOn(index: NodeIndex, table: GraphNode): Reason | undefined {
  const by = namersOf(index).get(table)?.[0];
  return by && reasonOfCode(by, `${by.logicalId} names ${table.logicalId}, and may hand the name on`);
}

/** What calls the function with a payload that its author writes, and that may hold the name. */
function calledWith(graph: Graph, fn: GraphNode, table: GraphNode): Reason | undefined {
  const workflow = graph.edgesTo("triggers", fn).find(({ via }) => via === "workflow")?.source;
  const document = graph
    .nodesOfType("AWS::SSM::Document")
    .find(({ properties }) => mentionsIn(graph, properties).some(({ node }) => node === fn));
  const by = workflow ?? document;
  return by && reasonOfCode(by, `${by.logicalId} calls ${fn.logicalId}, and may say the name of ${table.logicalId}`);
}

function reasonOfCode({ logicalId, stack }: GraphNode, message: string): Reason {
  return { kind: "code", name: logicalId, stack: stack.stack.name, message, settle: null };
}

const namersOf = oncePerGraph((index) => {
  const byTable = new Map<GraphNode, GraphNode[]>();
  for (const node of index.nodes) {
    if (node.part !== "" || tellsNobody.test(node.type)) continue;
    const tables = mentionsIn(index, node.properties).filter((mention) => mention.node.role === "nosql");
    for (const named of new Set(tables.map((mention) => mention.node))) fileUnder(byTable, named, node);
  }
  return byTable;
});

/** Types that name a table for AWS's sake, not for code's. */
const tellsNobody =
  /^AWS::(?:IAM|DynamoDB|ApplicationAutoScaling|CloudWatch|Backup|Lambda|Logs|KMS|CDK|ResourceGroups|EC2|DAX)::/;
