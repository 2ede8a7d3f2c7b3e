import { describe, expect, test } from "@jest/globals";
import type { Architecture } from "../../../src/policy/architecture/architecture.ts";
import { findParts } from "../../../src/policy/architecture/find-parts.ts";
import { hopsOf } from "../../../src/policy/architecture/flow-hops.ts";
import { type Outcome, survivalsOf } from "../../../src/policy/architecture/flow-survival.ts";
import { factRegistry } from "../../../src/policy/facts/registry.ts";
import { graphOf } from "../../graph/graph-of.ts";
import { architecture, component, flow } from "./sample-architecture.ts";

/** @param instances subnets of the instances, one each; @param database properties of the database */
function app(instances: readonly string[], database: string): string {
  const subnet = (name: string, zone: string): string =>
    `  ${name}: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: ${zone}}}\n`;
  return `Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
  Elsewhere: {Type: String}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
${subnet("A", "eu-west-1a")}${subnet("B", "eu-west-1b")}  Group: {Type: AWS::RDS::DBSubnetGroup, Properties: {DBSubnetGroupDescription: g, SubnetIds: [!Ref A, !Ref B]}}
  Database:
    Type: AWS::RDS::DBInstance
    Properties: {Engine: mysql, DBInstanceClass: db.t3.micro, DBSubnetGroupName: !Ref Group, ${database}}
${instances
  .map(
    (where, i) =>
      `  Web${i}: {Type: AWS::EC2::Instance, Properties: {SubnetId: ${where}, UserData: !Base64 {"Fn::Sub": "DB=\${Database.Endpoint.Address}"}}}\n`,
  )
  .join("")}`;
}

const asked = architecture({
  components: [component("web", ["compute.vm"]), component("users", ["rdb"])],
  flows: [flow("save", "web", "users", [{ kind: "references" }])],
});

function survivalIn(template: string, of: Architecture = asked) {
  const graph = graphOf(template);
  const { answers } = findParts(of, graph, factRegistry());
  const survival = survivalsOf(graph, answers).get("save");
  const told = ({ outcome, hop, why, guard }: Outcome) => ({
    outcome,
    at: hop === null ? "" : [...new Set([hop.source.logicalId, hop.target.logicalId])].join(" -> "),
    why,
    always: guard.kind === "true",
  });
  return {
    hops: hopsOf(answers.get("save")?.leaves ?? []).map(
      ({ from, to, status }) => `${from?.logicalId ?? "internet"} ${status} ${to.logicalId}`,
    ),
    worst: survival && told(survival.worst),
    zones: survival && Object.fromEntries([...survival.zones].map(([zone, outcome]) => [zone, told(outcome)])),
  };
}

const twoZones = "MultiAZ: true";

describe("a flow without a zone", () => {
  test("breaks where its only way begins in it, and holds without the other zone", () => {
    const { hops, worst, zones } = survivalIn(app(["!Ref A"], twoZones));
    expect(hops).toEqual(["Web0 present Database"]);
    expect(worst).toMatchObject({ outcome: "broken", at: "Web0 -> Database", always: true });
    expect(zones).toMatchObject({
      "eu-west-1a": { outcome: "broken", why: "Web0 stands in eu-west-1a only" },
      "eu-west-1b": { outcome: "holds", why: "" },
    });
  });

  test("holds where one of several ways is left, whichever zone fails", () => {
    const { hops, worst, zones } = survivalIn(app(["!Ref A", "!Ref B"], twoZones));
    expect(hops).toHaveLength(2);
    expect(worst?.outcome).toBe("holds");
    expect(Object.values(zones ?? {}).map(({ outcome }) => outcome)).toEqual(["holds", "holds"]);
  });

  test("breaks with one of the zones where all ways lead to what stands in one of them", () => {
    const { worst, zones } = survivalIn(app(["!Ref A", "!Ref B"], "MultiAZ: false"));
    expect(worst).toMatchObject({
      outcome: "broken",
      at: "Database",
      why: "Database stands in one of eu-west-1a, eu-west-1b only",
    });
    expect(Object.values(zones ?? {}).map(({ outcome }) => outcome)).toEqual(["unknown", "unknown"]);
  });

  test("breaks under the condition under which it does", () => {
    const { worst } = survivalIn(app(["!Ref A", "!Ref B"], "MultiAZ: !If [IsProd, true, false]"));
    expect(worst).toMatchObject({ outcome: "broken", at: "Database", always: false });
  });

  test("is not judged by a zone that is not known", () => {
    const { zones, worst } = survivalIn(app(["!Ref Elsewhere"], twoZones));
    expect(worst?.outcome).toBe("broken");
    expect(Object.keys(zones ?? {})).toEqual(["eu-west-1a", "eu-west-1b"]);
    expect(zones?.["eu-west-1a"]).toMatchObject({ outcome: "unknown" });
  });

  test("is nothing that could be lost where the flow is not there", () => {
    const template = app(["!Ref A"], twoZones).replace("DB=${Database.Endpoint.Address}", "DB=none");
    expect(survivalIn(template)).toEqual({ hops: ["Web0 violated Database"], worst: undefined, zones: undefined });
  });

  test("is asked of what stays up by itself as well, which no zone takes along", () => {
    const regional = architecture({
      components: [component("web", ["object"]), component("users", ["compute.fn"])],
      flows: [flow("save", "web", "users", [{ kind: "triggers", events: null }])],
    });
    const template = `Resources:
  Photos: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: "s3:ObjectCreated:*", Function: !GetAtt Fn.Arn}]}}}
  Fn: {Type: AWS::Lambda::Function, Properties: {Role: r, Code: {S3Bucket: b, S3Key: k}}}
`;
    const { worst, zones } = survivalIn(template, regional);
    expect(worst?.outcome).toBe("holds");
    expect(zones).toEqual({});
  });
});
