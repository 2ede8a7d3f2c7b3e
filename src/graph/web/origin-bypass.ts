/**
 * Whether visitors can go around a distribution and ask its origin directly.
 *
 * A bucket is closed to them by origin access control (or the older identity); a load balancer by being internal, by
 * security groups that admit CloudFront only, or by demanding a header that only the distribution sends.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html
 */
import { listIn, readAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import type { Graph } from "../model.ts";
import { isInternetFacing } from "../network/exposure.ts";
import { takesAnybody } from "../network/listener-ingress.ts";
import { isSet } from "../setting.ts";
import { both, either, negated, type Ternary } from "../ternary.ts";
import type { Origin } from "./origins.ts";

/** Whether it can be gone around; false for kinds of origin of which that is not asked. */
export function canBeBypassed(graph: Graph, origin: Origin, world: World): Ternary {
  const { target, settings } = origin;
  if (isSet(readAt(settings, ["VpcOriginConfig"], world)) === true) return false;
  if (target.role === "object") return negated(isSigned(origin, world));
  if (target.role !== "lb") return false;
  return both(isInternetFacing(target, world), () =>
    both(takesAnybody(graph, target, world), () => {
      // A header that the load balancer does not ask for may be asked for by the application, or by a firewall.
      const headers = listIn(readAt(settings, ["OriginCustomHeaders"], world), world);
      return headers.items.length + headers.open.length === 0 ? true : [byHeader(origin)];
    }),
  );
}

/** Whether the distribution signs its requests to a bucket; a website endpoint takes no signatures. */
function isSigned({ settings }: Origin, world: World): Ternary {
  return either(isSet(readAt(settings, ["OriginAccessControlId"], world)), () =>
    isSet(readAt(settings, ["S3OriginConfig", "OriginAccessIdentity"], world)),
  );
}

function byHeader({ distribution, target }: Origin): Reason {
  return {
    kind: "origin-header",
    name: target.logicalId,
    stack: target.stack.stack.name,
    message: `whether ${target.logicalId} refuses what comes without the header that ${distribution.logicalId} sends is decided by the application`,
    settle: `a listener rule of ${target.logicalId} that asks for the header`,
  };
}
