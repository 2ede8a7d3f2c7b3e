/**
 * A plan x the stacks that were judged -> a warning about the templates that were not, because the project names others.
 *
 * Only where an organisation's policy counts: what a project leaves out is its own affair, but nothing of a policy holds
 * there. A policy that says `judge-all` leaves it no choice.
 */
import { policyCode } from "../config/floor.ts";
import { assemblyFolderName, isAssemblyFolder } from "../input/assembly-manifest.ts";
import { searchFor } from "../input/discover.ts";
import { isWithin, joinPath } from "../input/join-path.ts";
import type { Diagnostic } from "../source/diagnostic.ts";
import type { Plan } from "./plan.ts";
import type { Report } from "./report.ts";

/** Templates that are named in the warning. */
const most = 10;

export function leftOut({ wishes, open, configuration, paths }: Plan, stacks: Report["stacks"]): readonly Diagnostic[] {
  const { policy } = wishes;
  // What a person names is that person's word, as the policy is.
  if (policy === undefined || wishes.paths.length > 0) return [];
  const host = open([]);
  if (paths.includes(".") || (paths.length === 0 && !isAssemblyFolder(host, assemblyFolderName))) return [];
  const judged = new Set(stacks.map(({ file }) => file));
  const files = new Set<string>();
  for (const app of searchFor(host, ["."]).apps)
    for (const { template } of app.stacks) {
      const { path } = template.file;
      if (!judged.has(path) && !isWithin(joinPath(".", policy), path)) files.add(path);
    }
  if (files.size === 0) return [];
  const named = [...files].sort().slice(0, most);
  const rest = files.size > most ? ` and ${files.size - most} more` : "";
  const all = files.size === 1 ? "1 template is" : `${files.size} templates are`;
  const why =
    configuration?.pathsPlace === undefined ? "cdk.out is judged alone" : `${configuration.path} names others`;
  return [
    {
      code: policyCode,
      severity: "warning",
      message: `${all} not judged by the policy, because ${why}: ${named.join(", ")}${rest}. \`judge-all: true\` in the policy judges all`,
      location: configuration?.pathsPlace ?? null,
    },
  ];
}
