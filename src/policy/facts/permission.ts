/**
 * What is asked of permissions to invoke functions.
 */
import { fitOf } from "../../graph/events/invoke-permissions.ts";
import { type InvokeAllowedEdge, isOutside, type TriggersEdge } from "../../graph/model.ts";
import { spell } from "../../resolve/spell.ts";
import type { Value } from "../../resolve/value.ts";
import type { World } from "../../resolve/world.ts";
import { type Fact, type FactType, hop, listOf, location, nodeFact, type SubjectKind, unknown } from "../fact.ts";
import { ternaryFact } from "../ternary-fact.ts";
import { valueFact } from "../value-fact.ts";

const permission: FactType<InvokeAllowedEdge> = {
  name: "Permission",
  doc: "Somebody may invoke a function: an `AWS::Lambda::Permission`, written or made by SAM.",
  text: ({ declaredBy }) => declaredBy.logicalId,
  fields: {
    id: { type: "string", doc: "Logical ID of the permission.", read: (self) => self.declaredBy.logicalId },
    principal: {
      type: "string",
      doc: "Who may invoke: `s3.amazonaws.com`.",
      read: (self, { world }) => given(self.principal, world),
    },
    namesAccount: {
      type: "bool",
      doc: "Whether it says in whose account the source must be (`SourceAccount`).",
      read: (self, { world }) => world.read(self.sourceAccount).kind !== "absent",
    },
    namesSource: {
      type: "bool",
      doc: "Whether it says which source may invoke (`SourceArn`).",
      read: (self, { world }) => world.read(self.sourceArn).kind !== "absent",
    },
    functionName: {
      type: "string",
      doc: "What a person calls the function, also where it is outside the app.",
      read: ({ target, functionName }) => (isOutside(target) ? spell(functionName) : target.logicalId),
    },
    function: {
      type: "Node",
      doc: "The function; not known where it is outside the app.",
      read: ({ target, declaredBy }) =>
        isOutside(target) ? unknown(target.reason ?? outside(declaredBy.logicalId)) : nodeFact(target),
    },
    declaration: { type: "Location", doc: "Where it is declared.", read: (self) => location(self.declaration) },
    path: { type: "list<Hop>", doc: "The permission, as evidence.", read: (self) => listOf(self.evidence.map(hop)) },
  },
  methods: {
    covers: {
      parameters: [{ name: "trigger", type: "Trigger" }],
      returns: "bool",
      doc: "Whether it lets the trigger invoke its target: function and qualifier, action, principal, source and account fit.",
      call: (self, [trigger], { graph, world }) => ternaryFact(fitOf(graph, self, edgeOf(trigger), world).fits),
    },
    mismatch: {
      parameters: [{ name: "trigger", type: "Trigger" }],
      returns: "string",
      doc: "What keeps it from covering the trigger, as a clause; empty where nothing surely does.",
      call: (self, [trigger], { graph, world }) => fitOf(graph, self, edgeOf(trigger), world).mismatch ?? "",
    },
  },
};

function given(value: Value, world: World): Fact {
  const fact = valueFact(value, world);
  return typeof fact === "object" && fact !== null && fact.kind === "missing" ? "" : fact;
}

function edgeOf(fact: Fact | undefined): TriggersEdge {
  if (typeof fact === "object" && fact !== null && fact.kind === "object") return fact.self as TriggersEdge;
  throw new Error("the checker lets only triggers through");
}

function outside(name: string) {
  return {
    kind: "outside",
    name,
    stack: "",
    message: `the function of ${name} is defined outside this app`,
    settle: "judge the stack that defines it together with this one",
  };
}

export const types: readonly FactType<never>[] = [permission];
export const subjects: readonly SubjectKind[] = [
  {
    name: "invokeAllowed",
    type: "Permission",
    select: (graph) =>
      graph.edges("invokeAllowed").map((edge) => ({
        self: edge,
        guard: edge.guard,
        node: edge.source,
        property: "",
        key: "",
        origin: edge.declaration,
      })),
  },
];
