/**
 * The checkout, and what it is compared with -> the report of a run.
 *
 * Head and base are judged by one plan. Whose configuration that plan has is a question of trust: a pull request can relax
 * what it is judged by, so that of a stranger is judged by the base's, and so is every one where an organisation has a policy.
 * Exceptions that stand in templates go with it: only those count that the base's templates have, too.
 */
import manifest from "../../package.json" with { type: "json" };
import { exceptionsOfBase, planOfBase } from "../change/base-exceptions.ts";
import { lessAsked } from "../change/less-asked.ts";
import { compareRevisions, compareWithReport, type LintedRevision, lintRevision } from "../change/lint-revision.ts";
import { matchStacks } from "../change/match-stacks.ts";
import { baseOfEvent } from "../github/base/base-of-event.ts";
import { openGit } from "../github/base/git.ts";
import { type Base, readBase } from "../github/base/read-base.ts";
import type { RunContext } from "../github/run-context.ts";
import type { Host } from "../input/app.ts";
import { manifestName } from "../input/assembly-manifest.ts";
import { assemblyPlaces } from "../input/assembly-places.ts";
import { isWithin, joinPath } from "../input/join-path.ts";
import { mountedHost } from "../input/mounted-host.ts";
import { nodeHost } from "../input/node-host.ts";
import { onRevision } from "../lint/make-plan.ts";
import type { Plan } from "../lint/plan.ts";
import type { Report } from "../lint/report.ts";
import { type AllowanceJudge, KnownAllowances } from "../lint/template-trust.ts";
import { givenReport } from "./given-report.ts";
import { filesGiven, planWorkspace } from "./plan-workspace.ts";
import type { Inputs } from "./read-inputs.ts";
import type { Judged, Surroundings } from "./shell.ts";
import type { Workspace } from "./workspace.ts";
import { WrongInput } from "./wrong-input.ts";

export interface Run extends Surroundings {
  /** In UTC, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Events that bring a change: what they cannot be compared with is missed. */
const changes = ["pull_request", "merge_group", "push"];

/** @throws WrongInput for what was asked for wrongly */
export async function judgeWorkspace(inputs: Inputs, workspace: Workspace, run: Run): Promise<Judged> {
  // The configuration belongs to the checkout, as what it names does: nothing leads out of the workspace.
  const checkout = nodeHost(workspace.folder, { named: [workspace.root] });
  const asOf = inputs.asOf ?? run.today;
  const own = inputs.config === undefined ? ("own" as const) : { path: inputs.config };
  const ofBase = isBasesConfiguration(inputs, run.context);
  if (inputs.configFrom === "base" && inputs.baseReport !== undefined)
    throw new WrongInput("base-report has no configuration: with config-from: base, leave base-report out.");
  // Without any configuration first, where the head's is not to be looked at: it tells which files there are.
  const first = await planWorkspace(inputs, {
    ...{ project: checkout, checkout, asOf },
    config: ofBase ? "none" : own,
  });
  const head = lintRevision(first, { ...optionsOf(inputs), ...(ofBase && { counts: () => false }) });
  if (inputs.baseReport !== undefined && !ofBase) {
    const report = compareWithReport(
      head,
      first,
      givenReport("base-report", inputs.baseReport, workspace),
      "the report on the base",
    );
    return { ...judgedBy(first), report };
  }
  const base = await baseFor(head, checkout, inputs, workspace, run);
  if ("none" in base) {
    const isMissed = run.context !== null && changes.includes(run.context.event);
    const unconfigured = ofBase ? "; its configuration could not be read, so none counts" : "";
    return { ...judgedBy(first), report: head.report, noBase: isMissed ? `${base.none}${unconfigured}` : null };
  }
  if (!ofBase) {
    const before = await lintBase(first, base.host, inputs);
    return { ...judgedBy(first), report: await compared(head, first, before, base) };
  }
  const plan = await planWorkspace(inputs, { project: base.host, checkout, asOf, config: own });
  const known = new KnownAllowances();
  const before = await lintBase(plan, base.host, inputs, known.learn);
  const again = lintRevision(
    onRevision(plan, () => checkout),
    { ...optionsOf(inputs), counts: known.holdTo(filesBefore(before.stacks, head.stacks)) },
  );
  return { ...judgedBy(plan), report: await compared(again, plan, before, base) };
}

function judgedBy({ gate, knownRules }: Plan): Omit<Judged, "report"> {
  return { gate, rules: knownRules, noBase: null };
}

function isBasesConfiguration({ configFrom, policy }: Inputs, context: RunContext | null): boolean {
  if (configFrom !== undefined) return configFrom === "base";
  return context?.pullRequest != null && (context.pullRequest.isFork || policy !== undefined);
}

function optionsOf({ allowUnreadable }: Inputs): Parameters<typeof lintRevision>[1] {
  return { version: manifest.version, allowUnreadable };
}

async function lintBase(plan: Plan, host: Host, inputs: Inputs, counts?: AllowanceJudge): Promise<LintedRevision> {
  const files = await filesGiven(inputs, host).catch(() => plan.wishes.files);
  return lintRevision(
    onRevision(plan, () => host, files),
    { ...optionsOf(inputs), tellsLeftOut: false, ...(counts && { counts }) },
  );
}

async function compared(
  head: LintedRevision,
  plan: Plan,
  before: LintedRevision,
  { host, commit, name }: Exclude<Base, { none: string }>,
): Promise<Report> {
  const own = await planOfBase(plan, host);
  return compareRevisions(head, before, {
    base: { commit, name },
    baseExceptions: exceptionsOfBase(plan, own, before),
    lessAsked: lessAsked(plan, own, head.report),
  });
}

/** A template that was renamed has the exceptions that it had. */
function filesBefore(base: LintedRevision["stacks"], head: LintedRevision["stacks"]): (file: string) => string {
  const names = matchStacks(base, head);
  const ofHead = new Map(head.map(({ name, file }) => [name, file]));
  const pairs = base.flatMap(({ name, file }) => {
    const now = ofHead.get(names.get(name) ?? "");
    return now === undefined ? [] : [[now, file] as const];
  });
  const before = new Map(pairs);
  return (file) => before.get(file) ?? file;
}

async function baseFor(
  head: LintedRevision,
  checkout: Host,
  inputs: Inputs,
  workspace: Workspace,
  { context, payload, github }: Run,
): Promise<Base> {
  const assembly = givenAssembly(head, checkout, inputs);
  const base = await readBase({
    event: baseOfEvent(context?.event ?? "", payload),
    git: openGit(workspace.folder),
    github,
    folder: workspace.repositoryPath(".") || ".",
    read: head.read,
    readBytes: (path) => workspace.readBytes(path),
    head: head.report,
    host: checkout,
    ...(assembly && { assembly }),
  });
  // Of other templates, the checkout has only what the head says.
  if (!("none" in base) || assembly?.isAll !== true) return base;
  // An assembly needs no commit to be compared with.
  return { host: mountedHost(checkout, assembly.place, assembly), commit: null, name: "base-cdk-out" };
}

interface GivenAssembly {
  readonly host: Host;
  /** The base's, in the host. */
  readonly folder: string;
  /** Where the head's stands. */
  readonly place: string;
  /** Whether nothing else is linted. */
  readonly isAll: boolean;
}

function givenAssembly({ report }: LintedRevision, host: Host, { baseCdkOut }: Inputs): GivenAssembly | undefined {
  if (baseCdkOut === undefined) return undefined;
  if (host.kindOf(joinPath(baseCdkOut, manifestName)) !== "file")
    throw new WrongInput(`base-cdk-out ${baseCdkOut} is no cloud assembly: it has no ${manifestName}.`);
  const files = report.stacks.map(({ file }) => file);
  const [place, ...others] = assemblyPlaces(host, files);
  if (place === undefined) throw new WrongInput("base-cdk-out is given, but no cdk.out is linted to compare it with.");
  if (others.length > 0)
    throw new WrongInput("base-cdk-out is one cdk.out, and several are linted; lint one in a step.");
  const isAll = files.every((file) => isWithin(place, joinPath(".", file)));
  return { host, folder: baseCdkOut, place, isAll };
}
