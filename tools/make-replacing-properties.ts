/**
 * AWS's description of its resource types -> src/change/generated/replacing-properties.ts: of which properties a change
 * makes CloudFormation replace the resource, and which types keep data.
 *
 * Run by hand, after @aws-cdk/cloudformation-diff was brought up to date, which brings the description (Apache-2.0):
 *   node tools/run.mjs make-replacing-properties
 *
 * Invariant: nothing is left out of what the description says; a test holds the losses that are told to that package's own
 * comparison of templates.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const path = "src/change/generated/replacing-properties.ts";

/** Types that keep data, and of which the description does not say so. */
const alsoStateful = [
  "AWS::Cassandra::Table",
  "AWS::DSQL::Cluster",
  "AWS::DocDBElastic::Cluster",
  "AWS::ECR::Repository",
  "AWS::ElastiCache::ServerlessCache",
  "AWS::MemoryDB::Cluster",
  "AWS::OpenSearchServerless::Collection",
  "AWS::RDS::GlobalCluster",
  "AWS::RedshiftServerless::Namespace",
  "AWS::S3Express::DirectoryBucket",
  "AWS::S3Tables::TableBucket",
  "AWS::S3Vectors::VectorBucket",
  "AWS::Timestream::Table",
];
/** What these keep is kept by other resources. */
const notStateful: ReadonlySet<string> = new Set(["AWS::CloudFormation::Stack", "AWS::Organizations::Account"]);

interface Resource {
  readonly cloudFormationType: string;
  readonly isStateful?: boolean;
  readonly properties: Readonly<Record<string, { readonly causesReplacement?: string }>>;
}

export function main(): number {
  // The description belongs to the package that compares templates by it.
  const require = createRequire(createRequire(import.meta.url).resolve("@aws-cdk/cloudformation-diff"));
  const description = require.resolve("@aws-cdk/aws-service-spec/package.json");
  const { loadAwsServiceSpecSync } = require("@aws-cdk/aws-service-spec") as {
    loadAwsServiceSpecSync(): { all(kind: "resource"): Iterable<Resource> };
  };
  const { version } = JSON.parse(readFileSync(description, "utf8")) as { readonly version: string };
  const lines = new Map<string, string>();
  for (const resource of loadAwsServiceSpecSync().all("resource")) {
    const { cloudFormationType: type, isStateful, properties } = resource;
    const that = (causes: string): string =>
      Object.keys(properties)
        .filter((name) => properties[name]?.causesReplacement === causes)
        .sort()
        .join(",");
    const keepsData = (isStateful === true || alsoStateful.includes(type)) && !notStateful.has(type);
    const [yes, maybe] = [that("yes"), that("maybe")];
    if (keepsData || yes !== "" || maybe !== "")
      lines.set(type, [keepsData ? `${type}*` : type, yes, maybe].join(" ").trimEnd());
  }
  const unknown = alsoStateful.filter((type) => !lines.has(type));
  if (unknown.length > 0) {
    console.error(`not described: ${unknown.join(", ")}`);
    return 1;
  }
  const text = [
    "// Which changes replace a resource, and which types (*) keep data. Made by tools/make-replacing-properties.ts; do not edit.",
    `// Source: @aws-cdk/aws-service-spec ${version}. ${lines.size} types: those that replace it, and those that may.`,
    "",
    "// A function, because what is not called is not made when the program starts.",
    'export const replacingProperties = (): string => ["",',
    ...[...lines.values()].sort().map((line) => `  ${JSON.stringify(line)},`),
    '""].join("\\n");',
    "",
  ].join("\n");
  writeFileSync(path, text);
  console.log(`${path}: ${lines.size} types, ${Math.round(text.length / 1024)} KB`);
  return 0;
}
