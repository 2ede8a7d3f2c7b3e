/**
 * What is asked of settings that are called like secrets, or look like them.
 */

import { type CredentialSetting, credentialSettings } from "../../graph/scripts/written-credentials.ts";
import { passwordExposure } from "../../graph/stores/master-password.ts";
import { type FactType, listOf, location, object, type SubjectKind } from "../fact.ts";

const credential: FactType<CredentialSetting> = {
  name: "Credential",
  doc: "A setting that is called like a secret, or looks like one: a parameter, an environment variable, a line of a script. Its value cannot be asked for.",
  text: (self) => self.name,
  fields: {
    name: { type: "string", doc: "What it is called.", read: (self) => self.name },
    where: {
      type: "string",
      doc: "`parameter` (its default), `environment`, `property`, `user-data` or `cfn-init`.",
      read: (self) => self.where,
    },
    holder: {
      type: "string",
      doc: "Logical ID of the resource that holds it; empty for a parameter.",
      read: (self) => self.node?.logicalId ?? "",
    },
    isWrittenOut: {
      type: "bool",
      doc: "Whether a value that looks like a secret is written there; a reference to one is not.",
      read: (self) => self.kind !== undefined,
    },
    isAwsKey: {
      type: "bool",
      doc: "Whether what is written has the form of an access key of AWS, which nothing else has.",
      read: (self) => self.kind === "aws",
    },
    databases: {
      type: "list<Database>",
      doc: "The databases whose master password is exposed by it.",
      read: (self, { graph, world }) =>
        listOf(
          graph.nodes
            .filter(({ role }) => role === "rdb")
            .filter((node) => {
              const exposure = passwordExposure(graph, node, world);
              return exposure.kind === "exposed" && exposure.evidence.node === self.origin;
            })
            .map((node) => object("Database", node)),
        ),
    },
    declaration: { type: "Location", doc: "Where it is written.", read: (self) => location(self.origin) },
  },
};

export const types: readonly FactType<never>[] = [credential];
export const subjects: readonly SubjectKind[] = [
  {
    name: "credential",
    type: "Credential",
    // Two that are alike in all of this are told apart by their fingerprints.
    select: (graph) =>
      credentialSettings(graph).map((self) => ({
        self,
        guard: self.guard,
        node: self.node,
        stack: self.stack,
        property: self.node === null ? `Parameters.${self.name}` : "",
        key: `${self.where} ${self.name}`,
        origin: self.origin,
      })),
  },
];
