import { describe, expect, test } from "@jest/globals";
import { readArguments } from "../../src/cli/read-arguments.ts";
import { type GivenParameters, readParameters } from "../../src/cli/read-parameters.ts";
import type { Shell } from "../../src/cli/shell.ts";

async function given(files: Readonly<Record<string, string>>, ...words: string[]): Promise<GivenParameters> {
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
  return await readParameters(readArguments(words), shell);
}

async function parameters(
  files: Readonly<Record<string, string>>,
  ...words: string[]
): Promise<Readonly<Record<string, string>>> {
  const { written, files: read } = await given(files, ...words);
  return Object.fromEntries([...read.values, ...written]);
}

const file = (text: string): Promise<Readonly<Record<string, string>>> =>
  parameters({ "p.json": text }, "--parameter-file", "p.json");

describe("parameters", () => {
  test("are given as NAME=VALUE, where the value may be empty or hold equals signs", async () => {
    await expect(parameters({}, "--parameter", "A=1", "--parameter", "B=x=y", "--parameter", "C=")).resolves.toEqual({
      A: "1",
      B: "x=y",
      C: "",
    });
  });

  test("are read from a list of keys and values, leaving out what keeps its previous value", async () => {
    const text = `[{"ParameterKey": "A", "ParameterValue": "1"}, {"ParameterKey": "B", "UsePreviousValue": true}]`;
    await expect(file(text)).resolves.toEqual({ A: "1" });
  });

  test("are read from a list of texts", async () => {
    await expect(file(`["A=1", "B=x=y"]`)).resolves.toEqual({ A: "1", B: "x=y" });
  });

  test("are read from a map, by itself or in a template configuration", async () => {
    await expect(file(`{"A": 1, "B": true, "C": ["x", "y"]}`)).resolves.toEqual({ A: "1", B: "true", C: "x,y" });
    await expect(file(`{"Parameters": {"A": "007"}, "Tags": {"x": "y"}}`)).resolves.toEqual({ A: "007" });
  });

  test("of the command line count before those of files, and later files before earlier ones", async () => {
    const files = { "1.json": `["A=1", "B=1", "C=1"]`, "2.json": `["A=2", "B=2"]` };
    const words = ["--parameter", "A=3", "--parameter-file", "1.json", "--parameter-file", "2.json"];
    await expect(parameters(files, ...words)).resolves.toEqual({ A: "3", B: "2", C: "1" });
  });

  test.each([
    [`{"A": `, /^--parameter-file p\.json:1:\d+: /],
    [`[{"Key": "A"}]`, /^--parameter-file p\.json:1:2: expected a list of/],
    [`{"A": {"B": 1}}`, /^--parameter-file p\.json:1:7: expected a list of/],
    [`["A"]`, /expected a list of/],
    [`"text"`, /expected a list of/],
    ["", /empty/],
  ])("in a file that means nothing are an error with the place: %s", async (text, message) => {
    await expect(file(text)).rejects.toThrow(message);
  });

  test("in a file that cannot be read are an error", async () => {
    await expect(parameters({}, "--parameter-file", "p.json")).rejects.toThrow(
      "--parameter-file p.json cannot be read: no such file",
    );
  });

  test("are not given twice on the command line", async () => {
    await expect(parameters({}, "--parameter", "A=1", "--parameter", "A=2")).rejects.toThrow(
      "--parameter gives A twice.",
    );
  });

  describe("of SAM's configuration", () => {
    const toml = `version = 0.1
[default.global.parameters]
tags = "team=web"
[default.deploy.parameters]
stack_name = "shop"
parameter_overrides = "Env=prod Greeting=\\"two words\\" List=a,b Empty="
[staging.deploy.parameters]
parameter_overrides = ["Env=staging", "ParameterKey=Size,ParameterValue=2"]
`;

    test("are those of its default environment", async () => {
      await expect(parameters({ "samconfig.toml": toml }, "--parameter-file", "samconfig.toml")).resolves.toEqual({
        Env: "prod",
        Greeting: "two words",
        List: "a,b",
        Empty: "",
      });
    });

    test("are those of the environment that is asked for", async () => {
      const words = ["--parameter-file", "samconfig.toml", "--sam-env", "staging"];
      await expect(parameters({ "samconfig.toml": toml }, ...words)).resolves.toEqual({ Env: "staging", Size: "2" });
    });

    test("are not those of an environment that there is not", async () => {
      const words = ["--parameter-file", "samconfig.toml", "--sam-env", "stagin"];
      await expect(parameters({ "samconfig.toml": toml }, ...words)).rejects.toThrow(
        "there is no environment stagin. It has default, staging. Did you mean staging?",
      );
    });

    test("may be in YAML, with a map or texts of several pairs", async () => {
      const text =
        "version: 0.1\ndefault:\n  deploy:\n    parameters:\n      parameter_overrides:\n        - A=1 B=007\n        - C: 3\n";
      await expect(parameters({ "samconfig.yaml": text }, "--parameter-file", "samconfig.yaml")).resolves.toEqual({
        A: "1",
        B: "007",
        C: "3",
      });
    });

    test("stand at a place where they mean nothing", async () => {
      await expect(parameters({ "samconfig.toml": "a = = 1" }, "--parameter-file", "samconfig.toml")).rejects.toThrow(
        /^--parameter-file samconfig\.toml:1:\d+: /,
      );
      const words = "[default.deploy.parameters]\nparameter_overrides = 'A=1 file'\n";
      await expect(parameters({ "samconfig.toml": words }, "--parameter-file", "samconfig.toml")).rejects.toThrow(
        "expected NAME=VALUE among the parameters of default, not file",
      );
    });
  });

  test("are read from Git sync's deployment file, with its tags", async () => {
    const text = "template-file-path: shop.yaml\nparameters:\n  Env: prod\ntags:\n  team: web\n";
    await expect(parameters({ "sync.yaml": text }, "--parameter-file", "sync.yaml")).resolves.toEqual({ Env: "prod" });
    await expect(given({ "sync.yaml": text }, "--parameter-file", "sync.yaml")).resolves.toMatchObject({
      files: { tags: new Map([["team", "web"]]) },
    });
  });

  test("that a pipeline computes stay unknown, and its tags are those of the stack", async () => {
    const text = `{"Parameters": {"A": {"Fn::GetParam": ["x", "y", "z"]}, "B": "1"}, "Tags": {"team": "web"}, "StackPolicy": {}}`;
    await expect(file(text)).resolves.toEqual({ B: "1" });
    await expect(given({ "p.json": text }, "--parameter-file", "p.json")).resolves.toMatchObject({
      files: { tags: new Map([["team", "web"]]) },
    });
  });

  test("are told apart from tags of the stack, which may hold equals signs", async () => {
    expect([...(await given({}, "--stack-tags", "team=a=b")).stackTags]).toEqual([["team", "a=b"]]);
    await expect(given({}, "--stack-tags", "=x")).rejects.toThrow("--stack-tags takes KEY=VALUE, not =x.");
  });
});
