/**
 * Locations of the report -> where they are for readers on GitHub.
 *
 * A line is linked or annotated only where the file that was linted is the commit's file; else the path is only named.
 */
import { type Annotating, annotatedLine } from "../github/annotations.ts";
import { blobAddress } from "../github/blob-address.ts";
import { type CommitFiles, standings } from "../github/commit-files.ts";
import type { GitHub } from "../github/connect.ts";
import { GitHubFailure } from "../github/github-failure.ts";
import type { RunContext } from "../github/run-context.ts";
import type { Report } from "../lint/report.ts";
import type { Placing } from "../report/render-markdown-findings.ts";
import type { Workspace } from "./workspace.ts";

export interface Places {
  readonly place: Placing;
  readonly annotating: Annotating;
}

export async function findPlaces(
  report: Report,
  workspace: Workspace,
  context: RunContext | null,
  github: GitHub | null,
): Promise<Places> {
  const files =
    context === null || github === null || !hasPlaces(report) ? null : await filesAt(github, context.commit);
  const standing = standings(files, (path) => workspace.readBytes(path));
  return {
    place({ file, startLine }) {
      const path = workspace.repositoryPath(file);
      const isLinked = context !== null && standing(path) === "same";
      return { path, address: isLinked ? blobAddress(context, path, startLine) : null };
    },
    annotating(location) {
      const path = workspace.repositoryPath(location.file);
      const trust = standing(path);
      const isTrusted = trust === "same" || (trust === "unknown" && !path.split("/").includes("cdk.out"));
      return { path, at: isTrusted ? annotatedLine(path, location) : null };
    },
  };
}

function hasPlaces({ findings, diagnostics }: Report): boolean {
  return findings.length > 0 || diagnostics.some(({ location }) => location !== null);
}

/** Links are a convenience: what keeps GitHub from answering is no reason to say less. */
async function filesAt(github: GitHub, commit: string): Promise<CommitFiles | null> {
  if (commit === "") return null;
  try {
    return await github.filesAt(commit);
  } catch (error) {
    if (error instanceof GitHubFailure) return null;
    throw error;
  }
}
