/**
 * The base's own configuration x the head's -> what the head no longer asks, as exceptions that the change adds.
 *
 * Base and head are judged by one configuration, the head's. So what a change takes out of it is seen in no finding: an
 * architecture that nobody is held to, a template that nobody looks at, a gate that lets more pass. Who reviews the change
 * must know. Not here: exceptions in the narrow sense, which have a reason and an end (added-exceptions.ts).
 */
import { searchOf } from "../lint/lint-project.ts";
import type { Plan } from "../lint/plan.ts";
import type { Location, Report, ReportException } from "../lint/report.ts";
import { rankOf } from "../lint/severity.ts";

/**
 * @param base what the base's configuration asks for; undefined where it means nothing
 * @param report on the head, by the head's plan
 */
export function lessAsked(head: Plan, base: Plan | undefined, report: Report): readonly ReportException[] {
  if (base === undefined || base.configuration === undefined) return [];
  const told = [
    ...droppedArchitectures(head, base, report),
    ...droppedEnvironments(head, base),
    ...droppedRules(head, base),
    ...lowerGate(head, base),
    ...droppedTemplates(head, base, report),
  ];
  const location = startOf(head.configuration?.path ?? base.configuration.path);
  return told.map(({ subject, effect }) => ({
    ...{ kind: "configuration", subject, effect },
    ...{ reason: null, owner: null, until: null, location },
  }));
}

interface Less {
  readonly subject: string;
  /** A clause. */
  readonly effect: string;
}

function droppedArchitectures(head: Plan, base: Plan, { architectures, stacks }: Report): readonly Less[] {
  const names = [...new Set([...stacks.map(({ name }) => name), ...architectures.map(({ app }) => app)])];
  const now = head.architectures?.uses ?? [];
  const isHeld = (architecture: string, environment: string | undefined, name: string): boolean =>
    head.architectures?.enforced.some((enforced) => enforced.name === architecture) === true ||
    now.some(
      (use) =>
        use.architecture.name === architecture &&
        (use.environment === undefined || use.environment === environment) &&
        use.isFor?.(name) !== false,
    );
  const all = (base.architectures?.uses ?? []).flatMap(({ architecture, environment, isFor }): readonly Less[] => {
    const free = names.filter((name) => isFor?.(name) !== false && !isHeld(architecture.name, environment, name));
    if (free.length === 0) return [];
    const where = environment === undefined ? "" : ` in ${environment}`;
    const isNowhere = !now.some((use) => use.architecture.name === architecture.name);
    const who = isNowhere ? "nothing" : listed(free);
    const effect = isNowhere
      ? `${who} is held to ${architecture.name}${where} any more`
      : `${who} ${free.length === 1 ? "is" : "are"} not held to ${architecture.name}${where} any more`;
    return [{ subject: architecture.name, effect }];
  });
  return [...new Map(all.map((less) => [less.effect, less])).values()];
}

function droppedEnvironments(head: Plan, base: Plan): readonly Less[] {
  if (head.wishes.environments.length > 0) return [];
  const now = head.deployments.environments;
  return [...base.deployments.environments.keys()]
    .filter((name) => !now.has(name))
    .map((name) => ({ subject: name, effect: `environment ${name} is not judged any more` }));
}

function droppedRules(head: Plan, base: Plan): readonly Less[] {
  const now = new Set(head.knownRules.map(({ id }) => id));
  return base.knownRules
    .filter(({ id }) => !now.has(id))
    .map(({ id }) => ({ subject: id, effect: `there is no rule ${id} any more` }));
}

/** What a step or a command line says itself counts before both. */
function lowerGate(head: Plan, base: Plan): readonly Less[] {
  const { failOn, strictUnknown } = head.wishes.gate;
  const rank = ({ gate }: Plan): number => (gate.failOn === "never" ? Number.POSITIVE_INFINITY : rankOf(gate.failOn));
  return [
    ...(failOn === undefined && rank(head) > rank(base)
      ? [{ subject: "fail-on", effect: `fail-on is ${head.gate.failOn}, and was ${base.gate.failOn}` }]
      : []),
    ...(strictUnknown === undefined && base.gate.strictUnknown && !head.gate.strictUnknown
      ? [{ subject: "strict-unknown", effect: "strict-unknown is off, and was on" }]
      : []),
  ];
}

/** Templates of the head that the base's configuration would have judged. */
function droppedTemplates(head: Plan, base: Plan, { stacks, diagnostics }: Report): readonly Less[] {
  if (head.wishes.paths.length > 0 || isSame(head, base)) return [];
  // A template that could not be read is told of by itself.
  const now = new Set([
    ...stacks.map(({ file }) => file),
    ...diagnostics.flatMap(({ location }) => location?.file ?? []),
  ]);
  const before = [...searchOf({ ...base, open: head.open }).apps].flatMap(({ stacks: found }) => found);
  const files = [...new Set(before.map(({ template }) => template.file.path))].filter((file) => !now.has(file));
  return files.map((file) => ({ subject: file, effect: `${file} is not judged any more` }));
}

function isSame(head: Plan, base: Plan): boolean {
  const asked = ({ paths, configuration }: Plan): string => JSON.stringify([paths, configuration?.apps ?? []]);
  return asked(head) === asked(base);
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(", ");
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

function startOf(file: string): Location {
  return { file, startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
}
