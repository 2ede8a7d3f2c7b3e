/**
 * Globs of the command line: `*`, `**`, `?`, `[...]` and `{a,b}` -> the folder to search and what to take in it.
 */
import { joinPath } from "./join-path.ts";
import { compilePathPattern } from "./path-pattern.ts";
import { hasWildcard } from "./wildcard.ts";

export interface Glob {
  /** The folder that everything which matches stands below. */
  readonly base: string;
  /** @param path as `joinPath` gives it. */
  matches(path: string): boolean;
}

/** Alternatives that braces may multiply to; a pattern with more is taken as it stands. */
const maximalAlternatives = 256;

export function compileGlob(pattern: string): Glob {
  const normal = joinPath(".", pattern);
  const matchers = expandBraces(normal).map((alternative) => compilePathPattern(joinPath(".", alternative)));
  return {
    base: globBase(normal),
    matches: (path) => {
      const segments = path.split("/");
      return matchers.some((matcher) => matcher(segments));
    },
  };
}

/** The segments before the first one with a wildcard. */
export function globBase(pattern: string): string {
  const segments = joinPath(".", pattern).split("/");
  const first = segments.findIndex(hasWildcard);
  const fixed = segments.slice(0, first < 0 ? segments.length : first).join("/");
  return fixed === "" ? (pattern.startsWith("/") ? "/" : ".") : fixed;
}

/** `a{b,c}d` is `abd` and `acd`; braces may stand in braces. */
export function expandBraces(pattern: string): readonly string[] {
  let open = [pattern];
  const done: string[] = [];
  while (open.length > 0) {
    const next: string[] = [];
    for (const candidate of open) {
      const brace = innermostBrace(candidate);
      if (brace === undefined) done.push(candidate);
      else
        for (const choice of brace.choices)
          next.push(candidate.slice(0, brace.start) + choice + candidate.slice(brace.end));
    }
    if (done.length + next.length > maximalAlternatives) return [pattern];
    open = next;
  }
  return done;
}

/** The first `{...}` with a comma that holds no other one. */
function innermostBrace(text: string): { start: number; end: number; choices: readonly string[] } | undefined {
  let start = -1;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === "{") start = i;
    else if (character === "}" && start >= 0) {
      const body = text.slice(start + 1, i);
      if (body.includes(",")) return { start, end: i + 1, choices: body.split(",") };
      start = -1;
    }
  }
  return undefined;
}
