/**
 * How far an app conforms -> the requirements that ask for something.
 *
 * What is optional and not there asks for nothing, and neither does what is asked of it: a flow that begins where nobody is
 * holds, but nothing proves it. Counted among what is proven, it would flatter the app.
 */
import type { Conformance, RequirementResult } from "../policy/architecture/conformance.ts";
import { keyOfQuality } from "../policy/architecture/requirements.ts";

export function askedFor({ architecture, bindings, results }: Conformance): readonly RequirementResult[] {
  const there = new Set(
    bindings.filter(({ nodes, possible }) => nodes.length > 0 || possible.length > 0).map(({ component }) => component),
  );
  const absent = new Set(
    architecture.components.filter(({ name, optional }) => optional && !there.has(name)).map(({ name }) => name),
  );
  const idle = new Set(
    architecture.flows
      .filter(({ from, to }) => absent.has(to) || from.every((name) => absent.has(name)))
      .map(({ id }) => id),
  );
  const asksNothing = (on: string): boolean => absent.has(on) || idle.has(on);
  const empty = new Set([
    ...[...absent].map((name) => `component.${name}`),
    ...[...idle].map((id) => `flow.${id}`),
    ...architecture.qualities.filter(({ on }) => asksNothing(on)).map(keyOfQuality),
    ...architecture.forbidden.filter(({ on }) => asksNothing(on)).map(({ id }) => `forbid.${id}`),
  ]);
  return results.filter(({ address, status }) => status !== "present" || !empty.has(address));
}
