/**
 * The type `Compute`: everything that runs code, with what each topic knows about it.
 */
import type { GraphNode } from "../../graph/model.ts";
import type { FactType, RoleType } from "../fact.ts";
import { accessFields, accessMethods } from "./access.ts";
import { functionFields } from "./function.ts";
import { wayFields, wayMethods } from "./network.ts";
import { scalingFields } from "./scaling.ts";
import { databaseServer, softwareFields } from "./software.ts";
import { tierFields } from "./tier.ts";
import { diskFields } from "./uploads-on-disk.ts";

const compute: FactType<GraphNode> = {
  name: "Compute",
  extends: "Node",
  doc: "Something that runs code: instances and their groups, containers, functions, Elastic Beanstalk environments.",
  fields: {
    ...tierFields,
    ...scalingFields,
    ...softwareFields,
    ...accessFields,
    ...functionFields,
    ...wayFields,
    ...diskFields,
  },
  methods: { ...accessMethods, ...wayMethods },
};

export const types: readonly FactType<never>[] = [compute, databaseServer];
export const roleTypes: readonly RoleType[] = [{ role: "compute", type: "Compute" }];
