/**
 * What is asked of buckets: who may read and write them from outside.
 */
import type { GraphNode } from "../../graph/model.ts";
import {
  flagOf,
  isBlocked,
  isPublicGrant,
  isRejected,
  isWebsite,
  isWithoutEffect,
  onlyReads,
  type PublicGrant,
  publicBlockFlags,
  publicGrantsOf,
  whatIsGranted,
} from "../../graph/stores/public-access.ts";
import { negated } from "../../graph/ternary.ts";
import { always } from "../../resolve/guard.ts";
import type { World } from "../../resolve/world.ts";
import { type FactType, hop, location, object, type RoleType } from "../fact.ts";
import { itemWhere, ternaryFact } from "../ternary-fact.ts";
import { bucketFileFields } from "./bucket-files.ts";
import { bucketTriggerFields } from "./bucket-triggers.ts";

const bucket: FactType<GraphNode> = {
  name: "Bucket",
  extends: "Node",
  doc: "An S3 bucket.",
  fields: {
    ...bucketTriggerFields,
    publicGrants: {
      type: "list<PublicGrant>",
      doc: "What its policies and its ACL grant to everybody, whether or not S3 lets them.",
      read: (self, { graph, world }) => ({
        kind: "list",
        open: [],
        items: publicGrantsOf(graph, self).flatMap((grant) => {
          if (world.test(grant.guard) === false) return [];
          return itemWhere(isPublicGrant(grant, world), { guard: grant.guard, value: object("PublicGrant", grant) });
        }),
      }),
    },
    publicBlockGaps: {
      type: "list<string>",
      doc: "The flags that its `PublicAccessBlockConfiguration` turns off or leaves out; none where it has no such property.",
      read: (self, { world }) => ({
        kind: "list",
        open: [],
        items: publicBlockFlags.flatMap((flag) =>
          itemWhere(negated(flagOf(self, flag, world)), { guard: always, value: flag }),
        ),
      }),
    },
    isWebsite: {
      type: "bool",
      doc: "Whether it is declared as a website (and not only to redirect).",
      read: (self, { world }) => ternaryFact(isWebsite(self, world)),
    },
    ...bucketFileFields,
  },
};

const publicGrant: FactType<PublicGrant> = {
  name: "PublicGrant",
  doc: "Something that a bucket grants to everybody: a statement of its policy, or its ACL.",
  text: ({ by }) => (by === "policy" ? "its policy" : "its ACL"),
  fields: {
    by: { type: "string", doc: "`policy` or `acl`.", read: (self) => self.by },
    what: {
      type: "string",
      doc: "The actions, or the ACL, as they are written.",
      read: (self, { world }) => whatIsGranted(self, world),
    },
    onlyReads: {
      type: "bool",
      doc: "Whether it grants no more than reading and listing.",
      read: (self, { world }) => ternaryFact(onlyReads(self, world)),
    },
    rejected: {
      type: "bool",
      doc: "Whether S3 refuses it at deployment, because the bucket blocks public access or has no ACLs.",
      read: (self, { world }) => ternaryFact(isRejected(self, world)),
    },
    withoutEffect: {
      type: "bool",
      doc: "Whether S3 accepts it and ignores it, because the bucket restricts public access.",
      read: (self, { world }) => ternaryFact(isWithoutEffect(self, world)),
    },
    says: {
      type: "string",
      doc: "What it grants to everybody, and whether S3 lets it, in words.",
      read: (self, { world }) => inWords(self, world),
    },
    declaration: { type: "Location", doc: "Where it is written.", read: (self) => location(self.origin) },
    hop: {
      type: "Hop",
      doc: "The grant, as evidence.",
      read: (self, { world }) => {
        const by = self.by === "policy" ? (self.statement?.holder ?? "the policy") : "the ACL";
        const what = whatIsGranted(self, world);
        const message = what === "?" ? `what ${by} grants is not known` : `${by} grants ${what} to everybody`;
        return hop({ node: self.origin, message });
      },
    },
  },
};

function inWords(grant: PublicGrant, world: World): string {
  const by = grant.by === "policy" ? "policy" : "ACL";
  const what = `its ${by} grants ${whatIsGranted(grant, world)} to everybody`;
  const rejected = isRejected(grant, world);
  if (rejected === true) {
    const why = isBlocked(grant, world) === true ? "blocks public access" : "has no ACLs (see OwnershipControls)";
    return `${what}, which S3 rejects at deployment because the bucket ${why}`;
  }
  return rejected === false ? what : `${what}, unless S3 rejects it`;
}

export const types: readonly FactType<never>[] = [bucket, publicGrant];
export const roleTypes: readonly RoleType[] = [{ role: "object", type: "Bucket" }];
