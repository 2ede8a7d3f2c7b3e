import { describe, expect, test } from "@jest/globals";
import { architecture, boundTo, broken, component, conformanceOf, flow, resultOf } from "./sample-architecture.ts";

const bucket = (id: string, more = ""): string => `  ${id}: {Type: AWS::S3::Bucket${more}}\n`;
const twoBuckets = `Resources:\n${bucket("Photos")}${bucket("Logs")}`;

describe("a component", () => {
  test("is every node of its roles, and each of them counts", () => {
    const conformance = conformanceOf(twoBuckets, architecture({ components: [component("store", ["object"])] }));
    expect(boundTo(conformance, "store")).toEqual(["Photos", "Logs"]);
  });

  test.each([
    ["the logical id", { kind: "id", pattern: "Ph*" }],
    [
      "the type and the id together",
      {
        kind: "all",
        of: [
          { kind: "type", pattern: "*Bucket" },
          { kind: "id", pattern: "?hotos" },
        ],
      },
    ],
    ["what it is not", { kind: "not", of: { kind: "id", pattern: "Logs" } }],
  ] as const)("is narrowed by %s", (_, where) => {
    const conformance = conformanceOf(
      twoBuckets,
      architecture({ components: [component("store", ["object"], { where })] }),
    );
    expect(boundTo(conformance, "store")).toEqual(["Photos"]);
    expect(conformance.unbound.map(({ logicalId }) => logicalId)).toEqual(["Logs"]);
  });

  test("is narrowed by a tag, and a stack tag that nobody told of selects nothing", () => {
    const tagged = `Resources:\n${bucket("Photos", ", Properties: {Tags: [{Key: data, Value: uploads}]}")}${bucket("Logs")}`;
    const where = { kind: "tag", key: "data", value: "up*" } as const;
    const conformance = conformanceOf(
      tagged,
      architecture({ components: [component("store", ["object"], { where })] }),
    );
    expect(boundTo(conformance, "store")).toEqual(["Photos"]);
    expect(conformance.bindings[0]?.possible).toEqual([]);
  });

  test("is what pins itself to it, and nothing else", () => {
    const pinned = `Resources:\n${bucket("Photos")}${bucket("Logs", ", Metadata: {Stackplumb: {component: store}}")}`;
    const conformance = conformanceOf(pinned, architecture({ components: [component("store", ["object"])] }));
    expect(boundTo(conformance, "store")).toEqual(["Logs"]);
  });

  test("leaves to one with a selector what that means, unless bind gives the node both parts", () => {
    const components = [
      component("photos", ["object"], { where: { kind: "id", pattern: "Photos" } }),
      component("rest", ["object"]),
    ];
    expect(boundTo(conformanceOf(twoBuckets, architecture({ components })), "rest")).toEqual(["Logs"]);
    const both = architecture({ components, bind: { rest: "photos" } });
    expect(boundTo(conformanceOf(twoBuckets, both), "rest")).toEqual(["Photos"]);
  });

  test("is missing where there is nothing, and not known where the app is not seen as a whole", () => {
    const asked = architecture({ components: [component("table", ["nosql"])] });
    expect(broken(conformanceOf(twoBuckets, asked))).toEqual(["missing component.table"]);
    const nested = `${twoBuckets}  Child: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://x/y.yaml}}\n`;
    const conformance = conformanceOf(nested, asked);
    expect(broken(conformance)).toEqual(["unknown component.table"]);
    expect(resultOf(conformance, "component.table").reasons[0]?.kind).toBe("nested-stack");
  });

  test("that is missing names what has its role and does not fit", () => {
    const where = { kind: "id", pattern: "Films" } as const;
    const messageFor = (template: string): string =>
      resultOf(
        conformanceOf(template, architecture({ components: [component("store", ["object"], { where })] })),
        "component.store",
      ).message;
    expect(messageFor(twoBuckets)).toBe("store is missing: none of Photos and Logs fits (called Films)");
    expect(messageFor(`Resources:\n${bucket("Photos")}`)).toBe("store is missing: Photos does not fit (called Films)");
    expect(messageFor("Resources:\n  Topic: {Type: AWS::SNS::Topic}")).toBe(
      "store is missing: there is nothing that could be it",
    );
  });

  test("that another one plays is missing with that one", () => {
    const components = [
      component("store", ["object"], { where: { kind: "id", pattern: "Films" } }),
      component("inbox", ["object"], { where: { kind: "id", pattern: "Photos" } }),
    ];
    const conformance = conformanceOf(twoBuckets, architecture({ components, bind: { inbox: "store" } }));
    expect(resultOf(conformance, "component.inbox").message).toBe("inbox is missing: it is played by what plays store");
  });

  test("is not known where compute is told of what another stack exports, networks left out", () => {
    const importing = (property: string): string => `Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Role: x, Code: {S3Bucket: b, S3Key: k}, ${property}}}
`;
    const asked = architecture({ components: [component("table", ["nosql"])] });
    const told = conformanceOf(importing("Environment: {Variables: {TABLE: !ImportValue details}}"), asked);
    expect(broken(told)).toEqual(["unknown component.table"]);
    const placed = conformanceOf(importing("VpcConfig: {SubnetIds: [!ImportValue a], SecurityGroupIds: []}"), asked);
    expect(broken(placed)).toEqual(["missing component.table"]);
  });

  test("is missing only where its condition does not hold", () => {
    const conditional = `Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
Resources:
${bucket("Photos", ", Condition: IsProd")}${bucket("Logs")}`;
    const where = { kind: "id", pattern: "Photos" } as const;
    const conformance = conformanceOf(
      conditional,
      architecture({ components: [component("store", ["object"], { where })] }),
    );
    expect(resultOf(conformance, "component.store")).toMatchObject({ status: "missing", guard: { kind: "atom" } });
  });

  test("may be absent where it is optional", () => {
    const components = [component("table", ["nosql"], { optional: true })];
    expect(broken(conformanceOf(twoBuckets, architecture({ components })))).toEqual([]);
  });

  test("takes no functions that CDK makes for itself", () => {
    const custom = `Resources:
  Fn: {Type: AWS::Lambda::Function, Properties: {Code: {ZipFile: x}}}
  Own: {Type: Custom::Thing, Properties: {ServiceToken: !GetAtt Fn.Arn}}
`;
    const conformance = conformanceOf(custom, architecture({ components: [component("worker", ["compute.fn"])] }));
    expect(boundTo(conformance, "worker")).toEqual([]);
  });

  test("has the volumes of its owner as parts, those of the launch template too", () => {
    const template = `Resources:
  Web:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: "2"
      MaxSize: "4"
      LaunchTemplate: {LaunchTemplateId: !Ref Machine, Version: "1"}
  Machine:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData: {BlockDeviceMappings: [{DeviceName: /dev/xvda, Ebs: {VolumeSize: 20}}]}
  Other: {Type: AWS::EC2::Volume, Properties: {Size: 10, AvailabilityZone: eu-west-1a}}
`;
    const components = [component("app", ["compute.vm"]), component("scratch", ["block"], { of: "app" })];
    const flows = [flow("temp", "app", "scratch", [{ kind: "attached" }])];
    const conformance = conformanceOf(template, architecture({ components, flows }));
    expect(conformance.bindings[1]?.nodes.map(({ id }) => id)).toEqual([
      "app/Machine#LaunchTemplateData.BlockDeviceMappings.0",
    ]);
    expect(broken(conformance)).toEqual([]);
    expect(conformance.unbound.map(({ logicalId }) => logicalId)).toEqual(["Other"]);
  });
});

describe("an exact count", () => {
  const one = { atLeast: 1, atMost: 1 };
  const worker = `  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      Code: {S3Bucket: b, S3Key: k}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: "s3:*", Resource: [!GetAtt Photos.Arn, !Sub "\${Photos.Arn}/*"]}]}}]
`;
  const asked = architecture({
    components: [component("store", ["object"], { count: one }), component("worker", ["compute.fn"])],
    flows: [flow("save", "worker", "store", [{ kind: "can", actions: ["s3:PutObject"] }])],
  });

  test("is decided by the flows", () => {
    const conformance = conformanceOf(twoBuckets + worker, asked);
    expect(boundTo(conformance, "store")).toEqual(["Photos"]);
    expect(broken(conformance)).toEqual([]);
  });

  test("is a tie where no flow tells the candidates apart, and none is preferred", () => {
    const conformance = conformanceOf(twoBuckets, architecture({ components: asked.components.slice(0, 1) }));
    expect(broken(conformance)).toEqual(["unknown component.store"]);
    expect(resultOf(conformance, "component.store").reasons[0]?.settle).toContain("component: store");
    expect(conformance.bindings[0]?.tied.map(({ logicalId }) => logicalId)).toEqual(["Photos", "Logs"]);
  });
});
