/**
 * Whether a function may write its log: create a stream in its log group, and put events there.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html
 *
 * The log group is the one that `LoggingConfig` names, else `/aws/lambda/` and the name of the function.
 */
import { readAt } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import type { Answer, GraphNode, NodeIndex } from "../model.ts";
import { canAny } from "./can.ts";
import type { Tokens } from "./pattern.ts";
import { nameTokens, type TokenContext, textTokens } from "./tokens.ts";

const needed = ["logs:CreateLogStream", "logs:PutLogEvents"];

/** @throws Split where the world does not decide which role or log group it is */
export function canLog(index: NodeIndex, fn: GraphNode, world: World): Answer {
  const group = logGroupOf(fn, { index, world });
  const arn: Tokens = [..."arn:aws:logs:", { kind: "field", of: "region" }, ":", { kind: "field", of: "account" }];
  const whole: Tokens = [...arn, ...":log-group:", ...group];
  const about = {
    targets: [whole, [...whole, ...":log-stream:", { kind: "field", of: "text" }]] as const,
    what: `the log group of ${fn.logicalId}`,
  };
  let last: Answer | undefined;
  for (const action of needed) {
    const answer = canAny(index, fn, [action], fn, world, about);
    if (answer.answer === "no") return answer;
    if (last === undefined || answer.answer === "unknown") last = answer;
  }
  return last ?? { answer: "yes", evidence: [] };
}

function logGroupOf(fn: GraphNode, context: TokenContext): Tokens {
  const named = readAt(fn.properties, ["LoggingConfig", "LogGroup"], context.world);
  return named.kind === "absent" ? [..."/aws/lambda/", ...nameTokens(fn, context)] : textTokens(named, context);
}
