import { fullDiff, ResourceImpact } from "@aws-cdk/cloudformation-diff";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { lossesOf } from "../../src/change/losses.ts";
import { matchStacks } from "../../src/change/match-stacks.ts";
import { replacingOf } from "../../src/change/replacing-properties.ts";
import type { ReportChange } from "../../src/lint/report.ts";
import { type Files, linted } from "./linted.ts";

function losses(before: Files, now: Files): ReportChange["losses"] {
  const base = linted(before, {}, []).stacks;
  const head = linted(now, {}, []).stacks;
  return lossesOf(base, head, matchStacks(base, head));
}

/** Without where. */
function told(before: Files, now: Files): readonly string[] {
  return losses(before, now).map(({ stack, logicalId, how, cause }) => `${stack} ${logicalId} ${how}: ${cause}`);
}

function shop(resources: string): Files {
  return { "shop.yaml": `Resources:\n${resources}` };
}

const topic = "  Other: {Type: AWS::SNS::Topic}\n";

describe("deploying a change", () => {
  test("deletes a store that is no longer in the template", () => {
    const bucket = "  Uploads: {Type: AWS::S3::Bucket}\n";
    expect(told(shop(topic + bucket), shop(topic))).toEqual([
      "shop.yaml Uploads deleted: it is no longer in the template",
    ]);
    expect(losses(shop(topic + bucket), shop(topic))[0]?.location).toBeNull();
  });

  test("replaces a store whose name changes, and says where that stands", () => {
    const named = (name: string): string =>
      `${topic}  Uploads:\n    Type: AWS::S3::Bucket\n    Properties: {BucketName: ${name}}\n`;
    const [loss] = losses(shop(named("a")), shop(named("b")));
    expect(loss).toMatchObject({ how: "replaced", cause: "BucketName changes", type: "AWS::S3::Bucket" });
    expect(loss?.location).toMatchObject({ file: "shop.yaml", startLine: 3 });
  });

  test("replaces what becomes of another type, as far as that is possible at all", () => {
    const typed = (type: string): Files => shop(`  Store: {Type: ${type}}\n`);
    expect(told(typed("AWS::S3::Bucket"), typed("AWS::SQS::Queue"))).toEqual([
      "shop.yaml Store replaced: its type becomes AWS::SQS::Queue, which CloudFormation refuses in an update",
    ]);
  });

  test("puts no database at risk that is given a standby or longer backups", () => {
    const database = (settings: string): Files =>
      shop(`  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: postgres, ${settings}}}\n`);
    expect(told(database("MultiAZ: false"), database("MultiAZ: true, BackupRetentionPeriod: 14"))).toEqual([]);
    expect(told(database("AvailabilityZone: a"), database("AvailabilityZone: b"))).toEqual([
      "shop.yaml Db maybe replaced: AvailabilityZone changes",
    ]);
  });

  test("says which policy keeps what", () => {
    const table = (policy: string, key: string): string =>
      `${topic}  Orders:\n    Type: AWS::DynamoDB::Table\n    ${policy}\n    Properties: {TableName: ${key}}\n`;
    expect(told(shop(table("DeletionPolicy: Retain", "a")), shop(topic))).toEqual([
      "shop.yaml Orders deleted: it is no longer in the template; DeletionPolicy: Retain keeps the old one, outside the stack",
    ]);
    expect(told(shop(table("DeletionPolicy: Retain", "a")), shop(table("UpdateReplacePolicy: Snapshot", "b")))).toEqual(
      ["shop.yaml Orders replaced: TableName changes; UpdateReplacePolicy: Snapshot keeps a snapshot"],
    );
    // What holds for deletion says nothing of replacement.
    expect(told(shop(table("DeletionPolicy: Retain", "a")), shop(table("DeletionPolicy: Retain", "b")))).toEqual([
      "shop.yaml Orders replaced: TableName changes",
    ]);
  });

  test("loses nothing where values are only written otherwise", () => {
    const volume = (size: string): string =>
      `${topic}  Disk:\n    Type: AWS::EC2::Volume\n    Properties: {AvailabilityZone: ${size}}\n`;
    expect(told(shop(volume("!GetAtt Other.TopicName")), shop(volume("{'Fn::GetAtt': [Other, TopicName]}")))).toEqual(
      [],
    );
    const port = (value: string): string =>
      `${topic}  Db:\n    Type: AWS::RDS::DBInstance\n    Properties: {Port: ${value}, DBInstanceClass: db.t3.micro}\n`;
    expect(told(shop(port("5432")), shop(port("'5432'")))).toEqual([]);
    expect(told(shop(port("5432")), shop(port("5433")))).toHaveLength(1);
  });

  test("replaces what refers to something replaced in a property that cannot be changed", () => {
    const network = (name: string, reference: string): string =>
      [
        `  Subnets: {Type: AWS::RDS::DBSubnetGroup, Properties: {DBSubnetGroupName: ${name}, DBSubnetGroupDescription: d, SubnetIds: [a]}}`,
        `  Db: {Type: AWS::RDS::DBInstance, Properties: {DBInstanceClass: db.t3.micro, DBSubnetGroupName: ${reference}}}`,
        "",
      ].join("\n");
    for (const reference of ["!Ref Subnets", '!Sub "${Subnets}"', "!Join ['', [!Ref Subnets]]"])
      expect(told(shop(network("a", reference)), shop(network("b", reference)))).toEqual([
        "shop.yaml Db replaced: DBSubnetGroupName changes",
      ]);
    expect(told(shop(network("a", "fixed")), shop(network("b", "fixed")))).toEqual([]);
  });

  test("finds a renamed template again, and takes no file's removal for the deletion of its stack", () => {
    const stores = `${topic}  Uploads: {Type: AWS::S3::Bucket}\n  Orders: {Type: AWS::SQS::Queue}\n`;
    const template = { text: `Resources:\n${stores}` };
    expect(told({ "a.yaml": template.text }, { "b.yaml": template.text })).toEqual([]);
    expect(
      told({ "a.yaml": template.text }, { "b.yaml": `${template.text}# changed\n`.replace(/ {2}Orders.*\n/, "") }),
    ).toEqual(["b.yaml Orders deleted: it is no longer in the template"]);
    expect(told({ "a.yaml": template.text, ...shop(topic) }, shop(topic))).toEqual([]);
  });

  test("deletes what a nested stack holds with the resource that nests it", () => {
    const parent = "  Data: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: data.yaml}}\n";
    const data = { "data.yaml": "Resources:\n  Uploads: {Type: AWS::S3::Bucket}\n" };
    expect(told({ ...shop(topic + parent), ...data }, shop(topic))).toEqual([
      "shop.yaml/Data Uploads deleted: the nested stack Data is no longer in its template",
    ]);
    // The template was only not found.
    expect(told({ ...shop(topic + parent), ...data }, shop(topic + parent))).toEqual([]);
  });

  test("replaces a construct that gets another logical id", () => {
    const bucket = (id: string): string =>
      `${topic}  ${id}: {Type: AWS::S3::Bucket, Metadata: {"aws:cdk:path": Shop/Uploads/Resource}}\n`;
    expect(told(shop(bucket("UploadsAAAA")), shop(bucket("UploadsBBBB")))).toEqual([
      "shop.yaml UploadsAAAA replaced: its logical id becomes UploadsBBBB",
    ]);
  });
});

describe("losses", () => {
  const types = [
    "AWS::S3::Bucket",
    "AWS::DynamoDB::Table",
    "AWS::RDS::DBInstance",
    "AWS::RDS::DBSubnetGroup",
    "AWS::EC2::Volume",
    "AWS::EC2::Subnet",
    "AWS::EFS::FileSystem",
    "AWS::SQS::Queue",
    "AWS::SNS::Topic",
    "AWS::KMS::Key",
    "AWS::Logs::LogGroup",
    "AWS::EMR::Cluster",
  ];
  const ids = ["A", "B", "C", "D"];
  const reference = fc.constantFrom(...ids).chain((id) =>
    fc.constantFrom<unknown>({ Ref: id }, { "Fn::GetAtt": [id, "Arn"] }, { "Fn::GetAtt": `${id}.Arn` }, [{ Ref: id }], {
      Nested: { Ref: id },
    }),
  );
  const value = fc.oneof(fc.constantFrom<unknown>("x", "y", 1, "1", true, "true", ["x"], { K: "x" }), reference);
  const resource = fc.constantFrom(...types).chain((type) => {
    const { always, maybe } = replacingOf(type);
    const names = [...always.slice(0, 3), ...maybe.slice(0, 2), "Tags"];
    return fc.record({
      Type: fc.constant(type),
      Properties: fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 3, noNullPrototype: true }),
    });
  });
  const resources = fc.dictionary(fc.constantFrom(...ids), resource, { minKeys: 1, maxKeys: 4, noNullPrototype: true });

  test("are those of AWS's own comparison of templates", () => {
    const impacts: Partial<Record<ResourceImpact, string>> = {
      [ResourceImpact.WILL_DESTROY]: "deleted",
      [ResourceImpact.WILL_REPLACE]: "replaced",
      [ResourceImpact.MAY_REPLACE]: "maybe replaced",
    };
    fc.assert(
      fc.property(resources, resources, (before, now) => {
        const texts = [before, now].map((all) => ({ "shop.json": JSON.stringify({ Resources: all }) }));
        const [base = {}, head = {}] = texts;
        const ours = losses(base, head).map(({ logicalId, how }) => `${logicalId} ${how}`);
        const theirs: string[] = [];
        fullDiff({ Resources: before }, { Resources: now }).resources.forEachDifference((id, change) => {
          const how = impacts[change.changeImpact];
          if (how !== undefined && replacingOf(change.oldResourceType ?? "").keepsData) theirs.push(`${id} ${how}`);
        });
        expect(ours).toEqual(theirs.sort());
      }),
      { numRuns: 500 },
    );
  });
});
