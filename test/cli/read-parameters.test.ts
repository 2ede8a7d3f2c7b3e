import { describe, expect, test } from "@jest/globals";
import { readArguments } from "../../src/cli/read-arguments.ts";
import { readParameters } from "../../src/cli/read-parameters.ts";
import type { Shell } from "../../src/cli/shell.ts";

function parameters(files: Readonly<Record<string, string>>, ...words: string[]): Readonly<Record<string, string>> {
  const shell: Shell = {
    stdout: { write: () => {}, columns: undefined },
    stderr: { write: () => {}, columns: undefined },
    environment: {},
    workingDirectory: "/",
    today: () => "2026-11-22",
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error("no such file");
      return text;
    },
    writeFile: () => {},
  };
  return Object.fromEntries(readParameters(readArguments(words), shell));
}

const file = (text: string): Readonly<Record<string, string>> =>
  parameters({ "p.json": text }, "--parameter-file", "p.json");

describe("parameters", () => {
  test("are given as NAME=VALUE, where the value may be empty or hold equals signs", () => {
    expect(parameters({}, "--parameter", "A=1", "--parameter", "B=x=y", "--parameter", "C=")).toEqual({
      A: "1",
      B: "x=y",
      C: "",
    });
  });

  test("are read from a list of keys and values, leaving out what keeps its previous value", () => {
    const text = `[{"ParameterKey": "A", "ParameterValue": "1"}, {"ParameterKey": "B", "UsePreviousValue": true}]`;
    expect(file(text)).toEqual({ A: "1" });
  });

  test("are read from a list of texts", () => {
    expect(file(`["A=1", "B=x=y"]`)).toEqual({ A: "1", B: "x=y" });
  });

  test("are read from a map, by itself or in a template configuration", () => {
    expect(file(`{"A": 1, "B": true, "C": ["x", "y"]}`)).toEqual({ A: "1", B: "true", C: "x,y" });
    expect(file(`{"Parameters": {"A": "007"}, "Tags": {"x": "y"}}`)).toEqual({ A: "007" });
  });

  test("of the command line count before those of files, and later files before earlier ones", () => {
    const files = { "1.json": `["A=1", "B=1", "C=1"]`, "2.json": `["A=2", "B=2"]` };
    const words = ["--parameter", "A=3", "--parameter-file", "1.json", "--parameter-file", "2.json"];
    expect(parameters(files, ...words)).toEqual({ A: "3", B: "2", C: "1" });
  });

  test.each([
    [`{"A": `, /^--parameter-file p\.json:1:\d+: /],
    [`[{"Key": "A"}]`, /^--parameter-file p\.json:1:2: expected a list of/],
    [`{"A": {"B": 1}}`, /^--parameter-file p\.json:1:7: expected a list of/],
    [`["A"]`, /expected a list of/],
    [`"text"`, /expected a list of/],
    ["", /empty/],
  ])("in a file that means nothing are an error with the place: %s", (text, message) => {
    expect(() => file(text)).toThrow(message);
  });

  test("in a file that cannot be read are an error", () => {
    expect(() => parameters({}, "--parameter-file", "p.json")).toThrow(
      "--parameter-file p.json cannot be read: no such file",
    );
  });

  test("are not given twice on the command line", () => {
    expect(() => parameters({}, "--parameter", "A=1", "--parameter", "A=2")).toThrow("--parameter gives A twice.");
  });
});
