/** The JSON Schemas of stackplumb.yaml: what the documentation shows passes, and what they refuse the readers refuse. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import { CORE_SCHEMA, load as loadYaml } from "js-yaml";
import { proposeConfiguration } from "../../src/config/propose-configuration.ts";
import { readConfiguration } from "../../src/config/read-configuration.ts";
import { readPackSettings } from "../../src/config/read-pack-settings.ts";
import { builtinArchitectures } from "../../src/policy/architecture/builtin-architectures.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import { DocumentReader } from "../../src/policy/document-reader.ts";
import { parseSource } from "../../src/source/parse.ts";
import { schemas } from "../../tools/write-schemas.ts";
import { plainContext } from "./plain-context.ts";

const ajv = new Ajv();
const written = schemas();
const validatorOf = (name: string) => ajv.compile(JSON.parse(written.get(`schemas/${name}.json`) ?? "{}"));
const isConfiguration = validatorOf("stackplumb");
const isPack = validatorOf("pack");

const data = (text: string): unknown => loadYaml(text, { schema: CORE_SCHEMA });
const readerTakes = (text: string): boolean =>
  readConfiguration("stackplumb.yaml", text, plainContext()).configuration !== undefined;

function packReaderTakes(text: string): boolean {
  const reader = new DocumentReader("pack");
  const { root } = parseSource("policy/stackplumb.yaml", text);
  if (root?.kind !== "mapping") return false;
  const [architecture] = builtinArchitectures();
  const context = { rules: builtinRules(), held: [], architectureOf: () => architecture };
  readPackSettings(root, context, builtinArchitectures(), reader);
  return !reader.hasErrors;
}

describe("the schema of stackplumb.yaml", () => {
  const shown = readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => {
      const page = readFileSync(`docs/${name}`, "utf8");
      return [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = ""]) => [name, text] as const);
    })
    // What it begins with tells what it is: nothing else of the documentation has these at its root.
    .filter(([, text]) =>
      /^(edition|extends|rules|architectures|relax|ignore|apps|environments|fail-on|locked):(?: |$)/m.test(text),
    )
    .filter(([, text]) => !/^(kind|id): /m.test(text));

  test.each(shown)("takes what %s shows: %s", (_page, text) => {
    isConfiguration(data(text));
    const asPack = /^(locked|max-expiry):/m.test(text);
    if (asPack) isPack(data(text));
    expect((asPack ? isPack : isConfiguration).errors ?? []).toEqual([]);
  });

  test("is shown at work by the documentation", () => {
    expect(shown.length).toBeGreaterThan(3);
  });

  const used = readdirSync("fixtures", { recursive: true, encoding: "utf8" }).filter((path) =>
    /(^|\/)stackplumb\.ya?ml$/.test(path.replaceAll("\\", "/")),
  );

  test.each(used)("takes fixtures/%s", (path) => {
    isConfiguration(data(readFileSync(`fixtures/${path}`, "utf8")));
    expect(isConfiguration.errors ?? []).toEqual([]);
  });

  test("takes what stackplumb init writes, which names it first", () => {
    const text = proposeConfiguration(
      { templates: ["a.yaml"], assemblies: ["cdk.out"], sam: undefined },
      "schema.json",
    );
    isConfiguration(data(text));
    expect(isConfiguration.errors ?? []).toEqual([]);
    expect(text).toMatch(/^# yaml-language-server: \$schema=schema\.json\n/);
  });
});

const whole = `edition: 2026
templates: [infra, "services/*/template.yaml"]
apps:
  - {name: shop, templates: [network.yaml, web.yaml]}
parameters: {Env: prod, Count: 3, Zones: [a, b], Empty: ""}
parameter-files: [params.json, {file: samconfig.toml, sam-env: prod}]
stack-tags: {team: web}
environments:
  prod: {parameters: {Env: prod}, architectures: web-app-storage}
architectures:
  - upload-pipeline
  - {use: web-app-storage, apps: "shop*"}
relax:
  - {requirement: component.uploads, to: warning, reason: It moves., owner: web, until: 2027-03-31}
rules:
  MAZ009: warning
  ORG001: {severity: error, options: {keys: [project]}}
  USR007: off
fail-on: warning
strict-unknown: true
ignore:
  - {rule: MAZ009, stack: "sandbox/**", resource: "*Database", reason: A sandbox., owner: data, until: 2027-03-31}
baseline: stackplumb-baseline.json
`;

describe("a mistake in a configuration that a schema can see is refused by schema and reader", () => {
  test("while the configuration without it is taken by both", () => {
    isConfiguration(data(whole));
    expect(isConfiguration.errors ?? []).toEqual([]);
    expect(readConfiguration("stackplumb.yaml", whole, plainContext()).diagnostics).toEqual([]);
  });

  test.each([
    ["edition: 2026", "edition: 2019"],
    ["templates: [infra", "template: [infra"],
    ['templates: [infra, "services/*/template.yaml"]', "templates: {infra: a}"],
    ["{name: shop, templates: [network.yaml, web.yaml]}", "{templates: [network.yaml, web.yaml]}"],
    ["{name: shop, templates: [network.yaml, web.yaml]}", "{name: shop}"],
    ["{name: shop, templates: [network.yaml, web.yaml]}", "{name: shop, template: web.yaml, templates: a.yaml}"],
    ["parameters: {Env: prod, Count", "parameters: {Env: {a: b}, Count"],
    ["Count: 3", "Count: null"],
    ["{file: samconfig.toml", "{path: samconfig.toml"],
    ["sam-env: prod", "sam-environment: prod"],
    ["stack-tags: {team: web}", "stack-tags: [team]"],
    ["prod: {parameters: {Env: prod}", "prod: {parameter: {Env: prod}"],
    ["{use: web-app-storage", "{name: web-app-storage"],
    ['apps: "shop*"}', "app: shop}"],
    ["to: warning", "to: none"],
    [", reason: It moves.", ""],
    [", owner: web", ""],
    ["reason: It moves., owner: web, until: 2027-03-31", "reason: It moves., owner: web, until: soon"],
    ["MAZ009: warning", "MAZ009: fatal"],
    ["{severity: error, options", "{severity: grave, options"],
    ["options: {keys: [project]}", "option: {keys: [project]}"],
    ["options: {keys: [project]}", "options: [project]"],
    ["fail-on: warning", "fail-on: sometimes"],
    ["strict-unknown: true", "strict-unknown: sure"],
    ["{rule: MAZ009, stack", "{id: MAZ009, stack"],
    ["reason: A sandbox., ", ""],
    ["owner: data, until: 2027-03-31", "owner: data, until: 31.3.2027"],
    ["baseline: stackplumb-baseline.json", "baseline: [a.json]"],
    ["baseline: stackplumb-baseline.json", "base-line: a.json"],
  ])("%s as %s", (from, to) => {
    expect(whole.split(from)).toHaveLength(2);
    const text = whole.replace(from, to);
    expect([isConfiguration(data(text)), readerTakes(text)]).toEqual([false, false]);
  });
});

test.each([
  ["a rule that there is not", "MAZ009: warning", "MAZ900: warning"],
  ["a path that leads out", "[infra,", "[../infra,"],
  ["a day that no calendar has", "owner: data, until: 2027-03-31", "owner: data, until: 2027-02-31"],
  ["an option that a rule does not have", "{keys: [project]}", "{key: [project]}"],
])("%s is for the reader alone to see", (_what, from, to) => {
  expect(whole.split(from)).toHaveLength(2);
  const text = whole.replace(from, to);
  expect([isConfiguration(data(text)), readerTakes(text)]).toEqual([true, false]);
});

describe("the schema of a pack's settings", () => {
  const settings = "edition: 2026\nrules: {MAZ009: error}\nlocked: [SEC012, component.uploads]\nmax-expiry: 90\n";

  test("takes what the reader takes", () => {
    expect([isPack(data(settings)), packReaderTakes(settings)]).toEqual([true, true]);
  });

  test.each([
    ["max-expiry: 90", "max-expiry: long"],
    ["locked: [", "lock: ["],
    ["rules: {MAZ009: error}", "templates: [infra]"],
    ["rules: {MAZ009: error}", "ignore: []"],
  ])("and refuses with it: %s as %s", (from, to) => {
    const text = settings.replace(from, to);
    expect([isPack(data(text)), packReaderTakes(text)]).toEqual([false, false]);
  });
});
