/**
 * The keys of an architecture document, each with its shape and a sentence.
 *
 * The loader's tables, the JSON Schema and the guide's table of keys are all this one.
 */
import {
  choice,
  type DocumentShape,
  flag,
  key,
  keyed,
  list,
  oneOrMore,
  required,
  type Shape,
  text,
} from "../document-shape.ts";
import { namedEditions } from "../edition.ts";
import { roleNames } from "../facts/role-subjects.ts";
import { namePattern } from "./names.ts";
import { relaxationShape } from "./relaxation-shape.ts";

const severity: Shape = choice("error", "warning", "info");
const range: Shape = { kind: "textOrNumber", pattern: "^[0-9]+(\\.\\.([0-9]+)?)?$" };
const name: Shape = { kind: "text", pattern: namePattern.source };
const rule: Shape = { kind: "named", of: "rule" };
const selector: Shape = { kind: "reference", to: "selector" };

const settings = {
  severity: key(severity, "How grave it is where this does not hold; error unless it is said."),
  "on-unknown": key(
    choice("fail", "warn", "pass"),
    "How it counts where this cannot be known; warn unless it is said.",
  ),
  locked: key(flag, "Whether nobody who extends the document may relax this."),
};

export const selectorShape = keyed({
  all: key(list(selector), "All of these fit."),
  any: key(list(selector), "One of these fits."),
  not: key(selector, "This does not fit."),
  tag: key({ kind: "map", of: text }, "Tags, each with a pattern of its value."),
  id: key(oneOrMore(text), "Patterns of the logical id or the construct path, one of which fits."),
  type: key(oneOrMore(text), "Patterns of the CloudFormation type, one of which fits."),
  scheme: key(choice("internet-facing", "internal"), "Whom a load balancer serves."),
  cel: key(text, "A condition in CEL on the resource, which is called node."),
  writableBy: key(name, "A component that may write what this holds."),
  readableBy: key(name, "A component that may read what this holds."),
  starts: key(oneOrMore(choice(...roleNames())), "Roles of which something is started by what happens in this."),
  startedBy: key(oneOrMore(choice(...roleNames())), "Roles of which something starts this."),
});

export const componentShape = keyed({
  title: key(text, "What it is for, in a clause."),
  role: key(oneOrMore(choice(...roleNames())), "The roles that can play this part."),
  where: key(selector, "Which resources of these roles are meant."),
  count: key(range, "How many there must be: 2, 2.. or 2..4; 1.. unless it is said."),
  zones: key(range, "In how many Availability Zones it must stand."),
  optional: key(flag, "Whether there may be none."),
  of: key(name, "The component that it is a part of: the volumes of the app."),
  ...settings,
});

export const flowShape = keyed({
  id: required(name, "Its name, by which requirements and children speak of it."),
  title: key(text, "What it is for, in a clause."),
  from: key(oneOrMore(name), "Where it begins: components, or internet. Each of several must have the flow."),
  to: key(name, "The component where it ends."),
  needs: key(
    oneOrMore(text),
    "What its edges must be, all of it: triggers, triggers(EVENT), fronts, references, attached, reach(PORT|...), can(ACTION|...).",
  ),
  via: key(
    oneOrMore(text),
    "Roles or components that stand between, in this order; those with ? need not be there, and may be anywhere on the way.",
  ),
  survives: key(choice("zone"), "Whether it still holds when any one zone is lost."),
  "one-of": key(
    name,
    "A flow that ends where this one begins: of those that it gets to from one place, one must have this flow, and the others may do something else.",
  ),
  ...settings,
});

export const anyOfShape = keyed({
  anyOf: required(list(rule), "Rules of which one must pass."),
});

export const qualityShape = keyed({
  on: required(name, "A component, a flow, or network, traffic, faults, security, all."),
  require: required(
    oneOrMore({ kind: "either", of: [rule, anyOfShape] }),
    "Rules that must pass there, by id or name.",
  ),
  with: key({ kind: "map", of: { kind: "map", of: { kind: "anything" } } }, "Options of these rules."),
  ...settings,
});

export const forbiddenShape = keyed({
  id: required(name, "Its name, by which children and exceptions speak of it."),
  on: required(name, "A component, a flow, or network, traffic, faults, security, all."),
  rule: required(oneOrMore(rule), "Rules, by id or name, whose findings are what is forbidden."),
  ...settings,
});

/** What a requirement can come to in an example. */
export const exampleStatuses = ["present", "missing", "violated", "unknown"] as const;

export const architectureExampleShape = keyed({
  shows: required(text, "What the example shows, in a clause."),
  expect: key(
    { kind: "map", of: choice(...exampleStatuses) },
    "What requirements come to, by their addresses; all others are present.",
  ),
  "stack-tags": key({ kind: "map", of: text }, "Tags that the deployment gives to the stack."),
  template: required(text, "The template, as a text."),
});

export const architectureShape = keyed({
  kind: required(choice("Architecture"), "Tells the document from a rule."),
  name: required(name, "What it is called: lower-case words joined by hyphens."),
  title: key(text, "What it describes, in a clause."),
  version: key({ kind: "textOrNumber", pattern: "^[0-9]+(\\.[0-9]+){0,2}$" }, "Its version: 1.0 unless it is said."),
  since: key(choice(...namedEditions), "The edition that this version came with; older ones have the version before."),
  extends: key(
    oneOrMore(text),
    "Architectures that this one narrows: built-in names, or paths that begin with ./ or ../.",
  ),
  bind: key({ kind: "map", of: name }, "Components that are played by what plays another one."),
  components: key({ kind: "map", of: componentShape, names: namePattern.source }, "The parts, by name."),
  flows: key(list(flowShape), "What must get from part to part."),
  forbid: key(list(forbiddenShape), "What must not be there."),
  qualities: key(list(qualityShape), "Rules that must pass, and on what."),
  rules: key({ kind: "map", of: severity }, "How grave it is where a required rule fails, by rule."),
  relax: key(list(relaxationShape), "What is asked less of than what it extends does."),
  examples: key(oneOrMore(architectureExampleShape), "Apps, and how far they conform; `stackplumb test` runs them."),
});

export const architectureDocument: DocumentShape = {
  title: "A reference architecture of Stackplumb",
  root: architectureShape,
  definitions: { selector: selectorShape },
};
