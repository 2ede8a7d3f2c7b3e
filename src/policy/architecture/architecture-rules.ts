/**
 * The rules that an architecture itself is: a component that is missing, a flow that is violated, something forbidden.
 *
 * They have no expression: what they say comes from evaluating a document.
 */
import type { Rule } from "../rule.ts";

const base: Omit<Rule, "id" | "name" | "title" | "why" | "fix"> = {
  severity: [{ when: null, is: "error" }],
  basis: "proof",
  resilience: false,
  onlyWhenRequired: false,
  source: "",
  options: [],
  on: ["app"],
  as: "app",
  where: null,
  require: ["const", true],
  at: null,
  related: null,
  message: [],
  references: [],
  causes: [],
  examples: [],
};

/** In every dialect the same. */
function inAll(fix: string): Rule["fix"] {
  return { cloudformation: fix, sam: fix, cdk: fix };
}

const orRelax = "or relax the requirement in the architecture, with a reason and an owner";

export const componentMissing: Rule = {
  ...base,
  id: "ARC001",
  name: "component-missing",
  title: "A component of the architecture is missing",
  why: [
    "The architecture that this app is held to has a part for which there is nothing in it. Everything with the part's role",
    "was looked at, and what the part's selector asks for does not hold of it; nothing comes from outside that could be it. The",
    "flows that begin or end there are told as consequences.",
  ].join(" "),
  fix: inAll(
    `Add it; let what plays the part say so, by the tag or the name that the architecture selects by or by Metadata: {Stackplumb: {component: NAME}}; ${orRelax}: a part that somebody else runs is satisfied by something external.`,
  ),
};

export const flowViolated: Rule = {
  ...base,
  id: "ARC002",
  name: "flow-violated",
  title: "A flow of the architecture is missing or broken",
  why: [
    "The parts are there, and what must go from one to another cannot: nothing leads there, a permission or a rule of a",
    "security group is lacking, nothing says where the other end is, or the way does not survive the loss of a zone that it",
    "must survive. The finding stands at the hop that breaks, and its path is what holds up to there.",
  ].join(" "),
  fix: inAll(`Make the hop that breaks hold, as the message says, ${orRelax}.`),
};

export const forbiddenPresent: Rule = {
  ...base,
  id: "ARC003",
  name: "forbidden-present",
  title: "Something that the architecture forbids is there",
  why: [
    "The architecture that this app is held to says that it must not have this. The rule that finds it is the cause, and",
    "says how to do without.",
  ].join(" "),
  fix: inAll(`Do without it, as the page of the rule that finds it says, ${orRelax}.`),
};

const mending = "Do what the requirement asks for, or decide anew: give the relaxation another end, and say why.";

export const relaxationExpired: Rule = {
  ...base,
  id: "ARC004",
  name: "relaxation-expired",
  title: "A relaxation has ended, and what it was for is asked for again",
  why: "An exception with an end is a promise; the day has passed, and the requirement still does not hold.",
  fix: inAll(mending),
};

/** All of them, by id. */
export const architectureRules: readonly Rule[] = [componentMissing, flowViolated, forbiddenPresent, relaxationExpired];
