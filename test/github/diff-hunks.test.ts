import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type ChangedFile, diffOf, hunkAround, hunksOf, type LineRange } from "../../src/github/diff-hunks.ts";

const patch = [
  "@@ -1,3 +1,4 @@",
  " Resources:",
  "+  Orders:",
  "   Users:",
  "     Type: AWS::DynamoDB::Table",
  "@@ -40,2 +41 @@ Outputs:",
  "-  Name:",
  "   Value: x",
  "\\ No newline at end of file",
].join("\n");

function file(path: string, rest: Partial<ChangedFile> = {}): ChangedFile {
  return { path, status: "modified", patch, ...rest };
}

describe("hunks of a patch", () => {
  test("are the lines of the head's side, with those around the change", () => {
    expect(hunksOf(patch)).toEqual([
      { first: 1, last: 4 },
      { first: 41, last: 41 },
    ]);
  });

  test("of a new file are all its lines, and of a deletion there are none", () => {
    expect(hunksOf("@@ -0,0 +1,2 @@\n+a\n+b")).toEqual([{ first: 1, last: 2 }]);
    expect(hunksOf("@@ -1,2 +0,0 @@\n-a\n-b")).toEqual([]);
    expect(hunksOf("@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file")).toEqual([
      { first: 1, last: 1 },
    ]);
  });

  test("that were cut off, or promise other lines than they have, count for nothing", () => {
    expect(hunksOf("@@ -1,3 +1,4 @@\n a\n+b\n c")).toEqual([]);
    expect(hunksOf("@@ -1,2 +1,2 @@\n a\n+b\n+c")).toEqual([]);
    expect(hunksOf("@@ -1,2 +1,2 @@\n a\nb")).toEqual([]);
    expect(hunksOf("@@ -1 +1 @@\n a\n@@ -9,9 +9,99 @@\n a")).toEqual([{ first: 1, last: 1 }]);
    expect(hunksOf("@@ -1 +1,9999999999 @@\n+a")).toEqual([]);
    expect(hunksOf("not a diff")).toEqual([]);
    expect(hunksOf("")).toEqual([]);
  });

  test("are not made by lines of the file that look like headers, or by other breaks of lines", () => {
    expect(hunksOf("@@ -1,2 +1,2 @@\n-@@ -1 +90,9 @@\n+@@ -1 +90,9 @@\n \\ no\u2028+a\r")).toEqual([
      { first: 1, last: 2 },
    ]);
  });

  test("that go back or overlap end the reading", () => {
    expect(hunksOf("@@ -9 +9 @@\n a\n@@ -1 +1 @@\n a")).toEqual([{ first: 9, last: 9 }]);
  });

  test("are found again in any diff that is written down", () => {
    const step = fc.record({
      gap: fc.integer({ min: 1, max: 50 }),
      lines: fc.array(fc.tuple(fc.constantFrom(" ", "+", "-"), fc.string()), { minLength: 1, maxLength: 20 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        const expected: LineRange[] = [];
        const text: string[] = [];
        let [old, now] = [1, 1];
        for (const { gap, lines } of steps) {
          old += gap;
          now += gap;
          const of = (signs: string): number => lines.filter(([sign]) => signs.includes(sign)).length;
          const [removed, added] = [of(" -"), of(" +")];
          text.push(`@@ -${old},${removed} +${now},${added} @@ x`);
          text.push(...lines.map(([sign, line]) => sign + line.replaceAll("\n", "")));
          if (added > 0) expected.push({ first: now, last: now + added - 1 });
          old += removed;
          now += added;
        }
        expect(hunksOf(text.join("\n"))).toEqual(expected);
      }),
    );
  });

  test("never come of a text without a header, and any text is read", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(hunksOf(` ${text}`)).toEqual([]);
        for (const { first, last } of hunksOf(`@@ -1,2 +1,2 @@\n${text}`)) expect([first, last]).toEqual([1, 2]);
      }),
    );
  });
});

describe("a diff", () => {
  const diff = diffOf([
    file("a.yaml"),
    file("gone.yaml", { status: "removed" }),
    file("moved.yaml", { status: "renamed", patch: null }),
    file("__proto__"),
  ]);

  test("has a range where both ends are in one hunk", () => {
    expect(hunkAround(diff, "a.yaml", { first: 1, last: 4 })).toEqual({ first: 1, last: 4 });
    expect(hunkAround(diff, "__proto__", { first: 41, last: 41 })).toEqual({ first: 41, last: 41 });
  });

  test.each([
    ["beyond a hunk", "a.yaml", 4, 5],
    ["across two hunks", "a.yaml", 2, 41],
    ["backwards", "a.yaml", 3, 2],
    ["before the first line", "a.yaml", 0, 1],
    ["of a file without a patch", "moved.yaml", 1, 1],
    ["of a file that the head does not have", "gone.yaml", 1, 1],
    ["of a file that is not changed", "b.yaml", 1, 1],
  ])("has no range %s", (_, path, first, last) => {
    expect(hunkAround(diff, path, { first, last })).toBeUndefined();
  });

  test("knows files without a patch as changed, and removed ones not at all", () => {
    expect([...diff.hunks.keys()]).toEqual(["a.yaml", "moved.yaml", "__proto__"]);
  });
});
