/**
 * What is concluded from a script -> the same conclusions, drawn once for each text that it can have.
 *
 * Rules ask again in every world, for every part of a finding, and for every volume of an instance.
 */
import type { SourceNode } from "../../source/node.ts";
import type { Script } from "./scripts.ts";

export function oncePerScript<T>(read: (script: Script) => T): (script: Script) => T {
  const remembered = new WeakMap<SourceNode, { readonly script: Script; readonly conclusion: T }>();
  return (script) => {
    const [place] = script.places;
    const before = remembered.get(place);
    if (before !== undefined && isSame(before.script, script)) return before.conclusion;
    const conclusion = read(script);
    remembered.set(place, { script, conclusion });
    return conclusion;
  };
}

/** One place may hold several scripts: packages of two managers by one alias. */
function isSame(a: Script, b: Script): boolean {
  return a.text === b.text && a.kind === b.kind && a.manager === b.manager;
}
