/**
 * What is asked of the statements of policies, each by itself.
 */

import { excessOf } from "../../graph/access/excess.ts";
import { fullAccessPolicies } from "../../graph/access/full-access-policies.ts";
import { namesObjects, objectActionsOf } from "../../graph/access/object-statements.ts";
import { effectOf, elementOf } from "../../graph/access/statement.ts";
import { usersOf } from "../../graph/access/statement-users.ts";
import { type WrittenStatement, writtenStatements } from "../../graph/access/written-statements.ts";
import { spell } from "../../resolve/spell.ts";
import { type FactType, listOf, location, nodeFact, object, type Subject, type SubjectKind, unknown } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";

const statement: FactType<WrittenStatement> = {
  name: "Statement",
  doc: "One statement of an identity policy or of a bucket policy; or the broadest of a policy of AWS's, where a role names it.",
  text: ({ node }) => `a statement of ${node.logicalId}`,
  fields: {
    holder: { type: "Node", doc: "The resource that holds the policy.", read: (self) => nodeFact(self.node) },
    policy: {
      type: "string",
      doc: "What a person calls the policy: the logical ID of the resource that holds it, or the name of a policy of AWS's.",
      read: (self) => self.statement.holder,
    },
    effect: {
      type: "string",
      doc: "`Allow` or `Deny`.",
      read: (self, { world }) => {
        const effect = effectOf(self.statement, world);
        return typeof effect === "object" && effect !== null ? unknown(effect) : (effect ?? "");
      },
    },
    actions: {
      type: "list<string>",
      doc: "Its actions as they are written; none where it has `NotAction`.",
      read: (self, { world }) => {
        const { negated, items, open } = elementOf(self.statement, "Action", world);
        return negated ? listOf([]) : listOf(items.map(spell), open);
      },
    },
    objectActions: {
      type: "list<string>",
      doc: "Its actions that work on S3 objects and on nothing else: `s3:GetObject`, not `s3:Get*`.",
      read: (self, { world }) => listOf(objectActionsOf(self.statement, world)),
    },
    namesObjects: {
      type: "bool",
      doc: "Whether one of its resources is an S3 object or a pattern of objects (`arn:aws:s3:::bucket/*`).",
      read: (self, { graph, world }) => ternaryFact(namesObjects(graph, self.statement, world)),
    },
    resources: {
      type: "list<string>",
      doc: "Its resources as they are written.",
      read: (self, { world }) => {
        const { items, open } = elementOf(self.statement, "Resource", world);
        return listOf(items.map(spell), open);
      },
    },
    resourcesAt: {
      type: "Location",
      doc: "Where its resources are written.",
      read: (self, { world }) => location(elementOf(self.statement, "Resource", world).origin ?? self.origin),
    },
    excess: {
      type: "string",
      doc: "What it allows (if it allows) beyond anything that could be meant (every action, all but a few, actions on every resource), as a clause; empty where it does not.",
      read: (self, { world }) => excessOf(self.statement, world) ?? "",
    },
    users: {
      type: "list<Compute>",
      doc: "The compute of the application for which it is: that has a role to which its policy is attached.",
      read: (self, { graph }) => ({
        kind: "list",
        open: [],
        items: usersOf(graph, self.origin).map((node) => ({ guard: node.guard, value: object("Compute", node) })),
      }),
    },
    declaration: { type: "Location", doc: "Where it is written.", read: (self) => location(self.origin) },
  },
};

export const types: readonly FactType<never>[] = [statement];
export const subjects: readonly SubjectKind[] = [
  {
    name: "statement",
    type: "Statement",
    select: (graph) => subjectsOf(writtenStatements(graph), keyOf),
  },
  {
    name: "full-access-policy",
    type: "Statement",
    select: (graph) => subjectsOf(fullAccessPolicies(graph), ({ statement }) => statement.holder),
  },
];

/** Two that are alike are told apart by their fingerprints. */
function subjectsOf(
  all: readonly WrittenStatement[],
  nameOf: (written: WrittenStatement) => string,
): readonly Subject[] {
  return all.map((written) => ({
    self: written,
    guard: written.guard,
    node: written.node,
    property: written.property,
    key: nameOf(written),
    origin: written.origin,
  }));
}

/** Its Sid, else what it says: stable while other statements come and go. */
function keyOf({ statement: { value } }: WrittenStatement): string {
  if (value.kind !== "map") return "";
  const word = (name: string): string => {
    const entry = value.entries.get(name);
    if (entry === undefined) return "";
    return entry.kind === "list" ? entry.items.map(spell).join(",") : spell(entry);
  };
  return word("Sid") || ["Effect", "Action", "NotAction", "Resource"].map(word).join(" ").trim();
}
