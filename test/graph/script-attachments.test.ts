/** Volumes that a script attaches by their ids, told apart from those that it looks up. */
import { expect, test } from "@jest/globals";
import { scriptAttachments } from "../../src/graph/scripts/script-attachments.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

/** The volumes that the user data of an instance attaches, and the ids that it spells out. */
function attached(lines: readonly string[]): readonly string[] {
  const script = lines.map((line) => `            ${line}`).join("\n");
  const graph = graphOf(`Resources:
  Data: {Type: AWS::EC2::Volume, Properties: {Size: 1, AvailabilityZone: eu-west-1a}}
  Other: {Type: AWS::EC2::Volume, Properties: {Size: 1, AvailabilityZone: eu-west-1a}}
  Web:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
      UserData:
        Fn::Base64:
          Fn::Sub: |
${script}`);
  const found = scriptAttachments(graph).get(nodeIn(graph, "Web")) ?? [];
  return found.map(({ volume, evidence }) => volume?.logicalId ?? evidence.message.split(" ").at(-1) ?? "");
}

test.each<readonly [string, readonly string[], readonly string[]]>([
  ["as an option", ["aws ec2 attach-volume --volume-id ${Data} --device /dev/sdf"], ["Data"]],
  ["in quotes", ['aws ec2 attach-volume --device /dev/sdf --volume-id "${Data}"'], ["Data"]],
  ["on a continued line", ["aws ec2 attach-volume \\", "  --volume-id ${Data}"], ["Data"]],
  ["by way of a variable", ["VOLUME=${Data}", "aws ec2 attach-volume --volume-id $VOLUME"], ["Data"]],
  ["by an exported variable in braces", ['export V="${Data}"', 'aws ec2 attach-volume --volume-id "${!V}"'], ["Data"]],
  [
    "two of them",
    ["aws ec2 attach-volume --volume-id ${Data}; aws ec2 attach-volume --volume-id ${Other}"],
    ["Data", "Other"],
  ],
  ["spelled out", ["aws ec2 attach-volume --volume-id vol-0123456789abcdef0"], ["vol-0123456789abcdef0"]],
  [
    "not in a comment",
    ["# aws ec2 attach-volume --volume-id ${Data}", "# aws ec2 attach-volume --volume-id vol-0123456789abcdef0"],
    [],
  ],
  [
    "not where it is only described",
    ["aws ec2 describe-volumes --volume-ids ${Data}", "aws ec2 attach-volume --volume-id $1"],
    [],
  ],
  [
    "not by a variable that another command uses",
    ["V=${Data}", "echo $V", "aws ec2 attach-volume --volume-id $VOLUME"],
    [],
  ],
  ["not where nothing is attached", ["echo ${Data}"], []],
])("a volume is attached %s", (_, lines, expected) => {
  expect(attached(lines)).toEqual(expected);
});
