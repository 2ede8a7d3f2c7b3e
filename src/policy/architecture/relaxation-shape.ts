/**
 * The keys of a relaxation, wherever it is written: in an architecture, in `stackplumb.yaml`, in a template.
 */
import { choice, key, keyed, oneOrMore, required, text } from "../document-shape.ts";

export const relaxationShape = keyed({
  requirement: required(text, "Address of the requirement: component.users, flow.visit, users.USR004, forbid.no-db."),
  to: required(choice("info", "warning", "off", "satisfied-by"), "What it is from then on."),
  when: key(
    { kind: "map", of: oneOrMore({ kind: "anything" }) },
    "Parameters, each with the values for which this holds; always unless it is said.",
  ),
  external: key(text, "What meets the requirement, for satisfied-by."),
  reason: required(text, "Why."),
  owner: required(text, "Who answers for it."),
  until: key(
    { kind: "text", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" },
    "The last day on which it holds, as 2027-03-31; without it there is no end.",
  ),
});
