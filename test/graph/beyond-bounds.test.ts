import { expect, test } from "@jest/globals";
import { boundDiagnostics } from "../../src/graph/beyond-bounds.ts";
import { graphOf } from "./graph-of.ts";

const count = 40;
const range = Array.from({ length: count }, (_, i) => i);
const subnets = range.map((i) => `  S${i}: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: z${i}, VpcId: v}}`);
const pick = (conditions: number): string => {
  const choice = range
    .slice(0, conditions)
    .reduce((rest, i) => `!If [C${i}, !Ref S${i}, ${rest}]`, `!Ref S${count - 1}`);
  return [
    `Parameters: {P: {Type: String}}`,
    `Conditions: {${range.map((i) => `C${i}: !Equals [!Ref P, v${i}]`).join(", ")}}`,
    "Resources:",
    ...subnets,
    `  Machine: {Type: AWS::EC2::Instance, Properties: {SubnetId: ${choice}}}`,
  ].join("\n");
};

test("what stands in one of so many places that they are not looked at is told", () => {
  const graph = graphOf(pick(count - 1));
  expect(graph.edges("placed")).toEqual([]);
  expect(boundDiagnostics(graph)).toMatchObject([
    {
      code: "graph-limit",
      severity: "warning",
      message: "what Machine is connected to depends on more than 32 combinations; not all of it is seen",
      location: { file: "app.yaml" },
    },
  ]);
});

test("what stands behind the load balancers beyond the bound is told", () => {
  const members = Array.from({ length: 320 }, (_, i) => `I${i}`);
  const balancers = Array.from({ length: 160 }, (_, i) => i);
  const graph = graphOf(
    [
      "Resources:",
      `  Group: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Targets: [${members.map((id) => `{Id: !Ref ${id}}`).join(", ")}]}}`,
      ...members.map((id) => `  ${id}: {Type: AWS::EC2::Instance}`),
      ...balancers.flatMap((i) => [
        `  B${i}: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}`,
        `  L${i}: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref B${i}, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Group}]}}`,
      ]),
    ].join("\n"),
  );
  expect(boundDiagnostics(graph).map(({ message }) => message)).toEqual([
    "load balancers stand before compute in more than 50000 ways; those of B157 and others are not all seen",
  ]);
});

test("nothing is told of what is seen", () => {
  const graph = graphOf(pick(5));
  expect(graph.edges("placed")).toHaveLength(6);
  expect(boundDiagnostics(graph)).toEqual([]);
});
