/**
 * Which functions run with a role: a role of one function says what that function is for, a shared one does not.
 */
import { alternativesOf, valueAt } from "../../resolve/reading.ts";
import { fileUnder } from "../file-under.ts";
import { identify } from "../identity.ts";
import type { GraphNode } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";

/** Functions by their role, in any world. */
export const functionsByRole = oncePerGraph((index) => {
  const byRole = new Map<GraphNode, GraphNode[]>();
  for (const fn of index.nodesOfType("AWS::Lambda::Function")) {
    const roles = alternativesOf(valueAt(fn.properties, ["Role"])).flatMap(({ value }) =>
      identify(index, value, ["AWS::IAM::Role"]).certain.map(({ node }) => node),
    );
    for (const role of new Set(roles)) fileUnder(byRole, role, fn);
  }
  return byRole;
});
