/**
 * What is asked of an app about stores that are defined elsewhere; part of the type `App` (app.ts).
 */

import type { Graph } from "../../graph/model.ts";
import { externalDatabases, hasCoupledDatabase } from "../../graph/stores/external-database.ts";
import { either, unlessOpen } from "../../graph/ternary.ts";
import type { FactField } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

export const storeFields: Readonly<Record<string, FactField<Graph>>> = {
  usesDatabaseElsewhere: {
    type: "bool",
    doc: "Whether it uses a relational database that it does not declare: one that Elastic Beanstalk makes with an environment; unknown where a parameter or a variable is called like the address, the name or the secret of one.",
    read: (self, { world }) =>
      ternaryFact(either(hasCoupledDatabase(self, world), () => unlessOpen(externalDatabases(self)))),
  },
};
