/**
 * State machines -> edges to what their tasks call: functions, tables, queues, topics, buses, other state machines.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 *
 * A definition that is a file beside the template cannot be read; what is handed to it by name is then taken as called.
 */
import { and } from "../../resolve/guard.ts";
import { valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import { after, literalOf, parseArn } from "../arn.ts";
import { mentionsIn } from "../mentions.ts";
import type { GraphNode, NodeIndex, TriggersEdge } from "../model.ts";
import { isRole } from "../role.ts";
import { triggersEdges } from "./triggers.ts";
import { definitionOf, type State } from "./workflow-definition.ts";

export function workflowEdges(index: NodeIndex): readonly TriggersEdge[] {
  return index.nodesOfType("AWS::StepFunctions::StateMachine").flatMap((machine) => {
    const { states, isWhole } = definitionOf(machine);
    const called = states.flatMap((state) => stateEdges(index, machine, state));
    return isWhole ? called : [...called, ...handedOver(index, machine)];
  });
}

/** Parameters of integrations that name what is called. */
const names: ReadonlyMap<string, readonly string[]> = new Map([
  ["lambda", ["FunctionName"]],
  ["dynamodb", ["TableName"]],
  ["sqs", ["QueueUrl"]],
  ["sns", ["TopicArn"]],
  ["states", ["StateMachineArn"]],
  ["sfn", ["StateMachineArn"]],
]);

/** Types to which a bare name may refer. */
const named: ReadonlyMap<string, readonly string[]> = new Map([
  ["lambda", ["AWS::Lambda::Function"]],
  ["dynamodb", ["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"]],
]);

function stateEdges(
  index: NodeIndex,
  machine: GraphNode,
  { name, guard, value: state }: State,
): readonly TriggersEdge[] {
  const resource = valueAt(state, ["Resource"]);
  if (resource.kind === "absent") return [];
  const base = { source: machine, via: "workflow", guard, declaredBy: machine, settings: state } as const;
  const declaration = resource.origin ?? machine.origin;
  const integration = integrationOf(resource);
  if (integration === undefined) return triggersEdges(index, { ...base, to: resource, declaration });
  const { service, action } = integration;
  const written = ["Parameters", "Arguments"].map((property) => valueAt(state, [property]));
  if (action === "batchWriteItem" || action === "transactWriteItems") {
    return written.flatMap((parameters) =>
      mentioned(index, machine, parameters, { ...base, declaration, events: [`dynamodb:${action}`] }),
    );
  }
  return written.flatMap((parameters) =>
    (names.get(service) ?? []).flatMap((parameter) =>
      triggersEdges(index, {
        ...base,
        to: valueAt(parameters, [parameter]),
        types: named.get(service) ?? [],
        declaration: valueAt(parameters, [parameter]).origin ?? declaration,
        ...(service === "lambda" || service === "states" ? {} : { events: [`${service}:${action}`], key: name }),
      }),
    ),
  );
}

/** `arn:aws:states:::dynamodb:putItem`, `arn:aws:states:::aws-sdk:dynamodb:putItem.waitForTaskToken` */
function integrationOf(resource: Value): { readonly service: string; readonly action: string } | undefined {
  const arn = parseArn(resource);
  if (arn?.service !== "states" || arn.region.length + arn.account.length > 0) return undefined;
  const [service = "", action = ""] = (literalOf(after(arn.resource, "aws-sdk:") ?? arn.resource) ?? "").split(":");
  return { service, action: action.split(".", 1)[0] ?? "" };
}

type Base = Parameters<typeof triggersEdges>[1];

/** A batch names its tables as keys, which mentions see as texts. */
function mentioned(
  index: NodeIndex,
  machine: GraphNode,
  parameters: Value,
  base: Omit<Base, "to">,
): readonly TriggersEdge[] {
  return mentionsIn(index, parameters, named.get("dynamodb"))
    .filter(({ node }) => node.role === "nosql" && node !== machine)
    .flatMap(({ node, guard, origin }) =>
      triggersEdges(index, { ...base, guard: and(base.guard, guard), to: nameOf(node, origin) }),
    );
}

/** What the definition is handed by name: functions and tables, state machines. */
function handedOver(index: NodeIndex, machine: GraphNode): readonly TriggersEdge[] {
  return ["DefinitionString", "Definition", "DefinitionSubstitutions"].flatMap((property) =>
    mentionsIn(index, valueAt(machine.properties, [property]))
      .filter(({ node, attribute }) => isCalled(node) && node !== machine && isName(attribute))
      .flatMap(({ node, guard, origin }) =>
        triggersEdges(index, {
          source: machine,
          via: "workflow",
          to: nameOf(node, origin),
          guard,
          declaration: origin ?? machine.origin,
          declaredBy: machine,
        }),
      ),
  );
}

function isCalled({ role }: GraphNode): boolean {
  return isRole(role, "compute.fn") || role === "workflow" || role === "nosql";
}

const isName = (attribute: string): boolean => attribute === "Arn" || attribute === "Ref" || attribute === "Name";

function nameOf({ stack, logicalId }: GraphNode, origin: Value["origin"]): Value {
  const resource = { stack: stack.stack.name, logicalId };
  return { kind: "identity", origin, symbol: { kind: "attribute", resource, attribute: "Arn" } };
}
