/**
 * `--base` -> what the working tree is compared with: a revision, a folder, or a report.
 *
 * What the base branch got since a branch left it is not the branch's doing: a revision stands for the commit where both
 * parted.
 */
import { realpathSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { LintedRevision } from "../change/lint-revision.ts";
import { type Git, openGit } from "../github/base/git.ts";
import { readBase } from "../github/base/read-base.ts";
import type { Host } from "../input/app.ts";
import { isAssemblyFolder } from "../input/assembly-manifest.ts";
import { assemblyPlaces } from "../input/assembly-places.ts";
import { memoryHost } from "../input/memory-host.ts";
import { mountedHost } from "../input/mounted-host.ts";
import { nodeHost } from "../input/node-host.ts";
import type { Report, ReportChange } from "../lint/report.ts";
import { readReport } from "../report/read-report.ts";
import type { Shell } from "./shell.ts";
import { UsageError } from "./usage-error.ts";

export type DiffBase =
  | { readonly kind: "files"; readonly host: Host; readonly base: ReportChange["base"] }
  | { readonly kind: "report"; readonly report: Report; readonly name: string };

/** Where branches usually start from, the likeliest first. */
const usual = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

/**
 * @param given undefined for the branch that others start from
 * @param host what the head was read through
 * @throws UsageError where it is nothing that could be compared with
 */
export async function baseOfDiff(
  given: string | undefined,
  head: LintedRevision,
  host: Host,
  shell: Shell,
): Promise<DiffBase> {
  const named = nodeHost(shell.workingDirectory, { named: given === undefined ? [] : [given] });
  const kind = given === undefined ? undefined : named.kindOf(given);
  if (given !== undefined && kind === "file") return baseReport(given, shell);
  if (given !== undefined && kind === "directory") {
    const base = { commit: null, name: given };
    return { kind: "files", base, host: folderHost(given, head, host, shell) };
  }
  return revision(given, head, host, shell);
}

function baseReport(path: string, shell: Shell): DiffBase {
  let text: string;
  try {
    text = shell.readFile(path);
  } catch (error) {
    throw new UsageError(`--base ${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const { report, problems } = readReport(text);
  if (report === undefined) throw new UsageError(`--base ${path} is no report of Stackplumb: ${problems.join("; ")}`);
  return { kind: "report", report, name: path };
}

/** Another copy of the project; or an assembly, which then stands where the head's does. */
function folderHost(path: string, head: LintedRevision, host: Host, shell: Shell): Host {
  const folder = nodeHost(resolve(shell.workingDirectory, path));
  if (!isAssemblyFolder(folder, ".")) return folder;
  const files = head.report.stacks.map(({ file }) => file);
  const [place, ...others] = assemblyPlaces(host, files);
  if (place === undefined || others.length > 0)
    throw new UsageError(
      `--base ${path} is a cloud assembly, and ${place === undefined ? "none" : "more than one"} is linted here.`,
    );
  return mountedHost(memoryHost(new Map()), place, { host: folder, folder: "." });
}

async function revision(
  given: string | undefined,
  head: LintedRevision,
  host: Host,
  { workingDirectory }: Shell,
): Promise<DiffBase> {
  const git = openGit(workingDirectory);
  if (git === undefined)
    throw new UsageError("there is no git repository here: --base takes a folder or a report then.");
  const found = given === undefined ? usualBase(git) : { name: given, commit: git.resolve(given) };
  if (found?.commit === undefined) {
    throw new UsageError(
      given === undefined
        ? `none of ${usual.join(", ")} is there to compare with; name a revision, a folder or a report with --base.`
        : `--base ${given} is no revision, no folder and no report here.`,
    );
  }
  const checkedOut = git.resolve("HEAD");
  const parted = checkedOut && git.mergeBase(found.commit, checkedOut);
  const isSame = parted === undefined || parted === found.commit;
  const commit = parted ?? found.commit;
  const base = await readBase({
    event: { kind: "commit", commit, name: isSame ? found.name : `the merge base with ${found.name}` },
    ...{ git, github: null, read: head.read, readBytes: () => null, head: head.report, host },
    folder: relative(git.root, realpathSync(workingDirectory)).split(sep).join("/") || ".",
  });
  if ("none" in base) throw new UsageError(`there is no base to compare with: ${base.none}`);
  return { kind: "files", host: base.host, base: { commit, name: base.name } };
}

function usualBase(git: Git): { readonly name: string; readonly commit: string } | undefined {
  for (const name of usual) {
    const commit = git.resolve(name);
    if (commit !== undefined) return { name, commit };
  }
  return undefined;
}
