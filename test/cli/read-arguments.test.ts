import { describe, expect, test } from "@jest/globals";
import { checkOptionsOf } from "../../src/cli/check-options.ts";
import { readArguments } from "../../src/cli/read-arguments.ts";

const optionsOf = (...words: string[]): ReturnType<typeof checkOptionsOf> => checkOptionsOf(readArguments(words));

describe("words of the command line", () => {
  test("are paths to check where they name no command", () => {
    expect(readArguments(["a.yaml", "b"])).toMatchObject({ command: "check", operands: ["a.yaml", "b"] });
    expect(readArguments([])).toMatchObject({ command: "check", operands: [] });
  });

  test("name a command first, wherever options stand", () => {
    expect(readArguments(["--no-color", "explain", "MET002"])).toMatchObject({
      command: "explain",
      operands: ["MET002"],
    });
  });

  test("are paths after two dashes, even if they look like options or commands", () => {
    expect(readArguments(["--", "graph", "--x"])).toMatchObject({ command: "check", operands: ["graph", "--x"] });
    expect(readArguments(["check", "--", "--x"])).toMatchObject({ command: "check", operands: ["--x"] });
  });

  test("give values after a blank or an equals sign", () => {
    const { options } = readArguments(["--rule", "A", "--rule=B", "--parameter", "K=V=W"]);
    expect(options.get("--rule")).toEqual(["A", "B"]);
    expect(options.get("--parameter")).toEqual(["K=V=W"]);
  });

  test.each([
    [["--formt", "json"], "There is no option --formt. Did you mean --format?"],
    [["--utterly-different"], "There is no option --utterly-different."],
    [["--rule"], "--rule needs a value: --rule ID."],
    [["--rule", "--quiet"], "--rule needs a value: --rule ID."],
    [["--quiet=yes"], "--quiet takes no value."],
    [["--format", "json", "--format", "text"], "--format is given twice."],
    [
      ["graph", "--rule", "A"],
      "--rule is not for `stackplumb graph`, but for stackplumb check, stackplumb diff, stackplumb init.",
    ],
  ])("that mean nothing are an error: %j", (words, message) => {
    expect(() => readArguments(words)).toThrow(message);
  });
});

describe("the options of check", () => {
  test("have defaults", () => {
    expect(optionsOf()).toMatchObject({
      format: "text",
      gate: {},
      outputs: [],
      asOf: undefined,
    });
  });

  test("are read", () => {
    const options = optionsOf("--output", "json=out/r.json", "--fail-on=never", "--as-of", "2026-02-28");
    expect(options.outputs).toEqual([{ format: "json", file: "out/r.json" }]);
    expect(options.gate.failOn).toBe("never");
    expect(options.asOf).toBe("2026-02-28");
  });

  test("take validity as switched off", () => {
    expect(() => optionsOf("--no-validity")).not.toThrow();
  });

  test.each([
    [["--format", "jsn"], "--format takes text, json, sarif, junit, markdown, github, not jsn. Did you mean json?"],
    [["--fail-on", "warn"], "--fail-on takes error, warning, info, never, not warn."],
    [["--output", "report.json"], "--output takes FORMAT=FILE, not report.json."],
    [["--output", "json="], "--output takes FORMAT=FILE, not json=."],
    [["--as-of", "2026-02-30"], "--as-of takes a day as YYYY-MM-DD, not 2026-02-30."],
    [["--as-of", "today"], "--as-of takes a day as YYYY-MM-DD, not today."],
    [["--quiet", "--verbose"], "--quiet and --verbose exclude each other."],
  ])("that mean nothing are an error: %j", (words, message) => {
    expect(() => optionsOf(...words)).toThrow(message);
  });
});
