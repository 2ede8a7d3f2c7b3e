/**
 * One run of the action: inputs in; annotations, summary, comment, review, outputs and the step's conclusion out.
 *
 * Invariant: what was found decides the conclusion, and nothing else does. GitHub being down, or a token that may not
 * write, turns no finding green and no clean run red: it costs the comment, and a line says so.
 */
import { chooseAnnotations } from "../github/annotations.ts";
import type { GitHub } from "../github/connect.ts";
import { type Published, publish } from "../github/publish.ts";
import { type RunContext, runContext } from "../github/run-context.ts";
import { printable, withoutCommands } from "../report/printable.ts";
import { renderMarkdown } from "../report/render-markdown.ts";
import { conclude } from "./conclude.ts";
import { judgeWorkspace } from "./judge-workspace.ts";
import { publishReport } from "./publish-report.ts";
import { commentOptions, publishing } from "./publishing.ts";
import { type Inputs, readInputs } from "./read-inputs.ts";
import type { Judged, Shell, Surroundings } from "./shell.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";
import { writeAnnotations } from "./write-annotations.ts";
import { writeReports } from "./write-reports.ts";
import { writeSummary } from "./write-summary.ts";
import { WrongInput } from "./wrong-input.ts";

/** Never throws. */
export async function run(shell: Shell): Promise<void> {
  const { runner } = shell;
  try {
    await act(shell);
  } catch (error) {
    runner.setOutput("conclusion", "failure");
    const message = printable(error instanceof Error ? error.message : String(error));
    runner.setFailed(
      error instanceof WrongInput
        ? message
        : `This is a fault of Stackplumb, not of your templates; please report it: ${message}`,
    );
  }
}

async function act(shell: Shell): Promise<void> {
  const { environment, runner } = shell;
  const { inputs, problems } = readInputs((name) => runner.getInput(name));
  if (inputs.token !== "") runner.setSecret(inputs.token);
  if (problems.length > 0) throw new WrongInput(problems.join(" "));
  const workspace = openWorkspace(environment["GITHUB_WORKSPACE"] || ".", inputs.workingDirectory);
  const payload = eventOf(shell);
  const context = runContext(environment, payload);
  const github = context === null ? null : await connected(inputs.token, context, shell);
  if (inputs.mode === "publish") await publishReport(inputs, workspace, { context, payload, github }, shell);
  else await lintAndTell(inputs, workspace, { context, payload, github }, shell);
}

async function lintAndTell(
  asked: Inputs,
  workspace: Workspace,
  { context, payload, github }: Surroundings,
  shell: Shell,
): Promise<void> {
  const { runner, today } = shell;
  const judged = await judgeWorkspace(asked, workspace, { context, payload, github, today: today() });
  const { report, noBase } = judged;
  const inputs: Inputs = { ...asked, gate: { ...asked.gate, ...judged.gate } };
  const conclusion = conclude(report, noBase, inputs);
  writeReports(judged, conclusion, inputs, workspace, shell);
  const published = await tell(judged, workspace, inputs, { context, github }, shell);
  writeAnnotations(chooseAnnotations(report, published.places.annotating, published.homes), runner);
  await writeSummary(judged, published.places.place, inputs, runner);
  for (const { level, text } of published.lines) runner[level](text);
  if (conclusion.conclusion === "failure") runner.setFailed(conclusion.sentence);
  else runner.info(withoutCommands(conclusion.sentence));
}

function tell(
  { report, noBase }: Judged,
  workspace: Workspace,
  inputs: Inputs,
  { context, github }: Pick<Surroundings, "context" | "github">,
  { policy }: Shell,
): Promise<Published> {
  return publish(report, {
    ...publishing(inputs, context),
    ...{ github, context },
    checkout: workspace,
    annotate: true,
    renderComment: (view) => renderMarkdown(report, { ...commentOptions(inputs, context), ...view, noBase }),
    pause: (milliseconds) => policy.pause(milliseconds),
  });
}

function eventOf({ readEvent }: Shell): unknown {
  try {
    return readEvent();
  } catch {
    return undefined;
  }
}

/** Without a token there is no client, and so there are no links and no comment. */
async function connected(
  token: string,
  context: RunContext,
  { connect, policy, runner }: Shell,
): Promise<GitHub | null> {
  if (token === "") return null;
  try {
    return await connect(token, context, policy);
  } catch (error) {
    runner.warning(`No links and no comment: GitHub's client does not start (${printable(String(error))}).`);
    return null;
  }
}
