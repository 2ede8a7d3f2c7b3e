/**
 * The keys of a rule document, each with its shape and a sentence.
 *
 * The loader's table of keys and the JSON Schema are both this one.
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
} from "./document-shape.ts";
import { namedEditions } from "./edition.ts";

const severity = choice("error", "warning", "info");

const edition = choice(...namedEditions);

export const severityCaseShape = keyed({
  when: key(text, "A condition on what is judged; the last case has none."),
  since: key(edition, "The edition from which on the case counts; the last case has none."),
  is: required(severity, "The severity where the condition holds."),
});

const optionShape = keyed({
  type: required(choice("string", "int", "double", "bool", "list<string>"), "The type of its values."),
  default: required({ kind: "anything" }, "The value unless a team sets another."),
  doc: required(text, "One sentence: what it changes."),
});

export const fixShape = keyed({
  cloudformation: key(text, "What to change in CloudFormation."),
  sam: key(text, "What to change in SAM."),
  cdk: key(text, "What to change in CDK."),
});

const causeShape = keyed({
  rule: required({ kind: "named", of: "rule" }, "The rule whose finding may be the cause."),
  subjects: required(text, "A list in CEL: the things of which that finding must be about one."),
});

export const exampleShape = keyed({
  flags: key(text, "What the example shows, where the rule must fail."),
  accepts: key(text, "What the example shows, where the rule must pass."),
  unknown: key(text, "What the example shows, where it cannot be known."),
  subject: key(text, "The logical id that is meant, where there are several."),
  verdict: key(choice("n/a"), "Where what is accepted is nothing that the rule judges."),
  with: key({ kind: "map", of: { kind: "anything" } }, "Options that are set for the example."),
  "stack-tags": key({ kind: "map", of: text }, "Tags that the deployment gives to the stack."),
  template: required(text, "The template, as a text."),
});

const on: Shape = oneOrMore({ kind: "named", of: "subject" });

export const ruleShape = keyed({
  id: required({ kind: "text", pattern: "^[A-Z][A-Z0-9]*\\d{3}$" }, "Capitals and three digits: MET002."),
  name: required({ kind: "text", pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$" }, "Lower-case words joined by hyphens."),
  title: required(text, "What is wrong, as a heading without a full stop."),
  severity: required(
    { kind: "either", of: [severity, list(severityCaseShape)] },
    "How grave a finding is; of several cases the first that holds counts.",
  ),
  basis: key(choice("proof", "heuristic"), "heuristic where scripts are read or texts are guessed at."),
  resilience: key(flag, "Whether a guarded finding weighs less where the other branch passes."),
  "only-when-required": key(flag, "Whether it runs only where an architecture requires it, or --rule names it."),
  since: key(edition, "The edition that the rule came with; in older ones it is a preview."),
  preview: key(flag, "Whether its findings are information that never fails, whatever its severity."),
  source: required(text, "The sentence of the reference that it serves, or a source of your own."),
  options: key({ kind: "map", of: optionShape }, "What a team can set, by name."),
  why: required(text, "What happens, and to whom, in whole sentences."),
  on: required(on, "What is judged."),
  as: key(text, "What expressions call it; subject unless it is said."),
  where: key(text, "A condition in CEL: which of them are judged."),
  require: required(text, "A condition in CEL: what must be true."),
  at: key(text, "A Location in CEL: where the finding points."),
  related: key(text, "A list of Hop in CEL: the path of evidence."),
  message: required(text, "One sentence, with expressions in braces."),
  edit: key(text, "The value that should stand where the finding points, if that alone is the fix."),
  fix: required(fixShape, "What to change, in the words of each dialect."),
  references: key(oneOrMore(text), "Addresses, or best practices of the Well-Architected Framework."),
  causes: key(oneOrMore(causeShape), "Findings under which one of this rule is folded."),
  examples: required(oneOrMore(exampleShape), "Templates, and what the rule must say of them."),
});

export const ruleDocument: DocumentShape = { title: "A rule of Stackplumb", root: ruleShape, definitions: {} };
