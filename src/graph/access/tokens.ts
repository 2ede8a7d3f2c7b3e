/**
 * Values of a template -> tokens that can be compared: names and ARNs are spelled out, however they were written.
 *
 * Invariant: two spellings of one name give the same tokens. `!Ref B`, the expression of `B.BucketName` and the name inside
 * `!GetAtt B.Arn` are one text; partitions are taken as equal, and a region or an account as any where it is not known.
 */
import { canonical } from "../../resolve/canonical.ts";
import { readAt } from "../../resolve/reading.ts";
import type { Decided, Reason, Symbol, Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { namingOf } from "../naming.ts";
import type { Token, Tokens } from "./pattern.ts";

export interface TokenContext {
  readonly index: NodeIndex;
  readonly world: World;
}

/** Bounds the following of names that are made of other names. */
const maximalDepth = 16;

/** A pattern of a policy: `*`, `?` and policy variables have their meaning. */
export function patternOf(value: Value, context: TokenContext): Tokens {
  return samePartition(tokensOf(value, context, wildcards, 0));
}

/** A text without wildcards. */
export function textTokens(value: Value, context: TokenContext): Tokens {
  return samePartition(tokensOf(value, context, characters, 0));
}

/** The ARN of a node. */
export function arnTokens(node: GraphNode, context: TokenContext): Tokens {
  return arnOf(node, context, 0);
}

/** The physical name of a node. */
export function nameTokens(node: GraphNode, context: TokenContext): Tokens {
  return nameOf(node, context, 0);
}

type Literal = (text: string) => Tokens;

function tokensOf(value: Value, context: TokenContext, literal: Literal, depth: number): Tokens {
  if (depth > maximalDepth) return [undecided(canonical(value), deep)];
  const decided = context.world.read(value);
  switch (decided.kind) {
    case "known":
      return literal(String(decided.value));
    case "text":
      return decided.parts.flatMap((part) => tokensOf(part, context, literal, depth + 1));
    case "identity":
      return symbolTokens(decided.symbol, decided, context, literal, depth);
    case "unknown":
      return [undecided(canonical(decided), decided.reason)];
    default:
      return [undecided(canonical(decided), noText(decided))];
  }
}

function symbolTokens(symbol: Symbol, value: Decided, context: TokenContext, literal: Literal, depth: number): Tokens {
  if (symbol.kind === "pseudo") {
    if (symbol.name === "AWS::Partition") return characters("aws");
    if (symbol.name === "AWS::Region") return [anyRegion];
    if (symbol.name === "AWS::AccountId") return [anyAccount];
    if (symbol.name === "AWS::URLSuffix") return characters("amazonaws.com");
    const reason = atDeployment(symbol.name, symbol.stack);
    // Somebody chooses the name of a stack, and made-up names begin with it; the other ones are random.
    if (symbol.name === "AWS::StackName") return [undecided(canonical(value), reason)];
    return [{ kind: "generated", id: canonical(value), reason }];
  }
  if (symbol.kind === "zone")
    return [{ kind: "generated", id: canonical(value), reason: atDeployment("a zone", symbol.stack) }];
  const node = context.index.nodeOf(symbol.resource.stack, symbol.resource.logicalId);
  if (node === undefined)
    return [undecided(canonical(value), atDeployment(symbol.resource.logicalId, symbol.resource.stack))];
  const naming = namingOf(node.type);
  const { attribute } = symbol;
  if (naming !== undefined) {
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-loggroup.html
    if (attribute === "Arn" && naming.service === "logs") return [...arnOf(node, context, depth), ...literal(":*")];
    if (attribute === "Arn" || (attribute === "Ref" && naming.ref === "arn")) return arnOf(node, context, depth);
    if (attribute === naming.property || (attribute === "Ref" && naming.ref === "name"))
      return nameOf(node, context, depth);
    if (attribute === "StreamArn" && naming.service === "dynamodb") {
      return [...arnOf(node, context, depth), ...characters("/stream/"), generated(node, attribute)];
    }
  }
  return [generated(node, attribute)];
}

/** The physical name: the one that the template gives, else one that CloudFormation makes up. */
function nameOf(node: GraphNode, context: TokenContext, depth: number): Tokens {
  const property = namingOf(node.type)?.property ?? "";
  const given = property === "" ? undefined : readAt(node.properties, [property], context.world);
  if (given === undefined || given.kind === "absent") return [generated(node, "name")];
  return tokensOf(given, context, characters, depth + 1);
}

function arnOf(node: GraphNode, context: TokenContext, depth: number): Tokens {
  const naming = namingOf(node.type);
  if (naming === undefined || naming.service === "") return [generated(node, "Arn")];
  const { stack } = node.stack;
  const region = node.type === "AWS::S3::Bucket" || naming.service === "iam" ? [] : known(stack.region, anyRegion);
  const account = node.type === "AWS::S3::Bucket" ? [] : known(stack.account, anyAccount);
  const random = naming.service === "secretsmanager" ? ["-", generated(node, "suffix")] : [];
  return [
    ...characters(`arn:aws:${naming.service}:`),
    ...region,
    ":",
    ...account,
    ":",
    ...characters(naming.before),
    ...(naming.service === "iam" ? iamPath(node, context, depth) : []),
    ...nameOf(node, context, depth),
    ...random,
  ];
}

/** The region or account that a stack is known to be deployed to. */
function known(text: string | undefined, otherwise: Token): Tokens {
  return text === undefined ? [otherwise] : characters(text);
}

/** `Path: /shop/` stands before the name, without its first slash. */
function iamPath(node: GraphNode, context: TokenContext, depth: number): Tokens {
  const path = readAt(node.properties, ["Path"], context.world);
  if (path.kind === "absent") return [];
  const tokens = tokensOf(path, context, characters, depth + 1);
  return tokens[0] === "/" ? tokens.slice(1) : tokens;
}

const anyRegion: Token = { kind: "field", of: "region" };
const anyAccount: Token = { kind: "field", of: "account" };
const star: Token = { kind: "star" };
const one: Token = { kind: "one" };

function characters(text: string): Tokens {
  return text.split("");
}

/**
 * The characters of a pattern. `${aws:username}` is filled in when a request is made; `${*}` stands for the character.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
function wildcards(text: string): Tokens {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    const end = character === "$" && text[i + 1] === "{" ? text.indexOf("}", i) : -1;
    if (end > 0) {
      const name = text.slice(i + 2, end);
      tokens.push(variable(name));
      i = end;
    } else if (character !== "*") tokens.push(character === "?" ? one : character);
    else if (tokens.at(-1) !== star) tokens.push(star);
  }
  return tokens;
}

function variable(name: string): Token {
  if (["*", "?", "$"].includes(name)) return name;
  const lower = name.toLowerCase();
  if (lower === "aws:principalaccount" || lower === "aws:resourceaccount") return anyAccount;
  return undecided(`variable:${name}`, policyVariable(name));
}

/** `arn:aws-cn:` and `arn:*:` read as `arn:aws:`: a template is deployed in one partition. */
function samePartition(tokens: Tokens): Tokens {
  if (tokens[0] !== "a" || tokens[1] !== "r" || tokens[2] !== "n" || tokens[3] !== ":") return tokens;
  const end = tokens.indexOf(":", 4);
  return end < 0 ? tokens : [...tokens.slice(0, 4), ...characters("aws"), ...tokens.slice(end)];
}

function generated(node: GraphNode, attribute: string): Token {
  return {
    kind: "generated",
    id: `${node.id}.${attribute}`,
    reason: {
      kind: "generated",
      name: node.logicalId,
      stack: node.stack.stack.name,
      message: `the name of ${node.logicalId} is made up when it is deployed`,
      settle: null,
    },
  };
}

function undecided(id: string, reason: Reason): Token {
  return { kind: "unknown", id, reason };
}

function atDeployment(name: string, stack: string): Reason {
  return { kind: "attribute", name, stack, message: `${name} is decided when the stack is deployed`, settle: null };
}

function policyVariable(name: string): Reason {
  return {
    kind: "policy-variable",
    name,
    stack: "",
    message: `the policy variable ${name} is filled in by each request`,
    settle: null,
  };
}

function noText(value: Decided): Reason {
  const message =
    value.kind === "secret" ? `${value.name} is a secret` : `a ${value.kind} stands where a text is expected`;
  return { kind: "type", name: value.kind, stack: "", message, settle: null };
}

const deep: Reason = {
  kind: "limit",
  name: "names",
  stack: "",
  message: `a name is made of more than ${maximalDepth} other names`,
  settle: null,
};
