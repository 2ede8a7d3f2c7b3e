/**
 * Why something is unknown, in words, and what would settle it.
 *
 * Invariant: one cause has one kind, name and stack wherever it is met, so that unknowns can be grouped by it.
 */
import type { Reason, Unknown, Value } from "./value.ts";

/** A parameter without a value; `parameter-list` where it stands for a list. */
export function parameterReason(stack: string, name: string, isList: boolean, hasDefault: boolean): Reason {
  return {
    kind: isList ? "parameter-list" : "parameter",
    name,
    stack,
    message: hasDefault
      ? `parameter ${name} may have another value than its default`
      : `parameter ${name} has no value`,
    settle: `--parameter ${name}=...`,
  };
}

/** A value of Systems Manager Parameter Store, by a parameter's type or a dynamic reference. */
export function ssmReason(name: string): Reason {
  return { kind: "ssm", name, stack: "", message: `SSM parameter ${name} is read at deployment`, settle: null };
}

export function pseudoReason(stack: string, name: string): Reason {
  return {
    kind: "pseudo",
    name,
    stack,
    message: `${name} is decided at deployment`,
    settle: `--parameter ${name}=...`,
  };
}

/** @param name the export's canonical spelling; @param spelled how it is told to people. */
export function importReason(name: string, spelled: string): Reason {
  const undecided = [...spelled.matchAll(/\$\{(\w+)\}/g)].map(([, parameter]) => `--parameter ${parameter}=...`);
  const exporter = `the stack that exports ${spelled}, in one app with this one (apps in stackplumb.yaml)`;
  return {
    kind: "import",
    name,
    stack: "",
    message: `export ${spelled} is not among the stacks that are judged together`,
    settle: [...undecided, exporter].join(" and "),
  };
}

export function stackOutputReason(name: string): Reason {
  return { kind: "stack-output", name, stack: "", message: `${name} comes from another stack`, settle: null };
}

export function macroReason(stack: string, name: string): Reason {
  return { kind: "macro", name, stack, message: `the macro ${name} is not run`, settle: null };
}

export function loopReason(stack: string, name: string): Reason {
  return { kind: "loop", name, stack, message: `the loop ${name} is not expanded`, settle: null };
}

/** A snippet of `AWS::Include`; @param location empty where it is computed. */
export function includeReason(stack: string, location: string): Reason {
  const name = location === "" ? "AWS::Include" : location;
  const isLocal = location !== "" && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(location);
  return {
    kind: "include",
    name,
    stack,
    message: isLocal
      ? `${location} is not there to be included`
      : `what ${location === "" ? "AWS::Include brings in" : `${location} contains`} is not known`,
    settle: isLocal ? `the file ${location}` : null,
  };
}

export function moduleReason(stack: string, logicalId: string, type: string): Reason {
  return {
    kind: "module",
    name: logicalId,
    stack,
    message: `what the module ${type} contains is not known`,
    settle: null,
  };
}

export function missingReason(stack: string, name: string): Reason {
  return { kind: "missing", name, stack, message: `nothing in the template is called ${name}`, settle: null };
}

export function mappingReason(stack: string, name: string, message: string): Reason {
  return { kind: "mapping", name, stack, message, settle: null };
}

/** What CloudFormation would refuse. */
export function invalidReason(stack: string, message: string): Reason {
  return { kind: "invalid", name: message, stack, message, settle: null };
}

export function limitReason(stack: string, name: string, message: string): Reason {
  return { kind: "limit", name, stack, message, settle: null };
}

export const zonesReason = (stack: string): Reason => ({
  kind: "availability-zones",
  name: "zones",
  stack,
  message: "how many Availability Zones there are is decided at deployment",
  settle: null,
});

export function unknown(reason: Reason, origin: Value["origin"], many = false): Unknown {
  return { kind: "unknown", origin, reason, ...(many && { many }) };
}
