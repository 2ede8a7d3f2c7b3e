/**
 * The rules that an architecture itself is: a component that is missing, a flow that is violated, something forbidden.
 *
 * They have no expression: what they say comes from evaluating a document.
 */
import type { Rule } from "../rule.ts";

const wiring = "Make what the requirement of the architecture asks for, or relax it there with a reason and an owner.";

const base: Omit<Rule, "id" | "name" | "title" | "why"> = {
  severity: [{ when: null, is: "error" }],
  basis: "proof",
  resilience: false,
  onlyWhenRequired: true,
  source: "",
  options: [],
  on: ["app"],
  as: "app",
  where: null,
  require: ["const", true],
  at: null,
  related: null,
  message: [],
  fix: { cloudformation: wiring, sam: wiring, cdk: wiring },
  references: [],
  causes: [],
  examples: [],
};

export const componentMissing: Rule = {
  ...base,
  id: "ARC001",
  name: "component-missing",
  title: "A component of the architecture is missing",
  why: "The architecture that this app is held to has a part for which there is nothing in it.",
};

export const flowViolated: Rule = {
  ...base,
  id: "ARC002",
  name: "flow-violated",
  title: "A flow of the architecture is missing or broken",
  why: "The parts are there, and what must go from one to another cannot.",
};

export const forbiddenPresent: Rule = {
  ...base,
  id: "ARC003",
  name: "forbidden-present",
  title: "Something that the architecture forbids is there",
  why: "The architecture that this app is held to says that it must not have this.",
};

const mending = "Do what the requirement asks for, or decide anew: give the relaxation another end, and say why.";

export const relaxationExpired: Rule = {
  ...base,
  id: "ARC004",
  name: "relaxation-expired",
  title: "A relaxation has ended, and what it was for is asked for again",
  why: "An exception with an end is a promise; the day has passed, and the requirement still does not hold.",
  fix: { cloudformation: mending, sam: mending, cdk: mending },
};

/** All of them, by id. */
export const architectureRules: readonly Rule[] = [
  componentMissing,
  flowViolated,
  forbiddenPresent,
  relaxationExpired,
];
