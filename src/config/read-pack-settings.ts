/**
 * `stackplumb.yaml` of a pack -> its settings: those of a configuration that judge, and what they lock.
 *
 * What is linted is for each project to say, and so are its exceptions: a pack has neither.
 */
import type { Architecture } from "../policy/architecture/architecture.ts";
import type { DocumentReader } from "../policy/document-reader.ts";
import { keysOf } from "../policy/document-shape.ts";
import { childOf, type MappingNode, spanOf } from "../source/node.ts";
import { packSettingsShape } from "./configuration-shape.ts";
import { readLocks, readSettings, type SettingsContext } from "./read-settings.ts";
import type { Settings } from "./settings.ts";

const longest = 3650;

/** @param named architectures whose requirements can be locked. */
export function readPackSettings(
  root: MappingNode,
  context: SettingsContext,
  named: readonly Architecture[],
  reader: DocumentReader,
): Settings {
  reader.mapping(root, "the settings of a pack", keysOf(packSettingsShape));
  const settings = readSettings(spanOf(root).file, root, context, reader);
  const own = settings.architectures.map(({ architecture }) => architecture);
  return {
    ...settings,
    locked: readLocks(childOf(root, "locked"), context.rules, [...named, ...own], reader),
    maxExpiry: readDays(root, reader),
    judgeAll: reader.flag(root, "judge-all"),
  };
}

function readDays(root: MappingNode, reader: DocumentReader): Settings["maxExpiry"] {
  const node = reader.scalar(root, "max-expiry");
  if (node === undefined) return undefined;
  const days = /^\d{1,4}$/.test(node.text) ? Number(node.text) : 0;
  if (days >= 1 && days <= longest) return { days, place: spanOf(node) };
  reader.error(node, `max-expiry is a number of days from 1 to ${longest}, not ${node.text}`);
  return undefined;
}
