/**
 * Directories for uploads that instances make on their own disks: scripts -> the places where they are made.
 *
 * A directory on a shared file system or on a mounted bucket is not kept there, nor is one that is copied to a bucket.
 * Where a script mounts something at a place that is not known, nothing is said.
 */
import type { Items } from "../../resolve/reading.ts";
import type { World } from "../../resolve/world.ts";
import type { Evidence, GraphNode, NodeIndex } from "../model.ts";
import { oncePerScript } from "./once-per-script.ts";
import { placeOf, type Script, scriptsOf } from "./scripts.ts";
import { commandsOf, wordsOf } from "./shell.ts";

interface Directory {
  readonly path: string;
  readonly evidence: Evidence;
}

/** What a script says about directories. */
interface Directories {
  readonly made: readonly Directory[];
  /** Where shared file systems and buckets are mounted, and what is copied to a bucket. */
  readonly elsewhere: readonly string[];
}

/** Words of scripts that make such directories, or that keep them elsewhere. */
const about = /upload|media|attachment|photo|user.?files|efs|nfs4|s3fs|mount-s3|goofys|aws s3/i;

/** The directories for uploads that the scripts of a node make on its own disks. */
export function localUploadsOf(index: NodeIndex, node: GraphNode, world: World): Items<Evidence> {
  const { items, open } = scriptsOf(index, node, about, world);
  const read = items.map(directoriesIn);
  const elsewhere = read.flatMap((each) => each.elsewhere);
  const made = read.flatMap((each) => each.made).filter(({ path }) => !elsewhere.some((place) => isUnder(path, place)));
  return { items: made.map(({ evidence }) => evidence), open };
}

const directoriesIn = oncePerScript((script): Directories => {
  const made: Directory[] = [];
  const elsewhere: string[] = [];
  for (const command of script.kind === "shell" ? commandsOf(script.text) : []) {
    const words = wordsOf(command);
    elsewhere.push(...keptElsewhere(words));
    made.push(...directoriesMade(script, command, words));
  }
  return { made, elsewhere };
});

/** Paths that a command mounts from, links to or copies to somewhere that outlives the instance; `/` where it is not known which. */
function keptElsewhere(words: readonly string[]): readonly string[] {
  const [program = "", ...operands] = words;
  const name = program.split("/").at(-1) ?? "";
  const paths = operands.filter((word) => word.startsWith("/"));
  const isShared = operands.some((word) => /^(?:efs|nfs|nfs4|fuse\.s3fs)$/.test(word) || /\.efs\.|^fs-/.test(word));
  if (name === "mount" && isShared) return [paths.at(-1) ?? "/"];
  if (["mount-s3", "s3fs", "goofys", "mount.efs"].includes(name)) return [paths.at(-1) ?? "/"];
  // A line of `fstab`: the device, and where it is mounted.
  if (isShared && (name === "echo" || name === "printf" || name === "tee")) return paths.length > 0 ? paths : ["/"];
  if (name === "aws" && operands[0] === "s3" && /^(?:sync|cp|mv)$/.test(operands[1] ?? "")) return paths;
  // A link that stands for a directory elsewhere: who made it knows where.
  return name === "ln" ? paths.slice(-1) : [];
}

function directoriesMade(script: Script, command: string, words: readonly string[]): readonly Directory[] {
  const [program = "", ...operands] = words;
  if (!/(?:^|\/)mkdir$/.test(program)) return [];
  return operands.filter(isForUploads).map((path) => ({
    path,
    evidence: placeOf(script, `${path} is made on the instance's own disk`, command, path),
  }));
}

const uploads =
  /\/(?:[\w.-]*[_-])?(?:uploads?|attachments|photos|media|user-?files|user-?uploads?)(?:[_-][\w.-]*)?(?:\/|$)/i;
const passing = /(?:^|[/_-])(?:tmp|temp|temporary|caches?|logs?|scratch|spool|build)(?:[/_-]|$)/;

/** Whether a directory is for what visitors send: never one for what passes, nor where removable media are mounted. */
function isForUploads(path: string): boolean {
  return path.startsWith("/") && uploads.test(path) && !passing.test(path) && !/^\/(?:run\/)?media\b/.test(path);
}

function isUnder(path: string, place: string): boolean {
  const root = place.replace(/\/+$/, "");
  return root === "" || path === root || path.startsWith(`${root}/`);
}
