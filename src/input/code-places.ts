/**
 * Metadata of a cloud assembly -> the line of source code that made a construct.
 *
 * CDK notes for each construct the frames of the program that made it, its own left out; paths in them are those of the
 * machine that synthesised. A frame counts where the end of its path is a file below the host's root.
 *
 * Invariant: frames are hostile text. They lead to no file outside the root, to none that was installed, and to none of the
 * assembly itself; a frame that cannot be read so is passed over.
 *
 * https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/core/lib/stack-trace.ts
 */
import { childOf, type SourceNode } from "../source/node.ts";
import type { Host } from "./app.ts";
import type { CodePlace, CodePlaces } from "./code-place.ts";
import { isWithin } from "./join-path.ts";

/** What an outer construct calls the resource that it is about. */
const principalChildren = ["Resource", "Default"] as const;
const mostFrames = 50;
const longestFrame = 4096;
/** Different files that are looked for; a project's stacks are made by fewer. */
const mostFiles = 1000;
const languages = /\.(?:[cm]?[jt]s|[jt]sx|py|java|kt|cs|fs|go)$/;

/**
 * @param metadata lists of `{type, data}` by `/path/of/construct`, in one or several parts
 * @param assembly folder of the assembly
 */
export function codePlacesIn(
  metadata: readonly (SourceNode | undefined)[],
  assembly: string,
  host: Pick<Host, "kindOf">,
): CodePlaces {
  // Read when the first is asked for: most assemblies have nothing to be found.
  let frames: ReadonlyMap<string, readonly string[]> | undefined;
  let root: string | undefined;

  function placeIn(path: string): CodePlace | undefined {
    frames ??= framesByConstruct(metadata);
    for (const frame of frames.get(path) ?? []) {
      const place = placeOfFrame(frame);
      root ??= rootOf([...frames.values()], assembly, host);
      const file = place && fileBelow(root, place.file, assembly, host);
      if (place !== undefined && file !== undefined) return { ...place, file };
    }
    return undefined;
  }

  return {
    placeOf(constructPath) {
      const own = placeIn(constructPath);
      if (own !== undefined) return own;
      // What an outer construct made without the program's doing belongs to the line that made that construct. The stack
      // itself is no such construct: everything is made by it.
      const segments = constructPath.split("/");
      for (let length = segments.length - 1; length >= 2; length--) {
        const outer = segments.slice(0, length).join("/");
        for (const path of [outer, ...principalChildren.map((name) => `${outer}/${name}`)]) {
          const place = placeIn(path);
          if (place !== undefined) return place;
        }
      }
      return undefined;
    },
  };
}

function framesByConstruct(metadata: readonly (SourceNode | undefined)[]): ReadonlyMap<string, readonly string[]> {
  const frames = new Map<string, readonly string[]>();
  for (const part of metadata) {
    if (part?.kind !== "mapping") continue;
    for (const { name, value } of part.entries.values()) {
      const found = framesOf(value);
      if (found.length > 0) frames.set(name.startsWith("/") ? name.slice(1) : name, found);
    }
  }
  return frames;
}

/** The program's frames, the innermost first: of the note on creation, else of the trace of another note. */
function framesOf(entries: SourceNode): readonly string[] {
  if (entries.kind !== "sequence") return [];
  const typeOf = (entry: SourceNode): string | undefined => {
    const type = childOf(entry, "type");
    return type?.kind === "scalar" ? type.text : undefined;
  };
  const creation = entries.items.find((entry) => typeOf(entry) === "aws:cdk:creationStack");
  const logicalId = entries.items.find((entry) => typeOf(entry) === "aws:cdk:logicalId");
  const list = (creation && childOf(creation, "data")) ?? (logicalId && childOf(logicalId, "trace"));
  if (list?.kind !== "sequence") return [];
  return list.items.slice(0, mostFrames).flatMap((frame) => (frame.kind === "scalar" ? [frame.text] : []));
}

/** `new ShopStack (/app/lib/shop-stack.ts:28:19)`, also without the name and the brackets, and with `at` before it. */
function placeOfFrame(frame: string): CodePlace | undefined {
  if (frame.length > longestFrame) return undefined;
  const text = frame.trim();
  const open = text.endsWith(")") ? text.lastIndexOf("(") : -1;
  const place = open < 0 ? text.replace(/^at /, "") : text.slice(open + 1, -1);
  const [, file, line, column] = /^([^:]*(?::[\\/][^:]*)?):([1-9]\d{0,6}):([1-9]\d{0,6})$/.exec(place) ?? [];
  if (file === undefined || line === undefined || column === undefined) return undefined;
  return { file, line: Number(line), column: Number(column) };
}

/**
 * Where the project stood when it was synthesised: what most of the files have before the end that the project has, too. One
 * file alone could have the name of another one by chance.
 */
function rootOf(traces: readonly (readonly string[])[], assembly: string, host: Pick<Host, "kindOf">): string {
  const paths = new Set<string>();
  for (const frame of traces.flat()) {
    const path = placeOfFrame(frame)?.file;
    if (path !== undefined && paths.size < mostFiles) paths.add(path);
  }
  const votes = new Map<string, number>();
  for (const path of paths) {
    const segments = segmentsOf(path);
    for (let from = 0; from < segments.length; from++) {
      const prefix = segments.slice(0, from).join("/");
      if (fileBelow(prefix, path, assembly, host) !== undefined) votes.set(prefix, (votes.get(prefix) ?? 0) + 1);
    }
  }
  const [first] = [...votes].sort(([a, m], [b, n]) => n - m || a.length - b.length || (a < b ? -1 : 1));
  return first?.[0] ?? "";
}

/** The path of a source file from the project's root; undefined where the project has no such file. */
function fileBelow(root: string, path: string, assembly: string, host: Pick<Host, "kindOf">): string | undefined {
  if (!languages.test(path)) return undefined;
  const segments = segmentsOf(path);
  if (segments.some((segment) => segment === ".." || segment === "node_modules")) return undefined;
  const whole = segments.join("/");
  if (root !== "" && !whole.startsWith(`${root}/`)) return undefined;
  const file = root === "" ? whole : whole.slice(root.length + 1);
  return !isWithin(assembly, file) && host.kindOf(file) === "file" ? file : undefined;
}

function segmentsOf(path: string): readonly string[] {
  return path.split(/[\\/]/).filter((segment) => segment !== "" && segment !== ".");
}
