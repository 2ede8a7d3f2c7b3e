/**
 * Whether a database's master password can be read by whoever reads the template or describes the stack.
 *
 * NoEcho hides a parameter's value from descriptions of the stack, but not its default, which stands in the template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds
 */
import { booleanOf, readAt } from "../resolve/reading.ts";
import type { Decided, Reason } from "../resolve/value.ts";
import type { World } from "../resolve/world.ts";
import type { SourceNode } from "../source/node.ts";
import type { Evidence, GraphNode } from "./model.ts";

export type PasswordExposure =
  | { readonly kind: "exposed"; readonly how: string; readonly evidence: readonly Evidence[]; readonly at: SourceNode }
  | { readonly kind: "safe" }
  | { readonly kind: "unknown"; readonly reason: Reason };

const safe: PasswordExposure = { kind: "safe" };

export function passwordExposure(node: GraphNode, world: World): PasswordExposure {
  if (booleanOf(readAt(node.properties, ["ManageMasterUserPassword"], world)) === true) return safe;
  const value = readAt(node.properties, ["MasterUserPassword"], world);
  const parameter = parameterOf(value);
  if (parameter !== undefined) return ofParameter(node, parameter, value);
  if (value.kind === "unknown") return { kind: "unknown", reason: value.reason };
  if (value.kind !== "known") return safe;
  return { kind: "exposed", how: "it is written in the template", evidence: [], at: value.origin ?? node.origin };
}

/** The parameter that a value came from. */
function parameterOf(value: Decided): string | undefined {
  if (value.from !== undefined) return value.from;
  if (value.kind === "secret" && value.source === "parameter") return value.name;
  if (value.kind === "unknown" && value.reason.kind === "parameter") return value.reason.name;
  return undefined;
}

function ofParameter(node: GraphNode, name: string, value: Decided): PasswordExposure {
  const declaration = node.stack.template.parameters.get(name);
  if (declaration === undefined) return value.kind === "unknown" ? { kind: "unknown", reason: value.reason } : safe;
  // The value of such a parameter lives in Parameter Store; the template holds only its name.
  if (declaration.type.startsWith("AWS::SSM::Parameter::")) return safe;
  const at = value.origin ?? declaration.key;
  if (declaration.defaultValue !== undefined && !isReference(declaration.defaultValue)) {
    const evidence = [{ message: `parameter ${name} has a default`, node: declaration.defaultValue }];
    return { kind: "exposed", how: `parameter ${name} has a default, which everybody can read here`, evidence, at };
  }
  if (declaration.noEcho || declaration.defaultValue !== undefined) return safe;
  const evidence = [{ message: `parameter ${name} lacks NoEcho`, node: declaration.key }];
  return {
    kind: "exposed",
    how: `parameter ${name} lacks NoEcho, so that describing the stack shows its value`,
    evidence,
    at,
  };
}

/** A default that is a dynamic reference names a secret; an empty one is no password. */
function isReference(value: SourceNode): boolean {
  const text = value.kind === "scalar" ? String(value.value) : "";
  return text === "" || text.startsWith("{{resolve:");
}
