import { describe, expect, test } from "@jest/globals";
import { codeFrame } from "../../src/report/code-frame.ts";
import { at } from "./sample-report.ts";

const style = { colour: false, width: 60, unicode: false };

function frame(line: string, column: number, endColumn: number, width = 60): readonly string[] {
  return codeFrame(at(7, column, endColumn), () => line, { ...style, width }, "red");
}

/** The characters above the carets. */
function underlined([, shown = "", marks = ""]: readonly string[]): string {
  return shown.slice(marks.indexOf("^"), marks.lastIndexOf("^") + 1);
}

describe("a frame of source code", () => {
  test("underlines from column to column", () => {
    expect(frame("  Type: AWS::S3::Bucket", 9, 24)).toEqual([
      "  |",
      "7 |   Type: AWS::S3::Bucket",
      "  |         ^^^^^^^^^^^^^^^",
    ]);
  });

  test("underlines the right characters after tabs", () => {
    expect(underlined(frame("\t\tType: x", 9, 10))).toBe("x");
    expect(underlined(frame("ab\tType: x", 10, 11))).toBe("x");
  });

  test("underlines the right characters after wide ones", () => {
    const [, shown = "", marks = ""] = frame("名前: x", 5, 6);
    // Each of the two wide characters takes two columns of the screen.
    expect(marks.indexOf("^")).toBe(shown.indexOf("x") + 2);
  });

  test("underlines the right characters after control characters that are spelled out", () => {
    expect(underlined(frame("\u001b[31m: x", 8, 9))).toBe("x");
  });

  test("shows the part of a long line that is meant, within the width", () => {
    const line = `${"a".repeat(500)}NEEDLE${"b".repeat(500)}`;
    const lines = frame(line, 501, 507);
    expect(underlined(lines)).toBe("NEEDLE");
    expect(lines[1]).toMatch(/^7 \| \.\.\.a+NEEDLEb+\.\.\.$/);
    expect(Math.max(...lines.map((each) => each.length))).toBeLessThanOrEqual(60);
  });

  test("shows the end of a long line without a mark for more", () => {
    const lines = frame(`${"a".repeat(500)}END`, 501, 504);
    expect(underlined(lines)).toBe("END");
    expect(lines[1]).toMatch(/\.\.\.a+END$/);
  });

  test("cuts a long underline at what is shown", () => {
    const lines = frame("x".repeat(500), 1, 501);
    expect(Math.max(...lines.map((each) => each.length))).toBeLessThanOrEqual(60);
  });

  test("underlines to the end of the line where more lines are meant", () => {
    const location = { ...at(7, 3), endLine: 9, endColumn: 2 };
    expect(underlined(codeFrame(location, () => "  Properties:  ", style, "red"))).toBe("Properties:");
  });

  test("marks one character where the place is empty or behind the line's end", () => {
    expect(frame("ab", 1, 1)[2]).toBe("  | ^");
    expect(frame("ab", 9, 12)[2]).toBe("  |   ^");
  });

  test("is left out where the file is not at hand", () => {
    expect(codeFrame(at(7, 1), () => undefined, style, "red")).toEqual([]);
  });
});
