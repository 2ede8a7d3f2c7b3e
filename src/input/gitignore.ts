/**
 * .gitignore files -> whether a path is ignored (https://git-scm.com/docs/gitignore).
 *
 * The last rule that matches decides, and rules of deeper folders come after those of their parents. What stands below
 * an ignored folder is never asked for: the search does not go in.
 */
import { isWithin } from "./join-path.ts";
import { compilePathPattern, type PathMatcher } from "./path-pattern.ts";

export interface IgnoreRule {
  /** Folder of the .gitignore file. */
  readonly folder: string;
  readonly matches: PathMatcher;
  /** Whether the pattern is held against the name alone, wherever it stands. */
  readonly byName: boolean;
  readonly foldersOnly: boolean;
  readonly negated: boolean;
}

/** Rules of one file; more are passed over. */
const maximalRules = 5_000;

/** @param folder where the file stands, as `joinPath` gives it. */
export function parseGitignore(text: string, folder: string): readonly IgnoreRule[] {
  const rules: IgnoreRule[] = [];
  for (const line of text.split(/\r?\n/)) {
    const rule = parseRule(line, folder);
    if (rule !== undefined) rules.push(rule);
    if (rules.length === maximalRules) break;
  }
  return rules;
}

export function isIgnored(rules: readonly IgnoreRule[], path: string, isFolder: boolean): boolean {
  for (let i = rules.length - 1; i >= 0; i--) {
    const rule = rules[i];
    if (rule === undefined || (rule.foldersOnly && !isFolder) || !isWithin(rule.folder, path)) continue;
    const relative = rule.folder === "." ? path : path.slice(rule.folder.length + 1);
    const segments = relative.split("/");
    if (rule.matches(rule.byName ? segments.slice(-1) : segments)) return !rule.negated;
  }
  return false;
}

function parseRule(line: string, folder: string): IgnoreRule | undefined {
  let pattern = withoutTrailingBlanks(line);
  if (pattern === "" || pattern.startsWith("#")) return undefined;
  const negated = pattern.startsWith("!");
  if (negated) pattern = pattern.slice(1);
  const foldersOnly = pattern.endsWith("/");
  if (foldersOnly) pattern = pattern.slice(0, -1);
  const byName = !pattern.includes("/");
  if (pattern.startsWith("/")) pattern = pattern.slice(1);
  if (pattern === "") return undefined;
  // `a/**` is what stands below `a`, not `a` itself.
  if (pattern.endsWith("/**")) pattern += "/*";
  return { folder, matches: compilePathPattern(pattern), byName, foldersOnly, negated };
}

/** Blanks at the end count only behind a backslash. */
function withoutTrailingBlanks(line: string): string {
  let end = line.length;
  while (end > 0 && line.charAt(end - 1) === " " && line.charAt(end - 2) !== "\\") end--;
  return line.slice(0, end);
}
