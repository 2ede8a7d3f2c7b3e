/**
 * Whether a database's master password can be read by whoever reads the template or describes the stack.
 *
 * NoEcho hides a parameter's value from descriptions of the stack, but not its default, which stands in the template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds
 */
import { isStored } from "../../resolve/parameter-type.ts";
import { booleanOf, readAt } from "../../resolve/reading.ts";
import { scalarText } from "../../resolve/scalar-text.ts";
import type { Decided, Reason, Text } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { SourceNode } from "../../source/node.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { writtenSecret } from "../scripts/secret-text.ts";

export type PasswordExposure =
  | { readonly kind: "exposed"; readonly evidence: Evidence }
  | { readonly kind: "safe" }
  | { readonly kind: "unknown"; readonly reason: Reason };

const safe: PasswordExposure = { kind: "safe" };

export function passwordExposure(index: NodeIndex, node: GraphNode, world: World): PasswordExposure {
  if (booleanOf(readAt(node.properties, ["ManageMasterUserPassword"], world)) === true) return safe;
  return exposureOf(index, node, readAt(node.properties, ["MasterUserPassword"], world), world);
}

function exposureOf(index: NodeIndex, node: GraphNode, value: Decided, world: World): PasswordExposure {
  const parameter = parameterOf(value);
  if (parameter !== undefined) return ofParameter(index, node, parameter, value);
  switch (value.kind) {
    case "known":
      return value.value === "" ? safe : exposed("the password is written here", value.origin ?? node.origin);
    case "text":
      return ofParts(index, node, value, world);
    case "secret":
      return ofSecret(index, node, writtenSecret(index, value, world), world);
    case "unknown":
      return { kind: "unknown", reason: value.reason };
    default:
      return safe;
  }
}

function exposed(message: string, at: SourceNode): PasswordExposure {
  return { kind: "exposed", evidence: { message, node: at } };
}

/** A text is as exposed as what it is made of; literals beside something hidden are no password yet. */
function ofParts(index: NodeIndex, node: GraphNode, text: Text, world: World): PasswordExposure {
  const parts = text.parts.map((part) => world.read(part));
  const hidden = parts.filter((part) => !isPlain(part));
  if (hidden.length === 0) return exposed("the password is written here", text.origin ?? node.origin);
  const all = hidden.map((part) => exposureOf(index, node, part, world));
  const decisive = all.find(({ kind }) => kind === "exposed") ?? all.find(({ kind }) => kind === "unknown");
  return decisive ?? safe;
}

/** Literals, and what everybody knows of a stack: its name, its region. */
function isPlain(part: Decided): boolean {
  return part.kind === "known" || (part.kind === "identity" && part.symbol.kind === "pseudo");
}

/** What the template itself writes into a secret is as exposed as if it stood at the database. */
function ofSecret(index: NodeIndex, node: GraphNode, written: Decided | undefined, world: World): PasswordExposure {
  return written === undefined ? safe : exposureOf(index, node, written, world);
}

interface ParameterName {
  readonly name: string;
  /** The stack whose parameter it is; undefined for the database's own. */
  readonly stack: string | undefined;
}

/** The parameter that a value came from. */
function parameterOf(value: Decided): ParameterName | undefined {
  if (value.kind === "secret" && value.source !== "parameter") return undefined;
  if (value.from !== undefined) return { name: value.from, stack: undefined };
  if (value.kind === "secret") return { name: value.name, stack: value.stack };
  if (value.kind === "unknown" && value.reason.kind === "parameter")
    return { name: value.reason.name, stack: value.reason.stack };
  return undefined;
}

function ofParameter(index: NodeIndex, node: GraphNode, parameter: ParameterName, value: Decided): PasswordExposure {
  const { name, stack } = parameter;
  const owner = stack === undefined ? node.stack : index.stacks.find((each) => each.stack.name === stack);
  const declaration = owner?.template.parameters.get(name);
  if (declaration === undefined) return value.kind === "unknown" ? { kind: "unknown", reason: value.reason } : safe;
  const { defaultValue } = declaration;
  // The default of a parameter whose value lives in Parameter Store is a name.
  const written = defaultValue === undefined || isStored(declaration.type) ? "" : (scalarText(defaultValue) ?? "");
  if (written.startsWith("{{resolve:")) return safe;
  if (defaultValue !== undefined && written !== "") {
    return exposed(`parameter ${name} has a default, which everybody can read here`, defaultValue);
  }
  if (declaration.noEcho) return safe;
  return exposed(`parameter ${name} lacks NoEcho, so that describing the stack shows its value`, declaration.key);
}
