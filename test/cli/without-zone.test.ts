/** `stackplumb graph --without-zone`, from the command line to its text. */
import { afterAll, describe, expect, test } from "@jest/globals";
import { chooseZones } from "../../src/cli/choose-zones.ts";
import { folder } from "./test-shell.ts";

const here = folder({
  "shop.yaml": `Parameters: {Stage: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1b}}
  Front: {Type: AWS::ElasticLoadBalancing::LoadBalancer, Properties: {Listeners: [], Subnets: [!Ref A, !Ref B]}}
  Web: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 2, MaxSize: 4, LoadBalancerNames: [!Ref Front], VPCZoneIdentifier: !If [IsProd, [!Ref A, !Ref B], [!Ref A]]}}
`,
  "alone.yaml": `Resources:
  A: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a}}
  B: {Type: AWS::EC2::Subnet, Properties: {VpcId: vpc-1, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1b}}
  Subnets: {Type: AWS::RDS::DBSubnetGroup, Properties: {DBSubnetGroupDescription: shop, SubnetIds: [!Ref A, !Ref B]}}
  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, DBSubnetGroupName: !Ref Subnets}}
  Work: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {HOST: !GetAtt Db.Endpoint.Address}}}}
`,
  "nowhere.yaml": "Resources:\n  Uploads: {Type: AWS::S3::Bucket}\n",
});
afterAll(() => here.remove());

test("tells what is lost without a zone, when, and which flow breaks where", async () => {
  const { stdout, status } = await here.run(["graph", "shop.yaml", "--without-zone", "a"]);
  expect(status).toBe(0);
  expect(stdout).toBe(`without eu-west-1a
  lost     A (AWS::EC2::Subnet)
  lost     Web (AWS::AutoScaling::AutoScalingGroup) when IsProd=false
  breaks   Front -> Web when IsProd=false: Web stands in eu-west-1a only
  holds    0 flows
`);
});

test("asks of each zone", async () => {
  const { stdout } = await here.run(["graph", "shop.yaml", "--without-zone", "each"]);
  expect(stdout.match(/^without .*/gm)).toEqual(["without eu-west-1a", "without eu-west-1b"]);
  expect(stdout).toContain("\n  holds    1 flow\n");
});

test("what stands in one of several zones is lost with that one, whichever it is", async () => {
  const { stdout } = await here.run(["graph", "alone.yaml", "--without-zone", "each"]);
  expect(stdout).toContain(`
without whichever zone it happens to be in
  lost     Db (AWS::RDS::DBInstance)
  breaks   Work -> Db: Db stands in one of eu-west-1a, eu-west-1b only
  holds    0 flows
`);
  expect((await here.run(["graph", "alone.yaml", "--without-zone", "a"])).stdout).not.toContain("whichever");
});

test("gives the same as data", async () => {
  const { stdout } = await here.run(["graph", "shop.yaml", "--without-zone", "b", "--format", "json"]);
  const { withoutZones, nodes } = JSON.parse(stdout);
  expect(withoutZones).toMatchObject([{ zone: "eu-west-1b", lost: [{ id: "shop.yaml/B" }], flows: [], holding: 1 }]);
  expect(nodes).toContainEqual(expect.objectContaining({ id: "shop.yaml/B", lostWith: ["eu-west-1b"] }));
});

test("a zone that nothing stands in is refused, with those that there are", async () => {
  const { stderr, status } = await here.run(["graph", "shop.yaml", "--without-zone", "c"]);
  expect(status).toBe(2);
  expect(stderr).toContain("nothing stands in c. There are: eu-west-1a; eu-west-1b.");
});

test("where nothing stands in a zone, that is said", async () => {
  expect((await here.run(["graph", "nowhere.yaml", "--without-zone", "each"])).stdout).toBe(
    "nothing here stands in an Availability Zone\n",
  );
});

test("without the option, text is no format of a graph", async () => {
  expect((await here.run(["graph", "shop.yaml", "--format", "text"])).status).toBe(2);
});

describe("the zones that are meant", () => {
  const labels = [
    "eu-west-1a",
    "zone 1 of the region",
    "${AWS::Region}a",
    "zone ${Zone}",
    "the zone that A happens to get",
  ];
  test.each<readonly [string, readonly string[]]>([
    ["EU-WEST-1A", ["eu-west-1a"]],
    ["a", ["eu-west-1a", "${AWS::Region}a"]],
    ["1", ["zone 1 of the region"]],
    ["zone ${Zone}", ["zone ${Zone}"]],
    ["each", labels.slice(0, 3)],
  ])("by %s", (asked, expected) => {
    expect(chooseZones(asked, { all: labels, told: labels.slice(0, 3) })).toEqual(expected);
  });
});
