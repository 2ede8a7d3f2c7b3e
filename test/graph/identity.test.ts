import { describe, expect, test } from "@jest/globals";
import { cutAt } from "../../src/graph/arn.ts";
import { identify } from "../../src/graph/identity.ts";
import { nodesNamed } from "../../src/graph/named-nodes.ts";
import { alternativesOf, valueAt } from "../../src/resolve/reading.ts";
import { graphOf, nodeIn } from "./graph-of.ts";

const bucket = "AWS::S3::Bucket";

/** What a value that is written as a property names: ids with attribute, and what follows the name. */
function naming(
  value: string,
  resources: string,
  types: readonly string[] = [],
  parameters: Readonly<Record<string, string>> = {},
): { readonly certain: readonly string[]; readonly possible: readonly string[]; readonly reason: string | null } {
  const graph = graphOf(
    `
Parameters: {Name: {Type: String}, Stage: {Type: String}, Given: {Type: String, Default: photos}}
Resources:
  Asker: {Type: Custom::Asker, Properties: {Value: ${value}}}
${resources}`,
    { parameters },
  );
  const [only, ...others] = alternativesOf(valueAt(nodeIn(graph, "Asker").properties, ["Value"]));
  if (only === undefined || others.length > 0) throw new Error("the value has alternatives");
  const { certain, possible, reason } = identify(graph, only.value, types);
  const tell = ({ node, attribute, rest }: (typeof certain)[number]): string =>
    `${node.logicalId}.${attribute}${rest.length === 0 ? "" : ` + ${rest.length}`}`;
  return { certain: certain.map(tell), possible: possible.map(tell), reason: reason?.name ?? null };
}

const nothing = { certain: [], possible: [], reason: null };

describe("a bucket is named", () => {
  const named = "  Photos: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Name}}";
  test.each<readonly [string, string, readonly string[]]>([
    ["by Ref", "!Ref Photos", ["Photos.Ref"]],
    ["by its ARN", "!GetAtt Photos.Arn", ["Photos.Arn"]],
    ["by an ARN around Ref", '!Sub "arn:${AWS::Partition}:s3:::${Photos}"', ["Photos.Arn"]],
    ["by an ARN with keys behind it", '!Sub "arn:aws:s3:::${Photos}/*"', ["Photos.Arn + 1"]],
    ["by its ARN with keys behind it", '!Sub "${Photos.Arn}/${AWS::AccountId}/*"', ["Photos.Arn + 3"]],
    ["by an ARN built from its name's own expression", '!Sub "arn:aws:s3:::${Name}/*"', ["Photos.Arn + 1"]],
    ["by joined pieces", '!Join [":", [arn, !Ref AWS::Partition, "s3::", !Ref Name]]', ["Photos.Arn"]],
  ])("%s", (_, value, expected) => {
    expect(naming(value.replace("!Ref AWS::Partition", "{Ref: AWS::Partition}"), named)).toMatchObject({
      certain: expected,
    });
  });

  test("by its bare name, where a name of its type is meant", () => {
    expect(naming("!Ref Name", named)).toEqual({ ...nothing, reason: "Name" });
    expect(naming('!Sub "${Name}"', named, [bucket])).toMatchObject({ reason: "Name" });
    expect(naming('!Sub "x-${Name}"', named.replace("!Ref Name", '!Sub "x-${Name}"'), [bucket]).certain).toEqual([
      "Photos.Name",
    ]);
  });
});

describe("literal names", () => {
  const two = `
  Photos: {Type: AWS::S3::Bucket, Properties: {BucketName: photos}}
  Videos: {Type: AWS::S3::Bucket, Properties: {BucketName: videos}}`;

  test("that are equal are one thing", () => {
    expect(naming("arn:aws:s3:::photos/raw/*", two)).toEqual({
      certain: ["Photos.Arn + 1"],
      possible: [],
      reason: null,
    });
    expect(naming("photos", two, [bucket]).certain).toEqual(["Photos.Name"]);
  });

  test("that differ name nothing here", () => {
    expect(naming("arn:aws:s3:::photos-backup", two)).toEqual(nothing);
    expect(naming("audio", two, [bucket])).toEqual(nothing);
  });

  test("equal the default that names the resource", () => {
    const byDefault = "  Photos: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref Given}}";
    expect(naming("arn:aws:s3:::photos", byDefault).certain).toEqual(["Photos.Arn"]);
    expect(naming('!Sub "arn:aws:s3:::${Given}"', byDefault).certain).toEqual(["Photos.Arn"]);
  });

  test("are of the service that the ARN says", () => {
    const both = `${two}\n  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: photos}}`;
    expect(naming("arn:aws:dynamodb:eu-west-1:111122223333:table/photos/index/by-day", both).certain).toEqual([
      "Table.Arn + 1",
    ]);
    expect(naming("arn:aws:sqs:eu-west-1:111122223333:photos", both)).toEqual(nothing);
  });

  test("of a resource without a name of its own are nobody's", () => {
    expect(naming("photos", "  Photos: {Type: AWS::S3::Bucket}", [bucket])).toEqual(nothing);
  });
});

describe("names of which a part is undecided", () => {
  const staged = '  Photos: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "${Stage}-photos"}}';

  test("may equal a literal whose ends agree", () => {
    expect(naming("arn:aws:s3:::prod-photos", staged)).toEqual({ certain: [], possible: ["Photos.Arn"], reason: null });
    expect(naming("arn:aws:s3:::prod-videos", staged)).toEqual(nothing);
  });

  test("equal a name that is built likewise", () => {
    expect(naming('!Sub "arn:aws:s3:::${Stage}-photos"', staged)).toMatchObject({
      certain: ["Photos.Arn"],
      possible: [],
    });
  });

  test("may be what CloudFormation makes up", () => {
    expect(naming('!Sub "arn:aws:s3:::${Name}"', "  Photos: {Type: AWS::S3::Bucket}")).toEqual({
      certain: [],
      possible: ["Photos.Arn"],
      reason: "Name",
    });
  });

  test("are decided by what is given", () => {
    expect(naming("arn:aws:s3:::prod-photos", staged, [], { Stage: "prod" }).certain).toEqual(["Photos.Arn"]);
    expect(naming("arn:aws:s3:::prod-photos", staged, [], { Stage: "dev" })).toEqual(nothing);
  });
});

test("each alternative of a name counts", () => {
  const either = `
  Photos: {Type: AWS::S3::Bucket, Properties: {BucketName: !If [IsProd, photos, photos-dev]}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}`;
  expect(naming("arn:aws:s3:::photos", either).certain).toEqual(["Photos.Arn"]);
  expect(naming("arn:aws:s3:::photos-dev", either).certain).toEqual(["Photos.Arn"]);
  expect(naming("arn:aws:s3:::photos-test", either)).toEqual(nothing);
});

test("a property that says more than a name names no resource", () => {
  const graph = graphOf(`
Resources:
  Photos: {Type: AWS::S3::Bucket}
  Asker: {Type: Custom::Asker, Properties: {Plain: [!Ref Photos], More: !Sub "\${Photos}-backup", Other: !Ref Asker}}`);
  const named = (property: string): readonly string[] =>
    nodesNamed(graph, valueAt(nodeIn(graph, "Asker").properties, [property]), [bucket]).map(
      ({ node }) => node.logicalId,
    );
  expect(named("Plain")).toEqual(["Photos"]);
  expect(named("More")).toEqual([]);
  expect(named("Other")).toEqual([]);
});

test("logical ids that are properties of every object are ids like others", () => {
  const odd = `
  constructor: {Type: AWS::S3::Bucket, Properties: {BucketName: toString}}
  __proto__: {Type: AWS::S3::Bucket, Properties: {BucketName: hasOwnProperty}}`;
  expect(naming("!Ref constructor", odd).certain).toEqual(["constructor.Ref"]);
  expect(naming("!GetAtt __proto__.Arn", odd).certain).toEqual(["__proto__.Arn"]);
  expect(naming("arn:aws:s3:::hasOwnProperty", odd).certain).toEqual(["__proto__.Arn"]);
  expect(naming("valueOf", odd, [bucket])).toEqual(nothing);
});

test("a name is cut where it ends, whatever characters stand before", () => {
  const [before, after] = cutAt([{ kind: "known", value: "📷📷/raw", origin: null }], "/");
  expect([before, after].map((parts) => parts.map((part) => part.kind === "known" && part.value))).toEqual([
    ["📷📷"],
    ["/raw"],
  ]);
});
