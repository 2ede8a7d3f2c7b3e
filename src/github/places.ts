/**
 * Locations of the report, and the commit's files -> where they are for readers on GitHub.
 *
 * Invariant: a line is linked, annotated or commented on only where the file that was judged is the commit's file; else the
 * path is only named. What cannot be found out is annotated all the same, but for files that a build makes.
 */
import type { Finding, Location, Report } from "../lint/report.ts";
import type { Placing } from "../report/render-markdown-findings.ts";
import { type Annotating, annotatedLine } from "./annotations.ts";
import { blobAddress } from "./blob-address.ts";
import { type CommitFiles, standings } from "./commit-files.ts";
import { linesOf, type Standpoint } from "./find-homes.ts";
import type { RunContext } from "./run-context.ts";

/** The files that were judged. */
export interface Checkout {
  /** Path from the repository's root, with forward slashes; as it is where it leads out of the repository. */
  repositoryPath(path: string): string;
  /** Null where it cannot be read. */
  readBytes(repositoryPath: string): Uint8Array | null;
}

export interface Places {
  readonly place: Placing;
  readonly annotating: Annotating;
  readonly standpoint: (finding: Finding) => Standpoint | null;
  /** The commit's text of a file, where the one that was judged is the same; else null. */
  readonly textOf: (repositoryPath: string) => string | null;
}

export function placesOf(
  files: CommitFiles | null,
  checkout: Checkout,
  context: Pick<RunContext, "serverUrl" | "owner" | "repo" | "commit"> | null,
): Places {
  const standing = standings(files, (path) => checkout.readBytes(path));
  const isTrusted = (path: string): boolean => {
    const trust = isInside(path) ? standing(path) : "absent";
    return trust === "same" || (trust === "unknown" && !path.split("/").includes("cdk.out"));
  };
  return {
    place({ file, startLine }) {
      const path = checkout.repositoryPath(file);
      const isLinked = context !== null && isInside(path) && standing(path) === "same";
      return { path, address: isLinked ? blobAddress(context, path, startLine) : null };
    },
    annotating(location) {
      const path = checkout.repositoryPath(location.file);
      return { path, at: isTrusted(path) ? annotatedLine(path, location) : null };
    },
    standpoint({ location, codeLocation, edit }) {
      const path = checkout.repositoryPath((codeLocation ?? location).file);
      if (!isTrusted(path)) return null;
      const isEdited = edit !== null && checkout.repositoryPath(edit.location.file) === path;
      return {
        path,
        lines: linesOf(codeLocation ?? location),
        edit: isEdited ? linesOf(edit.location) : null,
        isVerified: standing(path) === "same",
      };
    },
    textOf(path) {
      const bytes = isInside(path) && standing(path) === "same" ? checkout.readBytes(path) : null;
      try {
        return bytes === null ? null : new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      } catch {
        return null;
      }
    },
  };
}

/** Files of the repository that a report points at, each once. */
export function pathsOf(report: Report, checkout: Checkout): readonly string[] {
  const locations: (Location | null)[] = [
    ...report.findings.flatMap(({ location, codeLocation, related }) => [
      location,
      codeLocation,
      ...related.map((hop) => hop.location),
    ]),
    ...report.diagnostics.map(({ location }) => location),
    ...report.exceptions.map(({ location }) => location),
    ...(report.change?.losses ?? []).map(({ location }) => location),
  ];
  const files = new Set(locations.flatMap((location) => (location === null ? [] : [location.file])));
  return [...new Set([...files].map((file) => checkout.repositoryPath(file)))].filter(isInside);
}

/** Whether it is a path that a commit can have. */
function isInside(path: string): boolean {
  const steps = path.split("/");
  return path.length <= 4096 && !/\p{Cs}/u.test(path) && !steps.some((step) => ["", ".", ".."].includes(step));
}
