/**
 * What is asked of relational databases: form, exposure, encryption, password, standbys.
 */
import {
  type DatabaseForm,
  engineOf,
  formOf,
  isEncrypted,
  isPublic,
  membersOf,
  portOf,
  type Setting,
} from "../../graph/database.ts";
import { passwordExposure } from "../../graph/master-password.ts";
import type { GraphNode } from "../../graph/model.ts";
import { registrationsOf } from "../../graph/scaling.ts";
import { coversTcp, isWorld, rulesOf, type SecurityRule, securityGroupsOf } from "../../graph/security-groups.ts";
import { sameZone, zoneOf } from "../../graph/zones.ts";
import { booleanOf, numberOf, readAt, textOf } from "../../resolve/reading.ts";
import type { Reason } from "../../resolve/value.ts";
import {
  between,
  type Fact,
  type FactContext,
  type FactType,
  hop,
  listOf,
  location,
  missing,
  nodeFact,
  type RoleType,
  unknown,
} from "../fact.ts";

const database: FactType<GraphNode> = {
  name: "Database",
  extends: "Node",
  doc: "A relational database: an instance, a replica, a cluster, a member of a cluster, or a proxy in front of one.",
  fields: {
    form: {
      type: "string",
      doc: "`instance`, `replica`, `member`, `custom`, `aurora`, `serverless-v1`, `multi-az-cluster` or `proxy`.",
      read: (self, { world }): DatabaseForm => formOf(self, world),
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
      read: (self, { world }) => settingFact(isEncrypted(self, world)),
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
      read: (self, { world }) => {
        const exposure = passwordExposure(self, world);
        return exposure.kind === "unknown" ? unknown(exposure.reason) : exposure.kind === "exposed";
      },
    },
    passwordExposure: {
      type: "string",
      doc: "How its master password is exposed, in words; empty where it is not.",
      read: (self, { world }) => {
        const exposure = passwordExposure(self, world);
        return exposure.kind === "exposed" ? exposure.how : "";
      },
    },
    passwordHops: {
      type: "list<Hop>",
      doc: "The places that expose its master password.",
      read: (self, { world }) => {
        const exposure = passwordExposure(self, world);
        return listOf(exposure.kind === "exposed" ? exposure.evidence.map(hop) : []);
      },
    },
    multiAZ: {
      type: "bool",
      doc: "Whether a standby waits in another zone (`MultiAZ`; not set means no).",
      read: (self, { world }) => {
        const value = readAt(self.properties, ["MultiAZ"], world);
        if (value.kind === "unknown") return unknown(value.reason);
        return booleanOf(value) ?? false;
      },
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
      read: instances,
    },
    membersShareZone: {
      type: "bool",
      doc: "Whether all instances of a cluster are pinned to one zone.",
      read: membersShareZone,
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

const securityRule: FactType<SecurityRule> = {
  name: "SecurityRule",
  doc: "A rule of a security group.",
  fields: {
    declaration: {
      type: "Location",
      doc: "Where the rule is written.",
      read: (self) => location(self.origin ?? self.declaredBy.origin),
    },
    declaredBy: { type: "Node", doc: "The resource that holds the rule.", read: (self) => nodeFact(self.declaredBy) },
    hop: {
      type: "Hop",
      doc: "The rule as a hop of evidence.",
      read: (self) => {
        const peer = textOf(self.peer.value) ?? "a source that is not known";
        const verb = self.direction === "ingress" ? "lets in" : "lets out to";
        return hop({
          message: `${self.declaredBy.logicalId} ${verb} ${peer}`,
          node: self.origin ?? self.declaredBy.origin,
        });
      },
    },
  },
};

export const types: readonly FactType<never>[] = [database, securityRule];
export const roleTypes: readonly RoleType[] = [{ role: "rdb", type: "Database" }];

function settingFact(setting: Setting): Fact {
  return "reason" in setting ? unknown(setting.reason) : setting.known;
}

function worldIngress(self: GraphNode, { graph, world }: FactContext): Fact {
  const port = portOf(self, world);
  const groups = securityGroupsOf(graph, self, world);
  const open: Reason[] = [...groups.open];
  const found: SecurityRule[] = [];
  for (const group of groups.items) {
    const rules = rulesOf(graph, group, "ingress", world);
    open.push(...rules.open);
    for (const rule of rules.items) {
      const everybody = isWorld(rule);
      const covers = port === undefined ? coversEveryPort(rule) : coversTcp(rule.ports, port);
      if (covers === true && everybody === true) found.push(rule);
      else if (covers !== false && everybody !== false)
        open.push(...doubtsOf(rule), ...(port === undefined ? [portUnknown(self)] : []));
    }
  }
  return listOf(
    found.map((rule) => ({ kind: "object", type: "SecurityRule", self: rule })),
    open,
  );
}

/** Whether a rule covers a port that is not known: surely only where it covers all. */
function coversEveryPort({ ports }: SecurityRule): boolean | undefined {
  return ports.kind === "all" ||
    (ports.kind === "range" && ports.protocol === "tcp" && ports.from <= 1 && ports.to === 65_535)
    ? true
    : undefined;
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

function doubtsOf(rule: SecurityRule): readonly Reason[] {
  const { ports, peer } = rule;
  return [
    ...(ports.kind === "unknown" ? [ports.reason] : []),
    ...(peer.value.kind === "unknown" ? [peer.value.reason] : []),
  ];
}

function instances(self: GraphNode, { graph, world }: FactContext): Fact {
  const { items, open } = membersOf(graph, self, world);
  const readers = registrationsOf(graph).find((r) => r.scaled === self && world.holds(r.guard));
  const capacity =
    readers === undefined ? undefined : numberOf(readAt(readers.target.properties, ["MinCapacity"], world));
  const least = capacity === undefined ? items.length : Math.max(items.length, capacity + 1);
  return between(least, open.length > 0 ? Number.POSITIVE_INFINITY : least, open);
}

function membersShareZone(self: GraphNode, { graph, world }: FactContext): Fact {
  const zones = membersOf(graph, self, world).items.map((member) => {
    // Only a member's own zone pins it: a subnet group leaves the choice to RDS, which spreads.
    const pinned = readAt(member.properties, ["AvailabilityZone"], world).kind !== "absent";
    return pinned ? zoneOf(graph, member, world) : null;
  });
  const [first] = zones;
  if (first === undefined || first === null || zones.length < 2) return false;
  return zones.every((zone) => zone !== null && sameZone(first, zone) === true);
}
