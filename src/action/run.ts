/**
 * One run of the action: inputs in; annotations, summary, comment, outputs and the step's conclusion out.
 *
 * Invariant: what was found decides the conclusion, and nothing else does. GitHub being down, or a token that may not
 * write, turns no finding green and no clean run red: it costs the comment, and a line says so.
 */
import { chooseAnnotations } from "../github/annotations.ts";
import type { GitHub } from "../github/connect.ts";
import { type RunContext, runContext } from "../github/run-context.ts";
import { printable, withoutCommands } from "../report/printable.ts";
import { conclude } from "./conclude.ts";
import { findPlaces } from "./find-places.ts";
import { readInputs } from "./read-inputs.ts";
import type { Shell } from "./shell.ts";
import { openWorkspace } from "./workspace.ts";
import { writeAnnotations } from "./write-annotations.ts";
import { writeComment } from "./write-comment.ts";
import { writeReports } from "./write-reports.ts";
import { writeSummary } from "./write-summary.ts";
import { WrongInput } from "./wrong-input.ts";

/** Never throws. */
export async function run(shell: Shell): Promise<void> {
  const { runner } = shell;
  try {
    await lintAndTell(shell);
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

async function lintAndTell(shell: Shell): Promise<void> {
  const { environment, runner } = shell;
  const { inputs: asked, problems } = readInputs((name) => runner.getInput(name));
  if (asked.token !== "") runner.setSecret(asked.token);
  if (problems.length > 0) throw new WrongInput(problems.join(" "));

  const workspace = openWorkspace(environment["GITHUB_WORKSPACE"] || ".", asked.workingDirectory);
  const { report, gate } = await shell.lint(asked, workspace);
  const inputs = { ...asked, gate };
  const { conclusion, sentence } = conclude(report, inputs);
  writeReports(report, { conclusion, sentence }, inputs, workspace, shell);

  const context = runContext(environment, eventOf(shell));
  const github = context === null ? null : await connected(inputs.token, context, shell);
  const places = await findPlaces(report, workspace, context, github);
  writeAnnotations(chooseAnnotations(report, places.annotating), runner);
  await writeSummary(report, places, inputs, runner);

  if (context?.pullRequest != null && github !== null && inputs.comment !== "never") {
    await writeComment(report, places, inputs, { ...context, pullRequest: context.pullRequest }, github, shell);
  }
  if (conclusion === "failure") runner.setFailed(sentence);
  else runner.info(withoutCommands(sentence));
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
