import { describe, expect, test } from "@jest/globals";
import { isIgnored, parseGitignore } from "../../src/input/gitignore.ts";
import { compileGlob, expandBraces, globBase } from "../../src/input/glob.ts";
import { compileWildcard } from "../../src/input/wildcard.ts";

describe("wildcards", () => {
  test.each([
    ["*", "anything", true],
    ["*", "", true],
    ["a*c", "abbbc", true],
    ["a*c", "ab", false],
    ["*.y*ml", "a.b.yaml", true],
    ["?", "", false],
    ["a?c", "abc", true],
    ["[a-c]x", "bx", true],
    ["[!a-c]x", "bx", false],
    ["[^a-c]x", "dx", true],
    ["[]]", "]", true],
    ["[a-]", "-", true],
    ["[a", "[a", true],
    ["\\*", "*", true],
    ["\\*", "a", false],
    ["a.c", "abc", false],
  ])("%s on %j is %j", (pattern, text, expected) => {
    expect(compileWildcard(pattern)(text)).toBe(expected);
  });

  test("many runs on a long text that does not match end soon", () => {
    expect(compileWildcard(`${"a*".repeat(200)}b`)("a".repeat(20_000))).toBe(false);
    expect(compileGlob(`${"**/a/".repeat(100)}b`).matches("a/".repeat(3000))).toBe(false);
  });
});

describe("globs", () => {
  test.each([
    ["**/*.yaml", "a.yaml", true],
    ["**/*.yaml", "a/b/c.yaml", true],
    ["a/**/b.yaml", "a/b.yaml", true],
    ["a/**/b.yaml", "a/x/y/b.yaml", true],
    ["a/*/b.yaml", "a/x/y/b.yaml", false],
    ["./a/*.{yaml,yml}", "a/b.yml", true],
    ["{a,b/{c,d}}/*.json", "b/d/x.json", true],
    ["{a,b/{c,d}}/*.json", "b/x.json", false],
    ["../x/*.yaml", "../x/a.yaml", true],
  ])("%s on %s is %j", (pattern, path, expected) => {
    expect(compileGlob(pattern).matches(path)).toBe(expected);
  });

  test.each([
    ["a/b/*.yaml", "a/b"],
    ["*.yaml", "."],
    ["/tmp/x/**/a.yaml", "/tmp/x"],
    ["../x/[ab]/c", "../x"],
    ["{a,b}/c", "."],
  ])("%s is searched from %s", (pattern, base) => {
    expect(globBase(pattern)).toBe(base);
  });

  test("braces that multiply without end are taken as they stand", () => {
    const pattern = "{a,b}".repeat(40);
    expect(expandBraces(pattern)).toEqual([pattern]);
  });
});

describe(".gitignore", () => {
  /** Whether a file, or a folder where the path ends in a slash, is ignored. */
  function ignored(text: string, path: string, folder = "."): boolean {
    const isFolder = path.endsWith("/");
    return isIgnored(parseGitignore(text, folder), isFolder ? path.slice(0, -1) : path, isFolder);
  }

  test.each([
    ["a name counts at every depth", "x.yaml", "a/b/x.yaml", true],
    ["a slash in front ties it to its folder", "/x.yaml", "a/x.yaml", false],
    ["a slash within ties it to its folder", "a/x.yaml", "b/a/x.yaml", false],
    ["a slash at the end means folders only", "out/", "out", false],
    ["a slash at the end means folders only", "out/", "a/out/", true],
    ["a star does not cross folders", "a/*.yaml", "a/b/c.yaml", false],
    ["two stars in front mean any folder", "**/x.yaml", "a/b/x.yaml", true],
    ["two stars at the end mean all that is inside", "a/**", "a/b/c", true],
    ["two stars at the end do not mean the folder itself", "a/**", "a/", false],
    ["two stars between may mean no folder", "a/**/b", "a/b", true],
    ["a later rule wins", "*.yaml\n!keep.yaml\n", "keep.yaml", false],
    ["a rule may ignore again", "*.yaml\n!keep.yaml\n/keep.yaml\n", "keep.yaml", true],
    ["a comment is no rule", "# x.yaml", "# x.yaml", false],
    ["an escaped # is a name", "\\#x", "#x", true],
    ["an escaped ! is a name", "\\!x", "!x", true],
    ["blanks at the end do not count", "x.yaml   ", "x.yaml", true],
    ["an escaped blank at the end counts", "x\\ ", "x ", true],
    ["lines may end with CR LF", "x.yaml\r\n", "x.yaml", true],
  ])("%s", (_, text, path, expected) => {
    expect(ignored(text, path)).toBe(expected);
  });

  test("rules of a deeper folder hold below it only", () => {
    expect(ignored("/x.yaml", "sub/x.yaml", "sub")).toBe(true);
    expect(ignored("x.yaml", "x.yaml", "sub")).toBe(false);
    expect(ignored("x.yaml", "subway/x.yaml", "sub")).toBe(false);
  });
});
