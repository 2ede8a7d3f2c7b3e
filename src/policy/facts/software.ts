/**
 * What instances and containers run themselves, as their scripts say; part of the type `Compute` (compute.ts).
 */

import type { GraphNode } from "../../graph/model.ts";
import { type DatabaseServer, databaseServersOf } from "../../graph/scripts/database-servers.ts";
import { type FactField, type FactType, hop, listOf, object } from "../fact.ts";

export const softwareFields: Readonly<Record<string, FactField<GraphNode>>> = {
  databaseServers: {
    type: "list<DatabaseServer>",
    doc: "Database servers that its user data, cfn-init metadata or container images install or start; clients do not count.",
    read: (self, { graph, world }) => {
      const { items, open } = databaseServersOf(graph, self, world);
      return listOf(
        items.map((server) => object("DatabaseServer", server)),
        open,
      );
    },
  },
};

export const databaseServer: FactType<DatabaseServer> = {
  name: "DatabaseServer",
  doc: "A database server that an instance or container runs itself.",
  text: (self) => self.engine,
  fields: {
    engine: { type: "string", doc: "`MySQL`, `MariaDB`, `PostgreSQL` or `SQL Server`.", read: (self) => self.engine },
    hop: { type: "Hop", doc: "What installs or starts it.", read: (self) => hop(self.evidence) },
  },
};
