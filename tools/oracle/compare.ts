/**
 * One template x two engines -> where they say different things about the properties of its resources.
 */
import type { TemplateModel } from "@aws/cloudformation-validate";
import type { ResolvedStack } from "../../src/resolve/resolved.ts";
import { World } from "../../src/resolve/world.ts";
import { leavesOfOracle, type OwnLeaves, ownLeaves } from "./leaves.ts";

export interface Difference {
  readonly logicalId: string;
  readonly path: string;
  /** What the other engine says, each thing once, sorted. */
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
  /** Kinds of the reasons for which Stackplumb does not know, each once. */
  readonly reasons: readonly string[];
  readonly isSecret: boolean;
  /** Types of the resources that the other engine names. */
  readonly theirTypes: readonly string[];
  /** Whether the template uses SAM, which the other engine does not expand. */
  readonly isSam: boolean;
}

export interface Comparison {
  readonly compared: number;
  readonly differences: readonly Difference[];
}

/** @param stack resolved with the account, region and stack name that the other engine makes up */
export function compare(model: TemplateModel, stack: ResolvedStack): Comparison {
  const isSam = stack.stack.template.transforms.some((name) => name.startsWith("AWS::Serverless"));
  const differences: Difference[] = [];
  let compared = 0;
  for (const [logicalId, resource] of Object.entries(model.resources())) {
    if (resource.resourceType.startsWith("AWS::Serverless::")) continue;
    const declaration = stack.template.resources.get(logicalId);
    if (declaration === undefined) {
      differences.push({
        logicalId,
        path: "",
        theirs: [resource.resourceType],
        ours: [],
        reasons: [],
        isSecret: false,
        theirTypes: [],
        isSam,
      });
      continue;
    }
    const own = stack.valueOf(declaration.properties);
    for (const [name, value] of Object.entries(resource.properties)) {
      const leaves = leavesOfOracle(value, (condition) => stack.guardOf(condition), World.open, [name]);
      const places = new Map<string, { theirs: Set<string>; own: OwnLeaves; path: string }>();
      for (const { path, world, says } of leaves) {
        const key = JSON.stringify([
          path,
          world.decisions.map(({ variable, left, isNot }) => [variable.id, [...(left ?? [])], [...isNot]]),
        ]);
        const place = places.get(key) ?? { theirs: new Set(), own: ownLeaves(own, path, world), path: path.join(".") };
        place.theirs.add(says);
        places.set(key, place);
      }
      for (const {
        theirs,
        own: { says: ours, reasons, isSecret },
        path,
      } of places.values()) {
        compared++;
        const said = [...theirs].sort();
        if (said.join("\n") !== ours.join("\n") && decoded(said) !== ours.join("\n")) {
          const theirTypes = said.flatMap((leaf) => stack.template.resources.get(leaf.slice(1, -1))?.type ?? []);
          differences.push({ logicalId, path, theirs: said, ours, reasons, isSecret, theirTypes, isSam });
        }
      }
    }
  }
  return { compared, differences };
}

/** Base64 leaves no trace in our values: they are the text that was encoded. */
function decoded(texts: readonly string[]): string {
  return texts
    .map((text) => Buffer.from(text, "base64").toString("utf8"))
    .sort()
    .join("\n");
}
