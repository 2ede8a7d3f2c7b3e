/**
 * `npm run oracle -- [FOLDER] [--all]`: resolves every template of a folder (the fixtures', unless one is named) with the
 * engine of AWS's own validator too, and compares what both say about every property.
 *
 * Prints how many differences each known kind explains, and every one that none explains; `--all` prints them all.
 */

import { filesBelow } from "./files-below.ts";
import { type Comparison, compareFile } from "./oracle/compare-file.ts";
import { knownDifferences } from "./oracle/known-differences.ts";

export function main(args: readonly string[]): number {
  const [folder = "fixtures"] = args.filter((arg) => !arg.startsWith("--"));
  const counts = new Map<string, number>();
  let [files, places, unexplained] = [0, 0, 0];
  const refused: string[] = [];
  for (const path of filesBelow(folder)) {
    const comparison: Comparison | "no template" | "refused" = compareFile(path);
    if (comparison === "no template") continue;
    if (comparison === "refused") {
      refused.push(path);
      continue;
    }
    files++;
    places += comparison.compared;
    for (const difference of comparison.differences) {
      const known = knownDifferences.find(({ explains }) => explains(difference));
      if (known === undefined) unexplained++;
      else counts.set(known.name, (counts.get(known.name) ?? 0) + 1);
      if (known === undefined || args.includes("--all")) {
        const { logicalId, path: property, theirs, ours, reasons } = difference;
        console.log(
          [
            known?.name ?? "UNEXPLAINED",
            path,
            logicalId,
            property,
            ...[theirs, ours, reasons].map((list) => JSON.stringify(list)),
          ].join("\t"),
        );
      }
    }
  }
  console.log(`${files} templates, ${places} places compared; the other engine refuses ${refused.length} files`);
  for (const { name, reason } of knownDifferences)
    console.log(`${String(counts.get(name) ?? 0).padStart(6)}  ${name}: ${reason}`);
  console.log(`${String(unexplained).padStart(6)}  not explained`);
  return unexplained === 0 ? 0 : 1;
}
