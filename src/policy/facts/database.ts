/**
 * What is asked of relational databases: form, exposure, encryption, password, standbys.
 */

import type { GraphNode } from "../../graph/model.ts";
import { securityGroupsOf } from "../../graph/network/security-groups.ts";
import { worldIngressOf } from "../../graph/network/world-ingress.ts";
import { isOn } from "../../graph/setting.ts";
import { instanceCount, membersOf, membersShareZone } from "../../graph/stores/cluster-members.ts";
import {
  backupRetention,
  engineOf,
  formOf,
  isEncrypted,
  isPublic,
  portOf,
  type Setting,
} from "../../graph/stores/database.ts";
import { passwordExposure } from "../../graph/stores/master-password.ts";
import { isSelectedForBackup } from "../../graph/stores/table-recovery.ts";
import { readAt } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import {
  between,
  type Fact,
  type FactContext,
  type FactType,
  hop,
  listOf,
  missing,
  nodeFact,
  object,
  type RoleType,
  unknown,
} from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";
import { growthFields } from "./database-growth.ts";
import { databaseWayFields } from "./network.ts";

const database: FactType<GraphNode> = {
  name: "Database",
  extends: "Node",
  doc: "A relational database: an instance, a replica, a cluster, a member of a cluster, or a proxy in front of one.",
  fields: {
    ...growthFields,
    ...databaseWayFields,
    form: {
      type: "string",
      doc: "`instance`, `replica`, `member`, `custom`, `aurora`, `serverless-v1`, `multi-az-cluster` or `proxy`.",
      read: (self, { world }) => {
        const form = formOf(self, world);
        return typeof form === "string" ? form : unknown(form.reason);
      },
    },
    engine: {
      type: "string",
      optional: true,
      doc: "The engine in lower case, where it is known.",
      read: (self, { world }) => engineOf(self, world) ?? missing,
    },
    port: {
      type: "int",
      optional: true,
      doc: "The port that it listens on; its engine's default where the template sets none.",
      read: (self, { world }) => portOf(self, world) ?? missing,
    },
    encrypted: {
      type: "bool",
      doc: "Whether its storage is encrypted, with AWS's default where the template says nothing.",
      read: (self, { world }) => ternaryFact(isEncrypted(self, world)),
    },
    encryptedByDefault: {
      type: "bool",
      doc: "Whether it is the absence of `StorageEncrypted` that decides.",
      read: (self, { world }) => readAt(self.properties, ["StorageEncrypted"], world).kind === "absent",
    },
    publiclyAccessible: {
      type: "bool",
      doc: "Whether it has a public address; where the template does not say, it has one when its VPC has an internet gateway.",
      read: (self, { graph, world }) => settingFact(isPublic(graph, self, world)),
    },
    publicByDefault: {
      type: "bool",
      doc: "Whether it is the absence of `PubliclyAccessible` that decides.",
      read: (self, { world }) => readAt(self.properties, ["PubliclyAccessible"], world).kind === "absent",
    },
    publicHops: {
      type: "list<Hop>",
      doc: "What gives it a public address.",
      read: (self, { graph, world }) => {
        const setting = isPublic(graph, self, world);
        if ("reason" in setting || setting.origin === null) return listOf([]);
        const message = setting.byDefault
          ? "its VPC has an internet gateway"
          : "PubliclyAccessible gives it a public address";
        return listOf([hop({ message, node: setting.origin })]);
      },
    },
    worldIngress: {
      type: "list<SecurityRule>",
      doc: "Rules of its security groups that let the world in on its port.",
      read: worldIngress,
    },
    passwordExposed: {
      type: "bool",
      doc: "Whether its master password can be read in the template or by describing the stack.",
      read: (self, { graph, world }) => {
        const exposure = passwordExposure(graph, self, world);
        return exposure.kind === "unknown" ? unknown(exposure.reason) : exposure.kind === "exposed";
      },
    },
    passwordHops: {
      type: "list<Hop>",
      doc: "How its master password is exposed, and where.",
      read: (self, { graph, world }) => {
        const exposure = passwordExposure(graph, self, world);
        return listOf(exposure.kind === "exposed" ? [hop(exposure.evidence)] : []);
      },
    },
    backupRetention: {
      type: "int",
      doc: "For how many days automated backups are kept; 1 where the template does not say, 0 where they are off.",
      read: (self, { world }) => {
        const days = backupRetention(self, world);
        return typeof days === "number" ? days : unknown(days.reason);
      },
    },
    backedUp: {
      type: "bool",
      doc: "Whether a backup plan of the app selects it.",
      read: (self, { graph, world }) => ternaryFact(isSelectedForBackup(graph, self, world)),
    },
    multiAZ: {
      type: "bool",
      doc: "Whether a standby waits in another zone (`MultiAZ`; not set means no).",
      read: (self, { world }) => ternaryFact(isOn(readAt(self.properties, ["MultiAZ"], world))),
    },
    members: {
      type: "list<Node>",
      doc: "The instances of a cluster.",
      read: (self, { graph, world }) => {
        const { items, open } = membersOf(graph, self, world);
        return listOf(items.map(nodeFact), open);
      },
    },
    instances: {
      type: "int",
      doc: "How many instances a cluster has, readers that auto scaling keeps included.",
      read: (self, { graph, world }) => {
        const { least, most, reasons } = instanceCount(graph, self, world);
        return between(least, most, reasons);
      },
    },
    membersShareZone: {
      type: "bool",
      doc: "Whether all instances of a cluster are pinned to one zone.",
      read: (self, { graph, world }) => ternaryFact(membersShareZone(graph, self, world)),
    },
    isHeadless: {
      type: "bool",
      doc: "Whether it is the secondary cluster of a global database, kept without instances on purpose.",
      read: (self, { graph, world }) =>
        readAt(self.properties, ["GlobalClusterIdentifier"], world).kind !== "absent" &&
        membersOf(graph, self, world).items.length === 0,
    },
  },
};

export const types: readonly FactType<never>[] = [database];
export const roleTypes: readonly RoleType[] = [{ role: "rdb", type: "Database" }];

function settingFact(setting: Setting): Fact {
  return "reason" in setting ? unknown(setting.reason) : setting.known;
}

function worldIngress(self: GraphNode, { graph, world }: FactContext): Fact {
  const port = portOf(self, world);
  const groups = securityGroupsOf(graph, self, world);
  const asked = port === undefined ? portUnknown(self) : [port];
  const found = groups.items.map((group) => worldIngressOf(graph, group, asked, world));
  return listOf(
    found.flatMap(({ items }) => items.map((rule) => object("SecurityRule", rule))),
    [...groups.open, ...found.flatMap(({ open }) => open)],
  );
}

function portUnknown(self: GraphNode): Reason {
  return {
    kind: "port",
    name: self.logicalId,
    stack: self.stack.stack.name,
    message: `the port of ${self.logicalId} is not known`,
    settle: `Port on ${self.logicalId}`,
  };
}
