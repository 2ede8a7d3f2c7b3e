/**
 * `Events` of a function or a state machine, each handed to what knows its type.
 */
import type { Entry, MappingNode } from "../../../source/node.ts";
import { intrinsicOf } from "../../../template/intrinsic.ts";
import { compose } from "../draft.ts";
import { asMapping, given, literal, mappingAt } from "../property.ts";
import type { SamResource } from "../resource.ts";
import type { EventSource, EventTarget } from "./event.ts";

/** @param apply calls what was found for the type of an event. */
export function expandEvents<E>(
  resource: SamResource,
  target: EventTarget,
  expanders: ReadonlyMap<string, E>,
  apply: (expand: E, event: EventSource) => void,
): void {
  const events = given(resource.properties, "Events");
  if (events === undefined) return;
  if (events.kind !== "mapping" || intrinsicOf(events) !== undefined) {
    resource.report(
      "sam-event",
      "Events must be a map of named events; SAM does not read intrinsic functions here",
      events,
    );
    return;
  }
  for (const entry of inOrder(events)) {
    const expand = expanders.get(typeOf(entry));
    if (expand === undefined) {
      resource.report(
        "sam-event",
        `the event ${entry.name} needs a Type that SAM knows here: ${[...expanders.keys()].join(", ")}`,
        entry.key,
      );
      continue;
    }
    apply(expand, {
      expansion: resource.expansion,
      target,
      entry,
      logicalId: resource.logicalId + entry.name,
      properties: mappingAt(entry.value, "Properties") ?? compose(entry.key),
    });
  }
}

/** The routes for everything come first: they make permissions for single paths superfluous. */
function inOrder(events: MappingNode): readonly Entry[] {
  const entries = [...events.entries.values()];
  return [...entries.filter(isDefaultRoute), ...entries.filter((entry) => !isDefaultRoute(entry))];
}

function isDefaultRoute(entry: Entry): boolean {
  const path = literal(given(mappingAt(entry.value, "Properties"), "Path"));
  return typeOf(entry) === "HttpApi" && (path === undefined || path === "$default");
}

function typeOf(entry: Entry): string {
  return literal(given(asMapping(entry.value), "Type")) ?? "";
}
