/**
 * Condition keys -> what they are in a request of the app, as far as templates decide it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 *
 * Invariant: an account or a region that a template spells out is taken for the one that it is deployed to, unless the
 * account of the stack is known.
 */
import { listIn, readAt, textOf } from "../../resolve/reading.ts";
import type { Decided } from "../../resolve/value.ts";
import type { GraphNode } from "../model.ts";
import type { Caller, ServiceCall } from "./caller.ts";
import type { Tokens } from "./pattern.ts";
import { arnTokens, type TokenContext } from "./tokens.ts";

/** What a key is in the request: a text, not there, the caller's choice, or not known here. */
export type KeyValue = Tokens | "absent" | "chosen" | "unknown";

/** @param key in lower case */
export function keyValue(key: string, caller: Caller, resource: GraphNode, context: TokenContext): KeyValue {
  const common = commonValue(key, caller, resource, context);
  if (common !== undefined) return common;
  return caller.service === undefined
    ? valueForRole(key, caller, context)
    : valueForService(key, caller.service, resource, context);
}

const text = (value: string): Tokens => value.split("");
const anyRegion: Tokens = [{ kind: "field", of: "region" }];
const anyAccount: Tokens = [{ kind: "field", of: "account" }];

/** The account that a node is deployed to. */
export function accountTokens(node: GraphNode): Tokens {
  const { account } = node.stack.stack;
  return account === undefined ? anyAccount : text(account);
}

/** The region that a node is deployed to. */
function regionTokens({ stack }: GraphNode): Tokens {
  return stack.stack.region === undefined ? anyRegion : text(stack.stack.region);
}

/** A tag that the template gives a node; others may come with the stack. */
function tagOf(node: GraphNode, key: string, { world }: TokenContext): KeyValue {
  const tags = readAt(node.properties, ["Tags"], world);
  if (tags.kind === "map") {
    for (const [name, value] of tags.entries) {
      if (name.toLowerCase() === key) return tagTokens(world.read(value));
    }
    return "unknown";
  }
  for (const tag of listIn(tags, world).items) {
    if (textOf(readAt(tag, ["Key"], world))?.toLowerCase() === key) return tagTokens(readAt(tag, ["Value"], world));
  }
  return "unknown";
}

function tagTokens(value: Decided): KeyValue {
  const known = textOf(value);
  return known === undefined ? "unknown" : text(known);
}

/** Requests are sent over TLS, to the region of the app. */
function commonValue(
  key: string,
  { role, service }: Caller,
  resource: GraphNode,
  context: TokenContext,
): KeyValue | undefined {
  const [kind, name] = key.split("/", 2);
  if (name !== undefined && kind?.endsWith(":resourcetag")) return tagOf(resource, name, context);
  if (name !== undefined && kind === "aws:principaltag")
    return role === undefined ? "absent" : tagOf(role, name, context);
  switch (key) {
    case "aws:securetransport":
      return text("true");
    case "aws:principalisawsservice":
      return text(String(service !== undefined));
    case "aws:resourceaccount":
    case "s3:resourceaccount":
      return accountTokens(resource);
    case "aws:requestedregion":
      return regionTokens(resource);
    case "aws:calledvia":
    case "aws:calledviafirst":
    case "aws:calledvialast":
    case "aws:multifactorauthpresent":
    case "aws:multifactorauthage":
    case "aws:federatedprovider":
      return "absent";
    default:
      return undefined;
  }
}

/** The request is signed with the role's credentials, by the app itself or by a service that it calls. */
function valueForRole(key: string, { role, via }: Caller, context: TokenContext): KeyValue {
  switch (key) {
    case "aws:viaawsservice":
      return text(String(via !== undefined));
    case "aws:principaltype":
      return text(role === undefined ? "Anonymous" : "AssumedRole");
    case "aws:principalarn":
      return role === undefined ? "absent" : arnTokens(role, context);
    case "aws:principalaccount":
    case "kms:calleraccount":
      return role === undefined ? "absent" : accountTokens(role);
    case "aws:username":
      return role?.type === "AWS::IAM::User" ? "unknown" : "absent";
    case "kms:viaservice":
      return via === undefined ? "chosen" : [...text(`${via}.`), ...anyRegion, ...text(".amazonaws.com")];
    case "aws:sourcearn":
    case "aws:sourceaccount":
    case "aws:sourceowner":
    case "aws:sourceorgid":
    case "aws:sourceorgpaths":
    case "aws:principalservicename":
    case "aws:principalservicenameslist":
      return "absent";
    default:
      return isChosen(key) ? "chosen" : "unknown";
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html */
function valueForService(key: string, call: ServiceCall, resource: GraphNode, context: TokenContext): KeyValue {
  switch (key) {
    case "aws:sourcearn":
      return call.source === undefined ? "unknown" : arnTokens(call.source, context);
    case "aws:sourceaccount":
    case "aws:sourceowner":
    case "kms:calleraccount":
      return accountTokens(call.source ?? resource);
    case "aws:principalservicename":
    case "aws:principalservicenameslist":
      return text(call.principal);
    case "aws:viaawsservice":
      return text("false");
    case "aws:principalarn":
    case "aws:principalaccount":
    case "aws:principalorgid":
    case "aws:principalorgpaths":
    case "aws:userid":
    case "aws:username":
    case "aws:sourcevpc":
    case "aws:sourcevpce":
      return "absent";
    case "kms:viaservice":
      return "unknown";
    default:
      return isChosen(key) ? "chosen" : "unknown";
  }
}

const chosenPrefixes = [
  "s3:",
  "dynamodb:",
  "kms:",
  "sqs:",
  "sns:",
  "secretsmanager:",
  "lambda:",
  "ssm:",
  "logs:",
  "kinesis:",
];
const chosenKeys: ReadonlySet<string> = new Set(["aws:useragent", "aws:referer", "aws:tagkeys"]);
/** Keys of those services that the request does not choose: they are properties of the resource or of the caller. */
const givenKeys: ReadonlySet<string> = new Set([
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
  "s3:accesspointnetworkorigin",
  "lambda:sourcefunctionarn",
  "kms:keyorigin",
  "kms:keyspec",
  "kms:keyusage",
  "kms:multiregion",
  "kms:multiregionkeytype",
  "kms:requestalias",
  "kms:resourcealiases",
]);

/** Keys that describe the request itself: the app can send one that fits. */
function isChosen(key: string): boolean {
  if (givenKeys.has(key)) return false;
  return (
    chosenKeys.has(key) || key.startsWith("aws:requesttag/") || chosenPrefixes.some((prefix) => key.startsWith(prefix))
  );
}
