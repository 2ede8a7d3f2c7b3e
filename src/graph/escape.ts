/**
 * Whether something outside the app may hold what is missing here: the escape analysis of absence rules.
 *
 * A node escapes when its id or ARN is exported, written to SSM Parameter Store, passed to a nested stack or returned by
 * one; unless that stack is judged together with this one, so that nothing it does is missed. Its DNS name and its
 * secret do not count (nobody can attach anything to those), nor does a plain output of a root stack. Nothing is known to be missing in
 * a stack that is open (a macro, a module, a loop over a list that nobody gave), nor where an open stack has the node.
 */
import { canonical } from "../resolve/canonical.ts";
import { valueAt } from "../resolve/reading.ts";
import type { ResolvedStack } from "../resolve/resolved.ts";
import type { Reason, ResourceKey, Value } from "../resolve/value.ts";
import type { OutputDeclaration } from "../template/template.ts";
import type { GraphNode, NodeIndex } from "./model.ts";
import { nodeId } from "./node-index.ts";
import { oncePerGraph } from "./once-per-graph.ts";

const addresses =
  /^(?:MasterUserSecret\.SecretArn|.*DNSName|.*DomainName|.*URL|.*Url|.*Endpoint.*|CanonicalHostedZone.*|.*Ip|.*IpAddress|.*StreamArn)$/;

/** Why companions of this node may exist outside the app; null where they cannot. */
export function escapeOf(index: NodeIndex, node: GraphNode): Reason | null {
  return node.stack.open[0] ?? escapes(index).get(nodeId(node.stack.stack.name, node.logicalId)) ?? null;
}

const withParent = "judge the parent stack together with this one";
const withChild = "keep the child template beside its parent, and name it by a relative path";

/**
 * Exports that CDK makes up for its own references between the stacks of an app: their names are nobody's to import by
 * hand, and where the assembly is judged as a whole the stacks that do are here.
 */
function isOwnExport({ name, exportName }: OutputDeclaration, { template }: ResolvedStack): boolean {
  return exportName !== undefined && template.dialect === "cdk" && /^ExportsOutput(FnGetAtt|Ref)/.test(name);
}

const escapes = oncePerGraph((index): ReadonlyMap<string, Reason> => {
  const found = new Map<string, Reason>();
  const leave = (value: Value, message: string, name: string, settle: string | null): void => {
    for (const { stack, logicalId } of attributesIn(value)) {
      const id = nodeId(stack, logicalId);
      if (found.has(id)) continue;
      found.set(id, {
        kind: "escape",
        name,
        stack,
        message: `${logicalId} ${message}`,
        settle,
      });
    }
  };
  /** What an open stack is given may have its companions there. */
  const enter = (value: Value, into: ResolvedStack | undefined): void => {
    const [reason] = into?.open ?? [];
    if (reason === undefined) return;
    for (const { stack, logicalId } of attributesIn(value)) {
      const id = nodeId(stack, logicalId);
      if (!found.has(id)) found.set(id, reason);
    }
  };
  const byName = new Map(index.stacks.map((stack) => [stack.stack.name, stack]));
  const isAssembly = index.stacks.filter(({ stack }) => stack.parent === undefined).length > 1;
  for (const stack of index.stacks) {
    for (const output of stack.template.outputs.values()) {
      if (isAssembly && isOwnExport(output, stack)) continue;
      if (output.exportName !== undefined) {
        const name = canonical(stack.valueOf(output.exportName));
        // Whoever is in the account may import it: no stack that could be added here would be the last.
        leave(
          stack.valueOf(output.value),
          `is exported by output ${output.name}, and other stacks may work on it`,
          name,
          null,
        );
      } else if (stack.stack.parent !== undefined) {
        const parent = byName.get(stack.stack.parent.stack);
        const value = stack.valueOf(output.value);
        if (parent !== undefined) enter(value, parent);
        else leave(value, `is returned to the parent stack by output ${output.name}`, output.name, withParent);
      }
    }
  }
  for (const nested of index.nodesOfType("AWS::CloudFormation::Stack")) {
    const child = nested.stack.stack.nested.get(nested.logicalId);
    const passed = valueAt(nested.properties, ["Parameters"]);
    if (child !== undefined) enter(passed, byName.get(child.name));
    else leave(passed, `is passed to the nested stack ${nested.logicalId}`, nested.logicalId, withChild);
  }
  for (const parameter of index.nodesOfType("AWS::SSM::Parameter")) {
    leave(
      valueAt(parameter.properties, ["Value"]),
      `is written to the SSM parameter ${parameter.logicalId}`,
      parameter.logicalId,
      null,
    );
  }
  return found;
});

/** The resources whose ids or ARNs stand anywhere in a value. */
function attributesIn(value: Value): readonly ResourceKey[] {
  const found: ResourceKey[] = [];
  const seen = new Set<Value>();
  const queue: Value[] = [value];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    switch (next.kind) {
      case "identity":
        if (next.symbol.kind === "attribute" && !addresses.test(next.symbol.attribute))
          found.push(next.symbol.resource);
        break;
      case "text":
        queue.push(...next.parts);
        break;
      case "list":
        queue.push(...next.items);
        break;
      case "map":
        queue.push(...next.entries.values());
        break;
      case "choice":
        queue.push(...next.alternatives.map((alternative) => alternative.value));
        break;
      case "unknown":
        queue.push(...(next.derived?.of ?? []));
        break;
    }
  }
  return found;
}
