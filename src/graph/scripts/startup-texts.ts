/**
 * The texts that instances are set up with, as templates hold them: user data, and the files and commands of cfn-init.
 *
 * Over all worlds, of whatever resource holds them. Not here: which instance is launched from what; see launch.ts. What
 * the texts run; see scripts.ts.
 */
import { alternativesOf, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import type { GraphNode } from "../model.ts";

export interface StartupText {
  readonly where: "user-data" | "cfn-init";
  /** The file that it is written to; empty for user data and commands. */
  readonly file: string;
  readonly value: Value;
}

const userDataAt: ReadonlyMap<string, readonly (readonly string[])[]> = new Map([
  ["AWS::EC2::Instance", [["UserData"]]],
  ["AWS::EC2::LaunchTemplate", [["LaunchTemplateData", "UserData"]]],
  ["AWS::AutoScaling::LaunchConfiguration", [["UserData"]]],
  // Its instances are described elsewhere, but its metadata may say what is set up on them.
  ["AWS::AutoScaling::AutoScalingGroup", []],
]);

export function startupTextsOf(node: GraphNode): readonly StartupText[] {
  const paths = userDataAt.get(node.type);
  if (paths === undefined || node.part !== "") return [];
  const userData = paths.map((path): StartupText => {
    return { where: "user-data", file: "", value: valueAt(node.properties, path) };
  });
  if (node.declaration.metadata === undefined) return userData;
  const init = valueAt(node.stack.valueOf(node.declaration.metadata), ["AWS::CloudFormation::Init"]);
  return [...userData, ...entriesOf(init).flatMap(([, config]) => textsIn(config))];
}

function textsIn(config: Value): readonly StartupText[] {
  return [
    ...entriesOf(valueAt(config, ["files"])).map(([file, settings]): StartupText => {
      return { where: "cfn-init", file, value: valueAt(settings, ["content"]) };
    }),
    ...entriesOf(valueAt(config, ["commands"])).map(([, settings]): StartupText => {
      return { where: "cfn-init", file: "", value: valueAt(settings, ["command"]) };
    }),
  ];
}

function entriesOf(value: Value): readonly (readonly [string, Value])[] {
  return alternativesOf(value).flatMap((alternative) =>
    alternative.value.kind === "map" ? [...alternative.value.entries] : [],
  );
}
