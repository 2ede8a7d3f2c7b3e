/**
 * What is asked of the configuration that instances are set up with.
 */
import { type ConfigurationText, configurationTexts, storeFileOf } from "../../graph/scripts/configuration-texts.ts";
import { type FactType, hop, listOf, location, nodeFact, object, type SubjectKind } from "../fact.ts";

const configuration: FactType<ConfigurationText> = {
  name: "Configuration",
  doc: "What an instance is set up with: its user data, or a file that cfn-init writes.",
  text: (self) => (self.file === "" ? "user data" : self.file),
  fields: {
    declaredBy: { type: "Node", doc: "The resource that holds it.", read: (self) => nodeFact(self.node) },
    file: { type: "string", doc: "The file that it is written to; empty for user data.", read: (self) => self.file },
    secrets: {
      type: "list<Hop>",
      doc: "The secrets that stand in it in plain text: parameters with NoEcho or called like secrets, dynamic references, what looks like a secret and is written out.",
      read: (self) => ({
        kind: "list",
        items: self.secrets.map(({ guard, evidence }) => ({ guard, value: hop(evidence) })),
        open: [],
      }),
    },
    credentials: {
      type: "list<Credential>",
      doc: "What looks like a secret in it and is written out in the template.",
      read: (self) => listOf(self.credentials.map((one) => object("Credential", one))),
    },
    storeFile: {
      type: "string",
      doc: "The file on an instance store or in memory, which is empty after every stop, that it or a here-document in it is written to; empty where there is none.",
      read: (self) => storeFileOf(self) ?? "",
    },
    declaration: { type: "Location", doc: "Where it is written.", read: (self) => location(self.origin) },
  },
};

export const types: readonly FactType<never>[] = [configuration];
export const subjects: readonly SubjectKind[] = [
  {
    name: "configuration",
    type: "Configuration",
    select: (graph) =>
      configurationTexts(graph).map((self) => ({
        self,
        guard: self.guard,
        node: self.node,
        property: "",
        key: `${self.where} ${self.file}`.trim(),
        origin: self.origin,
      })),
  },
];
