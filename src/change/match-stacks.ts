/**
 * Stacks of the base x stacks of the head -> which of them are the same stack.
 *
 * A plain template's stack is named by its file, and renaming a file deploys nothing anew: such a stack is found again by
 * its content, or by its resources. A stack that has a name of its own (of a cloud assembly) is another one under another.
 */
import { compareText } from "../lint/location.ts";

export interface StackContents {
  readonly name: string;
  /** Path of the template. */
  readonly file: string;
  readonly sha256: string;
  /** Type and logical id of each resource; undefined where that is not known. */
  readonly contents?: ReadonlySet<string>;
}

/** Of all resources of two stacks, the share that both must have to be one stack, and how many they must have. */
const alike = 0.5;
const fewest = 2;
/** More templates than these are renamed by no change that anybody reads. */
const maximalRenamed = 500;

/** The head's names by the base's; a stack of the head is given to one of the base at most. */
export function matchStacks(
  base: readonly StackContents[],
  head: readonly StackContents[],
): ReadonlyMap<string, string> {
  const ofHead = new Map(head.map((stack) => [stack.name, stack]));
  const names = new Map(base.filter(({ name }) => ofHead.has(name)).map(({ name }) => [name, name]));
  const gone = base.filter((stack) => !names.has(stack.name) && isPlain(stack)).slice(0, maximalRenamed);
  const come = head.filter((stack) => !names.has(stack.name) && isPlain(stack)).slice(0, maximalRenamed);
  const taken = new Set<StackContents>();
  for (const [before, after] of pairs(gone, come)) {
    if (names.has(before.name) || taken.has(after)) continue;
    names.set(before.name, after.name);
    taken.add(after);
  }
  // What a renamed stack nests is named after it.
  for (const [before, after] of [...names].filter(([was, is]) => was !== is)) {
    for (const { name } of base) {
      const nested = name.startsWith(`${before}/`) ? after + name.slice(before.length) : "";
      if (!names.has(name) && ofHead.has(nested)) names.set(name, nested);
    }
  }
  return names;
}

function isPlain({ name, file }: StackContents): boolean {
  return name === file;
}

/** The likeliest first. */
function pairs(
  gone: readonly StackContents[],
  come: readonly StackContents[],
): readonly (readonly [StackContents, StackContents])[] {
  return gone
    .flatMap((before) => come.map((after) => ({ before, after, likeness: likeness(before, after) })))
    .filter(({ likeness: found }) => found > 0)
    .sort(
      (a, b) =>
        b.likeness - a.likeness || compareText(a.before.name, b.before.name) || compareText(a.after.name, b.after.name),
    )
    .map(({ before, after }) => [before, after]);
}

/** From 0 for different stacks to 3 for the same text under the same name in another folder. */
function likeness(before: StackContents, after: StackContents): number {
  const isNamedAlike = baseName(before.file) === baseName(after.file);
  if (before.sha256 === after.sha256) return isNamedAlike ? 3 : 2;
  const { contents: were = new Set() } = before;
  const { contents: are = new Set() } = after;
  const both = [...were].filter((resource) => are.has(resource)).length;
  const share = both / Math.max(1, were.size + are.size - both);
  const isSame = share >= alike && (both >= fewest || isNamedAlike);
  return isSame ? share + (isNamedAlike ? 0.5 : 0) : 0;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
