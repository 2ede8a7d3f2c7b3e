/**
 * What a person says after `--without-zone` -> the zones that are meant, by the labels that they have in a graph.
 */
import type { AppZones } from "../lint/zone-losses.ts";
import { UsageError } from "./usage-error.ts";

/**
 * `each` is all of those that are told apart; `a` the zone whose name ends so (`eu-west-1a`), `1` the one with that place in its region.
 *
 * @throws UsageError for a zone that nothing stands in
 */
export function chooseZones(asked: string, { all, told }: AppZones): readonly string[] {
  if (isEach(asked)) return told;
  const meant = all.filter((label) => isMeant(asked.toLowerCase(), label.toLowerCase()));
  if (meant.length > 0) return meant;
  const known = told.length === 0 ? "Nothing here stands in a zone." : `There are: ${told.join("; ")}.`;
  throw new UsageError(`--without-zone: nothing stands in ${asked}. ${known}`);
}

/** Whether all zones are asked about, one by one. */
export function isEach(asked: string | undefined): boolean {
  return asked?.toLowerCase() === "each";
}

function isMeant(asked: string, label: string): boolean {
  if (label === asked) return true;
  if (/^[a-z]$/.test(asked)) return label.endsWith(asked) && /[\d}][a-z]$/.test(label);
  return /^\d+$/.test(asked) && label.startsWith(`zone ${asked} of `);
}
