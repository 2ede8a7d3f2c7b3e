/**
 * The id of a GraphQL API, by which everything that belongs to it refers to it.
 */
import { getAtt } from "../../../template/intrinsic-call.ts";
import type { NodeData } from "../draft.ts";
import type { SamResource } from "../resource.ts";

export function apiIdOf({ logicalId }: SamResource): NodeData {
  return getAtt(logicalId, "ApiId");
}
