/**
 * Why something of a network that is declared outside the app cannot be judged, and what would settle it.
 *
 * The id of a subnet or a security group says nothing about it: giving a parameter its value settles nothing. What does
 * is that the stack which declares it is judged too, and hands it over in a way that can be followed.
 */
import { reasonOf } from "../../resolve/undecided.ts";
import type { Decided, Reason } from "../../resolve/value.ts";
import type { GraphNode } from "../model.ts";

/** Kinds of unknown values that are ids from outside. */
const handedIn: ReadonlySet<string> = new Set(["parameter", "parameter-list", "ssm", "stack-output"]);

/** What is named is in no template of the app; `thing` is what it is ("subnet", "security group"). */
export function elsewhere(thing: string, named: Decided, user: GraphNode): Reason {
  const reason = reasonOf(named);
  return reason === undefined ? written(thing, named, user) : declaredElsewhere(thing, reason);
}

/** The same for a reason that has been found already, as those of open lists are. */
export function declaredElsewhere(thing: string, reason: Reason): Reason {
  if (!handedIn.has(reason.kind)) return reason;
  const whose = reason.kind.startsWith("parameter") ? `parameter ${reason.name}` : reason.name;
  return {
    kind: thing.replace(" ", "-"),
    name: reason.name,
    stack: reason.stack,
    message: `the ${thing} that ${whose} names is declared outside this app`,
    settle: `export its id, import it here, and judge the stack that declares the ${thing} together with this one`,
  };
}

function written(thing: string, named: Decided, user: GraphNode): Reason {
  const id = named.kind === "known" ? ` ${String(named.value)}` : "";
  return {
    kind: thing.replace(" ", "-"),
    name: id === "" ? user.logicalId : id.trim(),
    stack: user.stack.stack.name,
    message: `the ${thing}${id} of ${user.logicalId} is declared outside this app`,
    settle: `import its id instead of writing it, and judge the stack that declares the ${thing} together with this one`,
  };
}
