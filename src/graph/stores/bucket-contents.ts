/**
 * What a bucket is for: files that somebody wants to keep, or logs, artifacts of builds, temporary things, a website.
 *
 * Invariant: only a bucket about which nothing speaks for the latter keeps files. What a bucket is called counts, because a
 * name that says "logs" keeps a rule from asking too much; it never makes one ask for more.
 */
import { textOf, valueAt } from "../../resolve/reading.ts";
import type { Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { resourcePoliciesOf } from "../access/resource-policies.ts";
import { elementOf, principalsOf } from "../access/statement.ts";
import { mentionsIn } from "../mentions.ts";
import type { Graph, GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { isTaggedTemporary } from "../organisation/data-tags.ts";
import { negated, type Ternary } from "../ternary.ts";
import { isWebsite } from "./public-access.ts";

/** Whether the bucket is there to keep files. */
export function keepsFiles(graph: Graph, bucket: GraphNode, world: World): Ternary {
  if (isTaggedTemporary(bucket, world) || isCalledOtherwise(graph, bucket)) return false;
  if (filledByMachines(graph).has(bucket) || takesLogs(graph, bucket, world) || isDeployed(graph, bucket)) return false;
  return negated(isWebsite(bucket, world));
}

/** What a distribution serves and nothing of the app writes, reads or waits for comes from a repository. */
function isDeployed(graph: Graph, bucket: GraphNode): boolean {
  if (!graph.edgesTo("fronts", bucket).some(({ source }) => source.role === "cdn")) return false;
  return graph.edgesTo("references", bucket).length === 0 && graph.edgesFrom("triggers", bucket).length === 0;
}

const otherWords: ReadonlySet<string> = new Set(
  "log logs logging accesslog accesslogs trail cloudtrail audit temp tmp temporary scratch cache artifact artifacts build builds pipeline staging athena".split(
    " ",
  ),
);

function isCalledOtherwise(index: NodeIndex, bucket: GraphNode): boolean {
  const names = [bucket.logicalId, ...index.physicalNames(bucket).flatMap((name) => literalsIn(name))];
  return names.some((name) => wordsOf(name).some((word) => otherWords.has(word)));
}

function literalsIn(name: Value): readonly string[] {
  return name.kind === "text" ? name.parts.flatMap((part) => textOf(part) ?? []) : [textOf(name) ?? []].flat();
}

/** `MyAccessLogsBucket` and `my-access-logs` -> my, access, logs. */
function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/);
}

/** Types that write into a bucket by themselves, and the properties that name it; without one, anywhere. */
const machines: readonly (readonly [type: string, ...path: string[]])[] = [
  ["AWS::S3::Bucket", "LoggingConfiguration"],
  ["AWS::S3::Bucket", "InventoryConfigurations"],
  ["AWS::CloudFront::Distribution", "DistributionConfig", "Logging"],
  ["AWS::CloudFront::StreamingDistribution", "StreamingDistributionConfig", "Logging"],
  ["AWS::CodePipeline::Pipeline", "ArtifactStore"],
  ["AWS::CodePipeline::Pipeline", "ArtifactStores"],
  ["AWS::CodeBuild::Project", "Artifacts"],
  ["AWS::CodeBuild::Project", "SecondaryArtifacts"],
  ["AWS::CodeBuild::Project", "Cache"],
  ["AWS::CodeBuild::Project", "LogsConfig"],
  ["AWS::Athena::WorkGroup"],
  ["AWS::CloudTrail::Trail"],
  ["AWS::Config::DeliveryChannel"],
  ["AWS::EC2::FlowLog"],
  ["AWS::ElasticLoadBalancing::LoadBalancer"],
  ["AWS::ElasticLoadBalancingV2::LoadBalancer"],
  ["AWS::Route53Resolver::ResolverQueryLoggingConfig"],
  ["AWS::WAFv2::LoggingConfiguration"],
  ["Custom::CDKBucketDeployment"],
];

const filledByMachines = oncePerGraph((index): ReadonlySet<GraphNode> => {
  const found = new Set<GraphNode>();
  for (const [type, ...path] of machines) {
    for (const node of index.nodesOfType(type)) {
      for (const mention of mentionsIn(index, valueAt(node.properties, path), ["AWS::S3::Bucket"])) {
        if (mention.node !== node) found.add(mention.node);
      }
    }
  }
  return found;
});

/** Services that deliver logs, and the accounts of load balancers: by what the bucket's policy or ACL lets in. */
function takesLogs(index: NodeIndex, bucket: GraphNode, world: World): boolean {
  if (textOf(world.read(valueAt(bucket.properties, ["AccessControl"]))) === "LogDeliveryWrite") return true;
  return resourcePoliciesOf(index, bucket).some(({ statements }) =>
    statements.items.some((statement) => {
      const services = principalsOf(statement, world).items.filter(({ kind }) => kind === "Service");
      if (!services.some(({ value }) => logServices.test(textOf(value) ?? ""))) return false;
      return elementOf(statement, "Action", world).items.some((action) => /put|\*/i.test(textOf(action) ?? ""));
    }),
  );
}

const logServices =
  /^(?:logging\.s3|delivery\.logs|logdelivery\.elasticloadbalancing|cloudtrail|config|vpc-flow-logs|logs\.[a-z0-9-]+)\.amazonaws\.com$|^logs\./;
