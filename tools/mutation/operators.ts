/** All operators, by subject. */
import type { Operator } from "./operator.ts";
import { accessOperators } from "./operators/access.ts";
import { bucketOperators } from "./operators/buckets.ts";
import { networkOperators } from "./operators/network.ts";
import { reachOperators } from "./operators/reach.ts";
import { samOperators } from "./operators/sam.ts";
import { storeOperators } from "./operators/stores.ts";
import { triggerOperators } from "./operators/triggers.ts";
import { webOperators } from "./operators/web.ts";

export const operators: readonly Operator[] = [
  ...triggerOperators,
  ...accessOperators,
  ...bucketOperators,
  ...reachOperators,
  ...networkOperators,
  ...samOperators,
  ...storeOperators,
  ...webOperators,
];
