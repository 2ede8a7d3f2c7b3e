import { describe, expect, test } from "@jest/globals";
import { loadPack } from "../../src/config/load-pack.ts";
import type { Pack } from "../../src/config/pack.ts";
import { maximalDocument, maximalFiles } from "../../src/config/pack-files.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import { memoryHost } from "../input/memory-host.ts";

const rule = (id: string, name: string, more = ""): string => `id: ${id}
name: ${name}
title: A bucket has no name
severity: info
source: our guide
why: Names are fine.
on: object
as: bucket
require: has(bucket.properties.BucketName)
message: "{bucket.id} has no name"
fix: {cloudformation: Name it.}
${more}examples:
  - flags: no name
    template: |
      Resources: {A: {Type: "AWS::S3::Bucket"}}
  - accepts: a name
    template: |
      Resources: {A: {Type: "AWS::S3::Bucket", Properties: {BucketName: a}}}
`;

const architecture = (name: string, more = ""): string => `kind: Architecture
name: ${name}
components:
  files: {role: object}
${more}`;

const load = (files: Readonly<Record<string, string>>, folder = "policy", packs: readonly Pack[] = []): Pack =>
  loadPack(memoryHost(files), folder, builtinRules(), packs);

function problemsOf(pack: Pack): readonly string[] {
  return pack.diagnostics.map(({ location, message }) =>
    location === null ? message : `${location.file}:${location.start.line}:${location.start.column} ${message}`,
  );
}

const problems = (files: Readonly<Record<string, string>>, folder?: string): readonly string[] =>
  problemsOf(load(files, folder));

describe("a pack", () => {
  test("is rules and architectures below folders of these names, and settings", () => {
    const pack = load({
      "policy/rules/storage/ACME001.yaml": rule("ACME001", "bucket-name"),
      "policy/rules/ACME002.yml": rule("ACME002", "other-name", "causes: [{rule: ACME003, subjects: '[bucket]'}]\n"),
      "policy/rules/ACME003.yaml": rule("ACME003", "third-name", "causes: [{rule: UPL005, subjects: '[bucket]'}]\n"),
      "policy/architectures/shop.yaml": architecture("shop", "qualities: [{on: files, require: [ACME001, UPL005]}]\n"),
      "policy/architectures/web/small.yaml": architecture("small", "extends: ../shop.yaml\n"),
      "policy/architectures/web/photos.yaml": architecture("photos", "extends: upload-pipeline\n"),
      "policy/stackplumb.yaml": "rules: {ACME001: error}\n",
      "policy/rules/node_modules/x/y.yaml": "nonsense: 1",
      "policy/.github/workflow.yaml": "nonsense: 1",
      "policy/pipeline.yaml": "nonsense: 1",
      "policy/beside.yaml": architecture("beside"),
      "policy/other.yaml": rule("ACME004", "fourth-name"),
    });
    expect(problemsOf(pack)).toEqual([]);
    expect(pack.rules.map(({ id }) => id)).toEqual(["ACME004", "ACME002", "ACME003", "ACME001"]);
    expect([...pack.architectures.keys()]).toEqual(["beside", "shop", "photos", "small"]);
    expect(pack.architectures.get("small")?.qualities.flatMap(({ rules }) => rules)).toEqual(["ACME001", "UPL005"]);
    expect([...(pack.settings?.entries.keys() ?? [])]).toEqual(["rules"]);
    expect(pack.sources.get("ACME001")).toEqual({
      place: expect.objectContaining({ file: "policy/rules/storage/ACME001.yaml" }),
      examplePlaces: [13, 16].map((line) => expect.objectContaining({ start: { line, column: 5 } })),
      lacksFixFor: ["sam", "cdk"],
    });
    expect(pack.rules[3]?.fix).toEqual({ cloudformation: "Name it.", sam: "Name it.", cdk: "Name it." });
  });

  test("is a folder of documents where it has no folder of rules and no settings", () => {
    const pack = load(
      {
        "rules/a/ACME001.yaml": rule("ACME001", "bucket-name"),
        "rules/architectures/shop.yaml": architecture("shop"),
      },
      "rules",
    );
    expect(problemsOf(pack)).toEqual([]);
    expect(pack.rules).toHaveLength(1);
    expect(pack.architectures.size).toBe(1);
  });

  test("may use anchors and aliases, as any YAML", () => {
    const text = rule("ACME001", "bucket-name").replace(
      "fix: {",
      "references: [&guide https://example.com/a, *guide]\nfix: {",
    );
    expect(text).not.toBe(rule("ACME001", "bucket-name"));
    expect(problems({ "policy/rules/a.yaml": text })).toEqual([]);
  });

  test("may name the rules and architectures of one that was loaded before, and may not name its own like them", () => {
    const first = load(
      {
        "base/rules/ACME001.yaml": rule("ACME001", "bucket-name"),
        "base/architectures/shop.yaml": architecture("shop"),
      },
      "base",
    );
    const second = load(
      {
        "policy/architectures/small.yaml": architecture(
          "small",
          "extends: shop\nqualities: [{on: files, require: ACME001}]\n",
        ),
        "policy/architectures/shop.yaml": architecture("shop"),
        "policy/rules/a.yaml": rule("ACME002", "bucket-name"),
      },
      "policy",
      [first],
    );
    expect(problemsOf(second)).toEqual([
      "policy/rules/a.yaml:2:7 bucket-name is taken by the rule at base/rules/ACME001.yaml:1:5",
      "policy/architectures/shop.yaml:2:7 shop is taken by the architecture at base/architectures/shop.yaml:2:7",
    ]);
    expect([...second.architectures.keys()]).toEqual(["small"]);
  });
});

describe("what is wrong in a pack is told with its place", () => {
  test.each([
    [
      "of a rule",
      { "policy/rules/a.yaml": rule("ACME001", "bucket-name").replace("on: object", "on: objekt") },
      ["policy/rules/a.yaml:7:5 there is nothing called objekt to judge. Did you mean object?"],
    ],
    [
      "of a condition, down to the column",
      {
        "policy/rules/a.yaml": rule("ACME001", "bucket-name").replace(
          "has(bucket.properties.BucketName)",
          "bucket.zonez",
        ),
      },
      [expect.stringMatching(/^policy\/rules\/a.yaml:9:17 No such key: zonez/)],
    ],
    [
      "of ids and names that are taken",
      {
        "policy/rules/a.yaml": rule("ACME001", "bucket-name"),
        "policy/rules/b.yaml": rule("ACME001", "other-name"),
        "policy/rules/c.yaml": rule("MET002", "db-password-in-template"),
      },
      [
        "policy/rules/b.yaml:1:5 ACME001 is taken by the rule at policy/rules/a.yaml:1:5",
        "policy/rules/c.yaml:1:5 MET002 is a rule of Stackplumb's own (MET002 notification-without-permission); give this one another",
        "policy/rules/c.yaml:2:7 db-password-in-template is a rule of Stackplumb's own (USR007 db-password-in-template); give this one another",
      ],
    ],
    [
      "of ids that are kept",
      { "policy/rules/a.yaml": rule("QUE001", "bucket-name") },
      [
        "policy/rules/a.yaml:1:5 QUE001 may be a rule of Stackplumb's own one day: ids of three letters are kept for those. Take a longer one, as TEAM001",
      ],
    ],
    [
      "of a cause that is no rule",
      { "policy/rules/a.yaml": rule("ACME001", "bucket-name", "causes: [{rule: UPL05, subjects: '[bucket]'}]\n") },
      ["policy/rules/a.yaml:12:17 There is no rule UPL05. Did you mean UPL005? `stackplumb rules` lists them."],
    ],
    [
      "of an architecture, once",
      {
        "policy/architectures/a.yaml": architecture("small", "extends: ./b.yaml\n"),
        "policy/architectures/b.yaml": architecture("shop", "qualities: [{on: files, require: ACME001}]\n"),
      },
      [
        "policy/architectures/b.yaml:5:34 There is no rule ACME001. A team's rule comes with the pack that `extends` names. `stackplumb rules` lists them.",
        "policy/architectures/a.yaml:5:10 ./b.yaml cannot be extended before its own errors are mended",
      ],
    ],
    [
      "of an architecture that is called like a built-in one",
      { "policy/architectures/a.yaml": architecture("upload-pipeline") },
      [
        "policy/architectures/a.yaml:2:7 upload-pipeline is an architecture of Stackplumb's own; give this one another name, and let it extend that one",
      ],
    ],
    [
      "of what should be an architecture",
      { "policy/architectures/a.yaml": "name: shop\n" },
      [
        "policy/architectures/a.yaml:1:1 the architecture has no kind: write `kind: Architecture`",
        "policy/architectures/a.yaml:1:7 the architecture has no components",
      ],
    ],
    [
      "of settings",
      { "policy/stackplumb.yaml": "- a\n" },
      ["policy/stackplumb.yaml:1:1 the settings of a pack must be a mapping"],
    ],
    ["of a folder that is none", {}, ["there is no folder policy that could be read"]],
    [
      "of a folder without documents",
      { "policy/README.md": "" },
      ["policy holds no rules and no architectures: a pack has them as YAML files in rules/ and architectures/"],
    ],
    ["of an empty document", { "policy/rules/a.yaml": "" }, ["policy/rules/a.yaml:1:1 the file is empty"]],
  ] as const)("%s", (_what, files, expected) => {
    expect(problems(files)).toEqual(expected);
  });

  test("while the rest can be used", () => {
    const pack = load({ "policy/rules/a.yaml": rule("ACME001", "bucket-name"), "policy/rules/b.yaml": "id: X" });
    expect(pack.rules.map(({ id }) => id)).toEqual(["ACME001"]);
    expect(pack.diagnostics).not.toEqual([]);
  });
});

describe("a hostile pack", () => {
  test("names no file outside of the host", () => {
    const files = {
      "policy/architectures/a.yaml": architecture("small", "extends: ../../../etc/passwd\n"),
      "../etc/passwd": architecture("passwd"),
    };
    expect(problems(files)).toEqual([
      "policy/architectures/a.yaml:5:10 there is no ../../../etc/passwd here that could be read",
    ]);
  });

  test("holds so many documents, and so long ones, and no more", () => {
    const many = Object.fromEntries(
      Array.from({ length: maximalFiles + 2 }, (_, i) => [`policy/rules/${i}.yaml`, "a: b"]),
    );
    expect(problems(many)).toEqual([
      expect.stringContaining("policy/rules holds more than a pack may: 1000 documents"),
    ]);
    const long = `# ${"x".repeat(maximalDocument)}\n${rule("ACME001", "bucket-name")}`;
    expect(problems({ "policy/rules/a.yaml": long })).toEqual([
      `policy/rules/a.yaml is longer than ${maximalDocument} characters, and is not read`,
    ]);
  });

  test("is told of so many mistakes, and no more", () => {
    const files = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`policy/rules/${i}.yaml`, "a: b\nc: d\n"]));
    const told = problems(files);
    expect(told).toHaveLength(201);
    expect(told.at(-1)).toBe("there is more wrong with policy than can be told here");
  });

  test("has names that JavaScript's own tables know, and they are names", () => {
    const pack = load({
      "policy/rules/a.yaml": rule("ACME001", "constructor"),
      "policy/rules/b.yaml": rule(
        "ACME002",
        "prototype",
        "options: {toString: {type: int, default: 1, doc: A number.}}\n",
      ),
    });
    expect(problemsOf(pack)).toEqual([]);
    expect(pack.rules).toHaveLength(2);
  });

  test("has no pattern that is not linear", () => {
    const slow = rule("ACME001", "bucket-name").replace(
      "has(bucket.properties.BucketName)",
      `bucket.id.matches("(a)\\\\1")`,
    );
    const told = problems({ "policy/rules/a.yaml": slow });
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("policy/rules/a.yaml:9:");
  });
});
