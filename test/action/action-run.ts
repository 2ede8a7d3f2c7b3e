/**
 * The built action as GitHub's runner runs it: a process with inputs and files in its environment, and nothing else.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { blobId } from "../../src/github/commit-files.ts";
import type { LoopbackGitHub } from "../github/loopback/loopback-github.ts";
import { pullRequestPayload } from "../github/loopback/payloads.ts";
import { builtDist } from "./built-dist.ts";

export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Workflow commands, as the runner reads them. */
  readonly commands: readonly Command[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface Step {
  readonly github?: LoopbackGitHub;
  /** Text by path, in the workspace, which are the commit's files, too; not with `checkout`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Fills the empty workspace, as steps before this one do; what GitHub knows is then another's matter. */
  readonly checkout?: (workspace: string) => void;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly event?: string;
  readonly payload?: unknown;
  readonly isFork?: boolean;
  readonly run?: number;
  readonly token?: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Whether the commit's files have the bytes of the workspace. */
  readonly isMerged?: boolean;
  /** Looks at the workspace after the run. */
  readonly inspect?: (workspace: string) => void;
  /** Changes the workspace before the run. */
  readonly prepare?: (workspace: string) => void;
}

export class BuiltAction {
  /** Of the runs. */
  readonly #folder = mkdtempSync(join(tmpdir(), "action-"));
  readonly #dist: string;

  private constructor(dist: string) {
    this.#dist = dist;
  }

  static async build(): Promise<BuiltAction> {
    return new BuiltAction(await builtDist());
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async run(step: Step): Promise<Outcome> {
    const folder = mkdtempSync(join(this.#folder, "run-"));
    const workspace = join(folder, "workspace");
    mkdirSync(workspace, { recursive: true });
    if (step.checkout !== undefined) step.checkout(workspace);
    else fill(workspace, step);
    const files = {
      output: join(folder, "output"),
      summary: join(folder, "summary"),
      event: join(folder, "event.json"),
    };
    write(files.output, "");
    write(files.summary, "");
    write(files.event, JSON.stringify(payloadOf(step)));
    mkdirSync(join(folder, "temp"));
    step.prepare?.(workspace);
    const { status, stdout, stderr } = await this.#spawn(environmentOf(step, folder, workspace, files), workspace);
    step.inspect?.(workspace);
    const outcome: Outcome = {
      status,
      stdout,
      stderr,
      commands: commandsOf(stdout),
      outputs: outputsOf(readFileSync(files.output, "utf8")),
      summary: readFileSync(files.summary, "utf8"),
    };
    return outcome;
  }

  async #spawn(env: Record<string, string>, cwd: string): Promise<Pick<Outcome, "status" | "stdout" | "stderr">> {
    const child = spawn(node, [join(this.#dist, "action.js")], {
      env,
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const status = await new Promise<number | null>((resolve) => child.on("close", resolve));
    return { status, stdout, stderr };
  }
}

/** The Node that runs the action: by default, the one that runs the tests. tools/test-action.ts has it run by several. */
const node = process.env["STACKPLUMB_ACTION_NODE"] || process.execPath;

/** `v24.1.0` */
export const nodeVersion = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();

/** The files, and a repository that git knows nothing of. */
function fill(workspace: string, { files = {}, github, isMerged }: Step): void {
  mkdirSync(join(workspace, ".git"));
  for (const [path, text] of Object.entries(files)) {
    write(join(workspace, path), text);
    github?.files.set(path, isMerged ? "0".repeat(40) : blobId(Buffer.from(text), "sha1"));
  }
  // Events that are about no pull request are about the commit that is checked out.
  github?.trees.set(checkedOut, new Map(github.files));
}

const head = "1".repeat(40);
const checkedOut = "2".repeat(40);

function payloadOf({ payload, event = "pull_request", isFork = false, github }: Step): unknown {
  if (payload !== undefined) return payload;
  return event.startsWith("pull_request") ? pullRequestPayload({ number: 7, head: github?.head ?? head, isFork }) : {};
}

function environmentOf(
  step: Step,
  folder: string,
  workspace: string,
  files: { readonly output: string; readonly summary: string; readonly event: string },
): Record<string, string> {
  // Nothing listens on the discard port of this machine.
  const url = step.github?.url ?? "http://127.0.0.1:9";
  const inputs = { "github-token": step.token ?? "ghs_workflow", ...step.inputs };
  const environment: Record<string, string | undefined> = {
    PATH: process.env["PATH"],
    NODE_OPTIONS: `--import ${pathToFileURL(fileURLToPath(new URL("./no-network.mjs", import.meta.url))).href}`,
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: step.event ?? "pull_request",
    GITHUB_EVENT_PATH: files.event,
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_SHA: checkedOut,
    GITHUB_RUN_ID: String(step.run ?? 10),
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_WORKFLOW: "CI",
    GITHUB_JOB: "lint",
    GITHUB_ACTION: "__stackplumb",
    GITHUB_ACTOR: "octocat",
    GITHUB_WORKSPACE: workspace,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_API_URL: url,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    GITHUB_OUTPUT: files.output,
    GITHUB_STEP_SUMMARY: files.summary,
    RUNNER_TEMP: join(folder, "temp"),
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...step.environment,
  };
  return Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** As the runner reads a line of output: blanks at its start do not matter. */
function commandsOf(stdout: string): readonly Command[] {
  return stdout.split(/\r\n|\r|\n/).flatMap((line): Command[] => {
    const match = /^\s*::([\w-]+)(?: ([^:]*(?::[^:]+)*?))?::(.*)$/.exec(line);
    if (match === null) return [];
    const [, name = "", list = "", message = ""] = match;
    const pairs = list.split(",").filter((pair) => pair.includes("="));
    const properties = pairs.map((pair) => [
      pair.slice(0, pair.indexOf("=")),
      unescape(pair.slice(pair.indexOf("=") + 1)),
    ]);
    return [{ name, properties: Object.fromEntries(properties), message: unescape(message) }];
  });
}

function unescape(text: string): string {
  return text
    .replace(/%0D/g, "\r")
    .replace(/%0A/g, "\n")
    .replace(/%3A/g, ":")
    .replace(/%2C/g, ",")
    .replace(/%25/g, "%");
}

function outputsOf(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/^(\S+?)<<(\S+)\n([\s\S]*?)\n\2$/gm)];
  return Object.fromEntries(found.map(([, name = "", , value = ""]) => [name, value]));
}

/** All files below a folder, by path. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
