import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { load } from "js-yaml";
import { readInputs } from "../../src/action/read-inputs.ts";

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const manifest = load(readFileSync("action.yml", "utf8")) as Manifest;
const guide = readFileSync("docs/action.md", "utf8");

/** Names in the first column of a table of the guide. */
function documented(heading: string): readonly string[] {
  const section = guide.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const cells = [...section.matchAll(/^\| (`[^|]+) \|/gm)].map(([, cell = ""]) => cell);
  return cells.flatMap((cell) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, name = ""]) => name)).sort();
}

describe("action.yml", () => {
  test("names the inputs that are read, and the guide explains them", () => {
    const read = new Set<string>();
    readInputs((name) => {
      read.add(name);
      return "";
    });
    expect(Object.keys(manifest.inputs).sort()).toEqual([...read].sort());
    expect(documented("Inputs")).toEqual([...read].sort());
  });

  test("has no default but the token's, because a default could not be told from a wish", () => {
    const withDefault = Object.entries(manifest.inputs).filter(
      ([, input]) => input.default !== undefined || input.required,
    );
    expect(withDefault.map(([name]) => name)).toEqual(["github-token"]);
  });

  test("names the outputs that the guide explains", () => {
    expect(Object.keys(manifest.outputs).sort()).toEqual(documented("Outputs"));
  });

  test("runs what is built, on the Node of GitHub's runners", () => {
    expect(manifest.runs).toEqual({ using: "node24", main: "dist/action.js" });
    expect(existsSync("src/action/main.ts")).toBe(true);
  });
});

describe("inputs", () => {
  const read = (given: Readonly<Record<string, string>>) => readInputs((name) => given[name] ?? "");

  test("stand for their defaults when they are not given", () => {
    expect(read({}).problems).toEqual([]);
    expect(read({}).inputs).toMatchObject({
      paths: [],
      gate: { failOn: "error", strictUnknown: false },
      comment: "on-findings",
      commentKey: null,
      asOf: null,
    });
  });

  test("of several lines may have blanks and empty lines around them", () => {
    const { inputs, problems } = read({
      paths: "  infra \r\n\n services/*/template.yaml\n",
      parameters: "Env=prod\n Url = https://example.com/?a=b \nEmpty=",
      outputs: "json=a=b.json",
    });
    expect(problems).toEqual([]);
    expect(inputs.paths).toEqual(["infra", "services/*/template.yaml"]);
    expect([...inputs.parameters]).toEqual([
      ["Env", "prod"],
      ["Url", "https://example.com/?a=b"],
      ["Empty", ""],
    ]);
    expect(inputs.outputs).toEqual([{ format: "json", file: "a=b.json" }]);
  });

  test("that mean nothing are each a problem, and never a default taken in silence", () => {
    const wrong = {
      "fail-on": "warn",
      "allow-empty": "1",
      parameters: "=x\nA=1\nA=2",
      outputs: "xml=x.xml\njson=",
      "as-of": "tomorrow",
    };
    expect(read(wrong).problems).toHaveLength(7);
    expect(read({ "strict-unknown": "TRUE" }).inputs.gate.strictUnknown).toBe(true);
  });
});
