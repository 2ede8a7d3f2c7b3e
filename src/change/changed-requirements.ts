/**
 * Conformance of the head x conformance of the base -> the requirements of which the status is another.
 *
 * Only of architectures that apps are held to: what an app merely looks like is no promise.
 */
import type { ReportArchitecture, ReportChange, ReportRequirement } from "../lint/report.ts";

type Changed = ReportChange["requirements"];

/** @param names the head's names of stacks, and so of apps with one stack, by the base's */
export function changedRequirements(
  head: readonly ReportArchitecture[],
  base: readonly ReportArchitecture[],
  names: ReadonlyMap<string, string>,
): Changed {
  const now = head.filter(({ enforced }) => enforced);
  const before = base.filter(({ enforced }) => enforced);
  const left = new Set(before);
  const changed: Changed[number][] = [];
  for (const architecture of now) {
    const counterpart = counterpartOf(architecture, now, before, names);
    if (counterpart !== undefined) left.delete(counterpart);
    changed.push(...changesOf(architecture, counterpart?.requirements ?? [], architecture.requirements));
  }
  for (const architecture of left) changed.push(...changesOf(architecture, architecture.requirements, []));
  return changed;
}

/** The same architecture on the same app; where each side has one app only, that is the same whatever it is called. */
function counterpartOf(
  architecture: ReportArchitecture,
  now: readonly ReportArchitecture[],
  before: readonly ReportArchitecture[],
  names: ReadonlyMap<string, string>,
): ReportArchitecture | undefined {
  const isSame = ({ name, environment }: ReportArchitecture): boolean =>
    name === architecture.name && environment === architecture.environment;
  const candidates = before.filter(isSame);
  const named = candidates.find(({ app }) => (names.get(app) ?? app) === architecture.app);
  if (named !== undefined) return named;
  return candidates.length === 1 && now.filter(isSame).length === 1 ? candidates[0] : undefined;
}

function changesOf(
  { name, app, environment }: ReportArchitecture,
  before: readonly ReportRequirement[],
  now: readonly ReportRequirement[],
): Changed {
  const were = new Map(before.map((requirement) => [requirement.address, requirement]));
  const are = new Map(now.map((requirement) => [requirement.address, requirement]));
  return [...new Map([...were, ...are]).values()].flatMap(({ address, title }) => {
    const statuses = { before: were.get(address)?.status ?? null, after: are.get(address)?.status ?? null };
    if (statuses.before === statuses.after) return [];
    return [{ architecture: name, app, environment, address, title, ...statuses }];
  });
}
