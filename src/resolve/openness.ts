/**
 * A template with its loops run -> why there may be more in it than can be seen.
 *
 * A macro that is not ours may add and change anything: what is written is believed, what is absent is not. A module, a
 * snippet that is not there and a loop over a list that nobody gave add resources and leave the others as they are.
 * Invariant: nothing that is missing from an open template is known to be missing.
 */
import { childOf, type Entry, type ScalarNode } from "../source/node.ts";
import { isLoopKey, isMacroKey } from "../template/intrinsic.ts";
import { includeName, isForeignMacro, isModuleType, macroCallOf } from "../template/macro.ts";
import type { Template } from "../template/template.ts";
import { includeReason, loopReason, macroReason, moduleReason } from "./reason.ts";
import type { Reason } from "./value.ts";

export interface Openness {
  /** Why resources may be there that are not seen. */
  readonly resources: readonly Reason[];
  /** Why conditions may be there that are not seen. */
  readonly conditions: readonly Reason[];
  /** The macro that may have changed everything. */
  readonly everything: Reason | undefined;
  /** Why a loop that still stands in the template was not run to its end, by its key. */
  readonly loops: ReadonlyMap<ScalarNode, Reason>;
}

/** @param loops what is known of the loops that were left. */
export function opennessOf(template: Template, stack: string, loops: ReadonlyMap<ScalarNode, Reason>): Openness {
  const { root, transforms, resources } = template;
  const reasonsAt = (section: string): readonly Reason[] => {
    const node = section === "" ? root : childOf(root, section);
    if (node?.kind !== "mapping") return [];
    return [...node.entries.values()].flatMap((entry) => reasonOfKey(entry, stack, loops) ?? []);
  };
  const foreign = transforms.filter(isForeignMacro).map((name) => macroReason(stack, name));
  const atRoot = [...foreign, ...reasonsAt(""), ...includedAtRoot(template, stack)];
  const modules = [...resources.values()].filter(({ type }) => isModuleType(type));
  return {
    resources: [
      ...atRoot,
      ...reasonsAt("Resources"),
      ...modules.map(({ logicalId, type }) => moduleReason(stack, logicalId, type)),
    ],
    conditions: [...atRoot, ...reasonsAt("Conditions")],
    everything: atRoot.find(({ kind }) => kind === "macro"),
    loops,
  };
}

/** Why a key among others makes more of them, or other ones; undefined for a key that is what it says. */
export function reasonOfKey(
  { name, key, value }: Entry,
  stack: string,
  loops: ReadonlyMap<ScalarNode, Reason>,
): Reason | undefined {
  if (isLoopKey(name)) return loops.get(key) ?? loopReason(stack, name);
  if (!isMacroKey(name)) return undefined;
  const call = macroCallOf(value);
  if (call.name !== includeName) return macroReason(stack, call.name === "" ? name : call.name);
  return includeReason(stack, call.location?.kind === "scalar" ? call.location.text : "");
}

function includedAtRoot({ root, transforms }: Template, stack: string): readonly Reason[] {
  if (!transforms.includes(includeName)) return [];
  const section = childOf(root, "Transform");
  return (section?.kind === "sequence" ? section.items : section === undefined ? [] : [section]).flatMap((item) => {
    const { name, location } = macroCallOf(item);
    return name === includeName ? [includeReason(stack, location?.kind === "scalar" ? location.text : "")] : [];
  });
}
