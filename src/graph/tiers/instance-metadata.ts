/**
 * Whether instances give their credentials only to who asks with a session token (IMDSv2).
 *
 * Where a template does not say, the AMI or the account's default decides, and neither can be seen.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 */
import { readAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { GraphNode, NodeIndex } from "../model.ts";
import { isWord } from "../setting.ts";
import { either, type Ternary } from "../ternary.ts";
import { launchOf } from "./launch.ts";

/** The types that say how instances are asked for their metadata. */
export const metadataHolders = [
  "AWS::EC2::Instance",
  "AWS::EC2::LaunchTemplate",
  "AWS::AutoScaling::LaunchConfiguration",
] as const;

/** Property path of the options. */
export function metadataPath(node: GraphNode): readonly string[] {
  return node.type === "AWS::EC2::LaunchTemplate" ? ["LaunchTemplateData", "MetadataOptions"] : ["MetadataOptions"];
}

/** Whether a session token is required, or the metadata is switched off. */
export function requiresToken(index: NodeIndex, node: GraphNode, world: World): Ternary {
  const launch = node.type === "AWS::EC2::Instance" ? launchOf(index, node, world) : undefined;
  if (launch !== undefined && "reason" in launch) return [launch.reason];
  const options =
    launch === undefined
      ? readAt(node.properties, metadataPath(node), world)
      : readAt(launch.settings, ["MetadataOptions"], world);
  const tokens = readAt(options, ["HttpTokens"], world);
  return either(isWord(readAt(options, ["HttpEndpoint"], world), "disabled"), () =>
    tokens.kind === "absent" ? [byDefault] : isWord(tokens, "required"),
  );
}

const byDefault: Reason = {
  kind: "metadata-default",
  name: "HttpTokens",
  stack: "",
  message: "HttpTokens is not set, so that the AMI or the account's default decides whether IMDSv1 answers",
  settle: "HttpTokens: required in MetadataOptions",
};
