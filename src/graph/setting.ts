/**
 * Settings of a template -> whether they are this or that, three-valued.
 *
 * What is not set is not this; a default of AWS's is the asker's to know.
 */
import { booleanOf, textOf } from "../resolve/reading.ts";
import { reasonOf } from "../resolve/undecided.ts";
import type { Decided, Reason } from "../resolve/value.ts";
import type { Ternary } from "./ternary.ts";

/** Whether a setting is this word, in whatever case. */
export function isWord(value: Decided, word: string): Ternary {
  const reason = reasonOf(value);
  return reason === undefined ? textOf(value)?.toLowerCase() === word.toLowerCase() : [reason];
}

/** Whether a setting is on. */
export function isOn(value: Decided): Ternary {
  return stated(value) ?? false;
}

/** What a setting that is true or false says; undefined where it is not set. What is neither is not known. */
export function stated(value: Decided): Ternary | undefined {
  if (value.kind === "absent") return undefined;
  const reason = reasonOf(value);
  return reason === undefined ? (booleanOf(value) ?? [noBoolean(value)]) : [reason];
}

function noBoolean(value: Decided): Reason {
  const text = value.kind === "known" ? JSON.stringify(value.value) : `a ${value.kind}`;
  return { kind: "type", name: text, stack: "", message: `${text} is neither true nor false`, settle: null };
}

/** Whether anything is set; an empty text is nothing, as CloudFormation takes it (a parameter's default, often). */
export function isSet(value: Decided): Ternary {
  if (value.kind === "absent" || textOf(value)?.trim() === "") return false;
  // The value of a parameter that is not given may be empty; what names a resource is not.
  return value.kind === "unknown" ? [value.reason] : true;
}
