/**
 * Values that were given for parameters -> diagnostics for those that CloudFormation would refuse.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 *
 * Not here: names that no stack declares (../lint/check-parameters.ts); AllowedPattern, which takes an engine for hostile
 * regular expressions (../lint/check-patterns.ts); the template's Rules (./constraints.ts).
 */
import type { Diagnostic } from "../source/diagnostic.ts";
import { childOf, type SourceNode, spanOf } from "../source/node.ts";
import type { ParameterDeclaration } from "../template/template.ts";
import { isListType } from "./parameter-type.ts";
import { scalarText } from "./scalar-text.ts";

export function checkValues(
  declarations: ReadonlyMap<string, ParameterDeclaration>,
  given: (name: string) => string | undefined,
): readonly Diagnostic[] {
  return [...declarations.values()].flatMap((declaration): readonly Diagnostic[] => {
    const { name, defaultValue } = declaration;
    if (defaultValue !== undefined && defaultValue.kind !== "scalar") {
      const message = `the default of parameter ${name} must be a text; functions and lists are not allowed there`;
      return [{ code: "parameter-value", severity: "error", message, location: spanOf(defaultValue) }];
    }
    const text = given(name);
    if (text === undefined) return [];
    const items = itemsOf(declaration, text);
    const refusal = constraints.flatMap((constraint) => constraint(declaration, items, text) ?? [])[0];
    return refusal === undefined ? [] : [refusalOf(declaration, refusal)];
  });
}

/** What each item of a list is held to, or the whole text. */
export function itemsOf({ type }: ParameterDeclaration, text: string): readonly string[] {
  return isListType(type) ? text.split(",").map((item) => item.trim()) : [text];
}

export interface Refusal {
  /** Goes on from the name of the parameter: `does not allow "x"`. */
  readonly message: string;
  /** The constraint; undefined where that is the type. */
  readonly at: SourceNode | undefined;
  readonly severity?: "warning";
}

export function refusalOf({ name, key, node }: ParameterDeclaration, { message, at, severity }: Refusal): Diagnostic {
  const location = spanOf(at ?? childOf(node, "Type") ?? key);
  return { code: "parameter-value", severity: severity ?? "error", message: `parameter ${name} ${message}`, location };
}

/** The value as it may be told. */
export function said({ noEcho }: ParameterDeclaration, item: string): string {
  return noEcho ? "what is given" : `"${item}"`;
}

type Constraint = (declaration: ParameterDeclaration, items: readonly string[], text: string) => Refusal | undefined;

const constraints: readonly Constraint[] = [isAllowed, isNumeric, hasLength, isWithin, isOfType];

function isAllowed(declaration: ParameterDeclaration, items: readonly string[]): Refusal | undefined {
  const allowed = declaration.allowedValues?.flatMap((node) => scalarText(node) ?? []) ?? [];
  const refused = allowed.length === 0 ? undefined : items.find((item) => !allowed.includes(item));
  if (refused === undefined) return undefined;
  const message = `does not allow ${said(declaration, refused)}; it allows ${listed(allowed)}`;
  return { message, at: childOf(declaration.node, "AllowedValues") };
}

function isNumeric(declaration: ParameterDeclaration, items: readonly string[]): Refusal | undefined {
  if (!/^(?:List<)?Number>?$/.test(declaration.type)) return undefined;
  const strange = items.find((item) => item.trim() === "" || !Number.isFinite(Number(item)));
  if (strange === undefined) return undefined;
  return { message: `takes numbers, and ${said(declaration, strange)} is none`, at: undefined };
}

/** Of texts alone, as CloudFormation counts it. */
function hasLength(declaration: ParameterDeclaration, _: readonly string[], text: string): Refusal | undefined {
  if (declaration.type !== "String") return undefined;
  const { length } = [...text];
  const [least, most] = [bound(declaration, "MinLength"), bound(declaration, "MaxLength")];
  const tells = `${said(declaration, text)}${declaration.noEcho ? "" : ` has ${length}`}`;
  if (least !== undefined && length < least.limit)
    return {
      message: `takes at least ${least.limit} characters, and ${tells}${declaration.noEcho ? " has fewer" : ""}`,
      at: least.node,
    };
  if (most !== undefined && length > most.limit)
    return {
      message: `takes at most ${most.limit} characters, and ${tells}${declaration.noEcho ? " has more" : ""}`,
      at: most.node,
    };
  return undefined;
}

function isWithin(declaration: ParameterDeclaration, items: readonly string[]): Refusal | undefined {
  if (declaration.type !== "Number") return undefined;
  const [least, most] = [bound(declaration, "MinValue"), bound(declaration, "MaxValue")];
  const below = least && items.find((item) => Number(item) < least.limit);
  if (least !== undefined && below !== undefined)
    return { message: `takes no number below ${least.limit}, and ${said(declaration, below)} is one`, at: least.node };
  const above = most && items.find((item) => Number(item) > most.limit);
  if (most !== undefined && above !== undefined)
    return { message: `takes no number above ${most.limit}, and ${said(declaration, above)} is one`, at: most.node };
  return undefined;
}

/** How ids of these types begin. That what they name exists is for AWS to say. */
const beginnings: ReadonlyMap<string, string> = new Map([
  ["AWS::EC2::Image::Id", "ami-"],
  ["AWS::EC2::Instance::Id", "i-"],
  ["AWS::EC2::SecurityGroup::Id", "sg-"],
  ["AWS::EC2::Subnet::Id", "subnet-"],
  ["AWS::EC2::Volume::Id", "vol-"],
  ["AWS::EC2::VPC::Id", "vpc-"],
]);

/** A warning: whoever gives `x` for an id wants to see what follows, and deploys another. */
function isOfType(declaration: ParameterDeclaration, items: readonly string[]): Refusal | undefined {
  const type = /^List<(.*)>$/.exec(declaration.type)?.[1] ?? declaration.type;
  const beginning = beginnings.get(type);
  const strange = beginning === undefined ? undefined : items.find((item) => !item.startsWith(beginning));
  if (beginning === undefined || strange === undefined) return undefined;
  const message = `is of type ${type}, and ${said(declaration, strange)} does not begin with ${beginning}`;
  return { message, at: undefined, severity: "warning" };
}

function bound(
  { node }: ParameterDeclaration,
  key: string,
): { readonly limit: number; readonly node: SourceNode } | undefined {
  const at = childOf(node, key);
  const text = scalarText(at);
  const limit = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return at === undefined || !Number.isFinite(limit) ? undefined : { limit, node: at };
}

function listed(allowed: readonly string[]): string {
  const few = allowed.slice(0, 8).map((text) => `"${text}"`);
  return allowed.length > few.length ? `${few.join(", ")} and ${allowed.length - few.length} more` : few.join(", ");
}
