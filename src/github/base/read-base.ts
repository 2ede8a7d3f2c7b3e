/**
 * A run's event x its checkout -> the files of what it is compared with, or why there is nothing to compare with.
 *
 * Invariant: never more than three requests, and none where git has it all. An assembly that the repository does not keep
 * has no base there: without one given by itself, everything in it would look new.
 */
import type { Host } from "../../input/app.ts";
import { manifestName } from "../../input/assembly-manifest.ts";
import { isWithin, joinPath, parentOf } from "../../input/join-path.ts";
import { memoryHost } from "../../input/memory-host.ts";
import { mountedHost } from "../../input/mounted-host.ts";
import type { Report } from "../../lint/report.ts";
import type { GitHub } from "../connect.ts";
import type { EventBase } from "./base-of-event.ts";
import { type BaseFiles, filesByGit, filesByGitHub } from "./files-of-base.ts";
import { findBase, type NoBase } from "./find-base.ts";
import type { Git } from "./git.ts";

export interface BaseRequest {
  readonly event: EventBase;
  /** The repository that is checked out; undefined where there is none, or no git. */
  readonly git: Git | undefined;
  /** Null without a token. */
  readonly github: Pick<GitHub, "mergeBase" | "filesAt" | "textsOf"> | null;
  /** Path of the folder that is linted, from the repository's root, with forward slashes; `.` for the root. */
  readonly folder: string;
  /** Paths of the files that the lint of the head read, from the folder that is linted. */
  readonly read: ReadonlySet<string>;
  /** A file of the working tree by its path from the repository's root; null where it cannot be read. */
  readonly readBytes: (path: string) => Uint8Array | null;
  /** The report on the head: which stacks there are, and where. */
  readonly head: Pick<Report, "stacks">;
  /** What the head was read through. */
  readonly host: Host;
  /** An assembly of the base, and the folder in which the head's stands; undefined where none is given. */
  readonly assembly?: { readonly host: Host; readonly folder: string; readonly place: string };
}

/** Files of the base, read as the head's are; or, as a clause that completes "no base to compare with: ", why not. */
export type Base = { readonly host: Host; readonly commit: string | null; readonly name: string } | NoBase;

/** Never throws for what GitHub or git answer. */
export async function readBase(request: BaseRequest): Promise<Base> {
  const { event, git, github, assembly, head } = request;
  // Where nothing else is linted, the base needs no commit.
  if (assembly !== undefined && head.stacks.every(({ file }) => isWithin(joinPath(".", assembly.place), file)))
    return {
      host: mountedHost(memoryHost(new Map()), assembly.place, assembly),
      commit: null,
      name: "the given assembly",
    };
  const found = await findBase(event, git, github);
  if ("none" in found) return found;
  const files = await filesOf(found.commit, request);
  if ("none" in files) return files;
  const { host } = files;
  const whole = assembly === undefined ? host : mountedHost(host, assembly.place, assembly);
  if (hasUnkeptAssembly(whole, request))
    return {
      none: `the repository does not keep the assembly; \`base-cdk-out\` or \`base-report\` can give the base's`,
    };
  return { host: whole, ...found };
}

async function filesOf(
  commit: string,
  { git, github, folder, read, readBytes }: BaseRequest,
): Promise<BaseFiles | NoBase> {
  const options = { folder, ...(git && { root: git.root }) };
  const local = git && filesByGit(git, commit, options);
  if (local !== undefined) return local;
  if (github === null) return { none: "its files are not checked out, and there is no token to ask GitHub with" };
  const paths = new Set([...read].map((path) => joinPath(folder, path)));
  return filesByGitHub(github, commit, { read: paths, readBytes }, options);
}

/** Whether an assembly is built and not kept: the base does not have it, nor has the commit that is checked out. */
function hasUnkeptAssembly(base: Host, { git, folder, host, head }: BaseRequest): boolean {
  const folders = new Set(head.stacks.map(({ file }) => parentOf(file)));
  const lacking = [...folders].filter((assembly) => {
    const manifest = joinPath(assembly, manifestName);
    return host.kindOf(manifest) === "file" && base.kindOf(manifest) !== "file";
  });
  if (lacking.length === 0) return false;
  const checkedOut = git?.resolve("HEAD");
  const kept = checkedOut === undefined ? undefined : git?.files(checkedOut);
  return lacking.some((assembly) => kept?.has(joinPath(folder, joinPath(assembly, manifestName))) !== true);
}
