/**
 * Whether anything is left of an execution that fails.
 *
 * A standard workflow keeps the history of its executions, and a failed one can be taken up again. An express one keeps
 * nothing: what failed is known from its logs, or from what its definition catches.
 * https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html
 */
import { readAt, textOf, valueAt } from "../../resolve/reading.ts";
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { definitionOf, definitionUnread } from "../events/workflow-definition.ts";
import type { GraphNode } from "../model.ts";
import { either, type Ternary } from "../ternary.ts";

export function keepsExecutions(workflow: GraphNode, world: World): Ternary {
  const express = isText(readAt(workflow.properties, ["StateMachineType"], world), ["EXPRESS"]);
  if (express !== true) return express === false ? true : express;
  const logs = isText(readAt(workflow.properties, ["LoggingConfiguration", "Level"], world), ["ALL", "ERROR", "FATAL"]);
  return either(logs, () => catches(workflow, world));
}

function catches(workflow: GraphNode, world: World): Ternary {
  const { states, isWhole } = definitionOf(workflow);
  const caught = states.some(({ value, guard }) => valueAt(value, ["Catch"]).kind !== "absent" && world.holds(guard));
  return caught || (isWhole ? false : [definitionUnread(workflow)]);
}

function isText(value: Decided, wanted: readonly string[]): Ternary {
  const text = textOf(value);
  if (text !== undefined) return wanted.includes(text);
  const reason = reasonOf(value);
  return reason === undefined ? false : [reason];
}
