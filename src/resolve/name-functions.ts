/**
 * The functions that name something: an attribute of a resource, what another stack exports or returns, a macro.
 */
import { childOf, type SourceNode } from "../source/node.ts";
import { includeName, macroCallOf } from "../template/macro.ts";
import { overWorlds } from "./over-worlds.ts";
import { textOf } from "./reading.ts";
import { includeReason, macroReason, stackOutputReason, unknown } from "./reason.ts";
import { invalid, tooMany } from "./refusal.ts";
import type { Scope } from "./scope.ts";
import { spell } from "./spell.ts";
import { derive } from "./undecided.ts";
import type { Value } from "./value.ts";

/** `Ref`: a name, which the language extensions allow to be computed. */
export function reference(argument: SourceNode, at: SourceNode, scope: Scope): Value {
  if (argument.kind === "scalar") return scope.refer(argument.text, at);
  const name = scope.valueOf(argument);
  const found = overWorlds((world) => {
    const decided = world.read(name);
    const text = textOf(decided);
    if (text !== undefined) return scope.refer(text, at);
    return isText(decided) ? derive("Ref", [decided], at) : invalid("Ref takes a name", at, scope);
  });
  return found ?? tooMany("Ref", at, scope);
}

function isText({ kind }: Value): boolean {
  return kind === "text" || kind === "unknown" || kind === "identity" || kind === "secret";
}

/** `GetAtt`: `Bucket.Arn`, or a logical id and an attribute, of which the latter may be computed. */
export function getAttribute(argument: SourceNode, at: SourceNode, scope: Scope): Value {
  if (argument.kind === "scalar") {
    const dot = argument.text.indexOf(".");
    if (dot < 0) return invalid(`GetAtt takes a logical id and an attribute, not ${argument.text}`, at, scope);
    return scope.attribute(argument.text.slice(0, dot), argument.text.slice(dot + 1), at);
  }
  const names = argument.kind === "sequence" ? argument.items.map((item) => scope.valueOf(item)) : [];
  if (names.length < 2) return invalid("GetAtt takes a logical id and an attribute", at, scope);
  const found = overWorlds((world) => {
    const decided = names.map((part) => world.read(part));
    const [logicalId, ...attribute] = decided.flatMap((part) => textOf(part) ?? []);
    if (logicalId === undefined || attribute.length !== names.length - 1) return derive("GetAtt", decided, at);
    return scope.attribute(logicalId, attribute.join("."), at);
  });
  return found ?? tooMany("GetAtt", at, scope);
}

/** `ImportValue`: what another stack exports under a name. */
export function importValue(argument: SourceNode, at: SourceNode, scope: Scope): Value {
  const name = scope.valueOf(argument);
  return overWorlds((world) => scope.imported(world.read(name), at)) ?? tooMany("ImportValue", at, scope);
}

/**
 * `GetStackOutput`: an output of a stack that is named, and need not export it. A role to assume may lead to another
 * account, where another stack has that name. CDK writes it with the Region of the stack that it reads.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getstackoutput.html
 */
export function stackOutput(argument: SourceNode, at: SourceNode, scope: Scope): Value {
  const [stack, output, region, role] = ["StackName", "OutputName", "Region", "RoleArn"].map((key) =>
    childOf(argument, key),
  );
  if (stack === undefined || output === undefined) {
    return invalid("GetStackOutput takes a stack and an output", at, scope);
  }
  const [stackName, outputName] = [scope.valueOf(stack), scope.valueOf(output)];
  const [of, name] = [textOf(stackName), textOf(outputName)];
  const where = region && scope.valueOf(region);
  const isKnown = role === undefined && (where === undefined || isOwnRegion(where) || textOf(where) !== undefined);
  if (isKnown && of !== undefined && name !== undefined) {
    const joined = scope.outputOf(of, name, where && textOf(where));
    if (joined !== undefined) return joined;
  }
  const derived = { how: "GetStackOutput", of: [scope.valueOf(argument)] };
  return { ...unknown(stackOutputReason(`${spell(stackName)}.${spell(outputName)}`), at), derived };
}

/** `!Ref AWS::Region` in a stack that may be deployed to any. */
function isOwnRegion(value: Value): boolean {
  return value.kind === "identity" && value.symbol.kind === "pseudo" && value.symbol.name === "AWS::Region";
}

/** `Transform`: what a macro makes of its parameters. */
export function macroCall(argument: SourceNode, at: SourceNode, scope: Scope): Value {
  const { name, location } = macroCallOf(argument);
  if (name !== includeName) return unknown(macroReason(scope.stack, name === "" ? "of a transform" : name), at);
  const path = location && textOf(scope.valueOf(location));
  return unknown(includeReason(scope.stack, path ?? (location ? spell(scope.valueOf(location)) : "")), at);
}
