/**
 * The keys of an exception, wherever it is written; in a template, some of them say themselves.
 */
import { key, keyed, required, text } from "../policy/document-shape.ts";

export const exceptionShape = keyed({
  rule: required({ kind: "named", of: "rule" }, "Id or name of the rule."),
  stack: key(text, "A pattern of the names of stacks; all unless it is said."),
  resource: key(text, "A pattern of logical ids, or of construct paths; all unless it is said."),
  reason: required(text, "Why."),
  owner: key(text, "Who answers for it."),
  until: key(
    { kind: "text", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
    "The last day on which it has an effect, as 2027-03-31.",
  ),
});
