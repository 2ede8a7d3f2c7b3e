/**
 * As `makePlan`, with what reads the project's files loaded as far as they are there.
 */
import { projectReaders } from "../config/project-readers.ts";
import { builtinRules } from "../policy/builtin.ts";
import { loadRegularExpressions, usesRegularExpressions } from "../policy/regular-expression.ts";
import { makePlan, openConfigurationOf } from "./make-plan.ts";
import type { LoadedPlan, OpenHost, Plan, Wishes } from "./plan.ts";

export async function loadPlan(wishes: Wishes, open: OpenHost): Promise<LoadedPlan> {
  const opened = openConfigurationOf(wishes, open);
  const { architectures, detect, policy } = wishes;
  const configuration = opened.file?.text;
  const readers = await projectReaders({ configuration, architectures, detect, hasPolicy: policy !== undefined });
  const loaded = makePlan(wishes, open, opened, readers);
  if (loaded.plan !== undefined && usesEngine(loaded.plan)) await loadRegularExpressions();
  return loaded;
}

/** What AllowedPattern demands is tried where something is given; conditions of documents may match patterns. */
function usesEngine({ wishes: { scenario }, deployments, architectures, originalRules }: Plan): boolean {
  if (scenario.size + deployments.parameters.size + deployments.environments.size > 0) return true;
  // What a reader of documents has checked was checked with an engine of its own.
  const held = [...(architectures?.enforced ?? []), ...(architectures?.uses ?? []).map((use) => use.architecture)];
  return (
    usesRegularExpressions([...held]) ||
    (originalRules !== builtinRules() && usesRegularExpressions([...originalRules]))
  );
}
