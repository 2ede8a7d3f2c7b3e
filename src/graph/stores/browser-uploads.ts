/**
 * Whether browsers upload to a bucket, and whether the bucket answers what browsers ask before (CORS).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 *
 * Browsers upload where a role of an identity pool may put objects, and where code behind an API signs uploads; what code does
 * is seen where it stands in the template.
 */
import { alternativesOf, listIn, readAt, textOf, valueAt } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import { canAny } from "../access/can.ts";
import { identify } from "../identity.ts";
import type { Evidence, Graph, GraphNode, NodeIndex } from "../model.ts";
import { oncePerGraph } from "../once-per-graph.ts";
import { isWord } from "../setting.ts";
import { either, some, type Ternary, unlessOpen } from "../ternary.ts";
import { identityPoolRoles } from "./upload-writers.ts";

export interface BrowserUpload {
  readonly happens: Ternary;
  readonly evidence: readonly Evidence[];
}

/** Who lets browsers upload. @throws Split where the world does not decide it */
export function browserUploadsTo(graph: Graph, bucket: GraphNode, world: World): readonly BrowserUpload[] {
  const attached = poolRoles(graph);
  const byRole = identityPoolRoles(graph)
    .filter((role) => attached.has(role) && world.test(role.guard) !== false)
    .flatMap((role): readonly BrowserUpload[] => {
      const { answer, ...rest } = canAny(graph, role, ["s3:PutObject"], bucket, world);
      if (answer !== "yes") return [];
      const message = `browsers get the role ${role.logicalId} from an identity pool`;
      return [{ happens: true, evidence: [{ node: role.origin, message }, ...rest.evidence] }];
    });
  const bySignature = graph
    .edgesTo("references", bucket)
    .filter(({ source, guard }) => world.test(guard) !== false && signsUploads(source))
    .map(({ source, evidence }) => ({
      happens: true,
      evidence: [...evidence, { node: source.origin, message: `${source.logicalId} signs uploads for others` }],
    }));
  return [...byRole, ...bySignature];
}

/** Roles that are really handed out. */
const poolRoles = oncePerGraph((index: NodeIndex): ReadonlySet<GraphNode> => {
  const found = new Set<GraphNode>();
  for (const attachment of index.nodesOfType("AWS::Cognito::IdentityPoolRoleAttachment")) {
    for (const { value: roles } of alternativesOf(valueAt(attachment.properties, ["Roles"]))) {
      if (roles.kind !== "map") continue;
      for (const entry of roles.entries.values()) {
        for (const { value } of alternativesOf(entry)) {
          for (const { node } of identify(index, value).certain) found.add(node);
        }
      }
    }
  }
  return found;
});

const signing = /generate_presigned_(?:url|post)|getSignedUrl|createPresignedPost|presigned_url/;

function signsUploads(compute: GraphNode): boolean {
  return alternativesOf(valueAt(compute.properties, ["Code", "ZipFile"])).some(({ value }) => {
    const text = value.kind === "text" ? value.parts.map((part) => textOf(part) ?? "").join("") : (textOf(value) ?? "");
    return signing.test(text) && /put_?object|presigned_?post/i.test(text);
  });
}

/** Whether a CORS rule of the bucket lets browsers put or post. */
export function letsBrowsersUpload(bucket: GraphNode, world: World): Ternary {
  const rules = listIn(readAt(bucket.properties, ["CorsConfiguration", "CorsRules"], world), world);
  const found = some(rules.items, (rule) => {
    const methods = listIn(readAt(rule, ["AllowedMethods"], world), world);
    const named = some(methods.items, (method) => either(isWord(method, "PUT"), () => isWord(method, "POST")));
    return either(named, () => unlessOpen(methods.open));
  });
  return either(found, () => unlessOpen(rules.open));
}
