import { describe, expect, test } from "@jest/globals";
import { readConfiguration } from "../../src/config/read-configuration.ts";
import { builtinRules } from "../../src/policy/builtin.ts";
import { plainContext } from "./plain-context.ts";

const read = (text: string) => readConfiguration("stackplumb.yaml", text, plainContext());

/** `line:column message` of each. */
function problems(text: string): readonly string[] {
  const { configuration, diagnostics } = read(text);
  expect(configuration).toBeUndefined();
  return diagnostics.map(({ message, location }) => `${location?.start.line}:${location?.start.column} ${message}`);
}

describe("a configuration", () => {
  test("says what is linted, by which rules, and what fails", () => {
    const { configuration, diagnostics } = read(`
edition: 2026
templates: [infra, "services/*/template.yaml"]
apps:
  - {name: shop, templates: [network.yaml, web.yaml]}
parameters: {Env: prod, Count: 3, Zones: [a, b], Code: 007}
parameter-files: [params.json, {file: samconfig.toml, sam-env: prod}]
stack-tags: {team: web}
rules:
  maz009: warning
  ORG001: {severity: error, options: {keys: [project]}}
  db-password-in-template: off
fail-on: warning
strict-unknown: true
environments:
  prod: {parameters: {Env: prod}}
  dev: {parameters: {Env: dev}, parameter-files: dev.json}
`);
    expect(diagnostics).toEqual([]);
    expect(configuration).toMatchObject({
      templates: ["infra", "services/*/template.yaml"],
      apps: [{ name: "shop", templates: ["network.yaml", "web.yaml"] }],
      stackTags: new Map([["team", "web"]]),
      failOn: "warning",
      strictUnknown: true,
      parameterFiles: [
        { path: "params.json", samEnvironment: undefined },
        { path: "samconfig.toml", samEnvironment: "prod" },
      ],
    });
    expect([...(configuration?.parameters ?? [])].map(([name, { text }]) => [name, text])).toEqual([
      ["Env", "prod"],
      ["Count", "3"],
      ["Zones", "a,b"],
      ["Code", "007"],
    ]);
    expect([...(configuration?.rules ?? [])]).toMatchObject([
      ["MAZ009", { severity: "warning", options: new Map() }],
      ["ORG001", { severity: "error", options: new Map([["keys", ["project"]]]) }],
      ["USR007", { severity: "off", options: new Map() }],
    ]);
    expect([...(configuration?.environments.keys() ?? [])]).toEqual(["prod", "dev"]);
  });

  test.each([
    ["rulez: {}", "1:1 the configuration has no key rulez. Did you mean rules?"],
    ["rules: {MAZ09: error}", "1:9 There is no rule MAZ09. Did you mean MAZ009? `stackplumb rules` lists them."],
    ["rules: {MAZ009: high}", "1:17 the severity of MAZ009 must be error, warning, info or off"],
    ["rules: {MAZ009: error, rds-single-zone: info}", "1:24 MAZ009 (rds-single-zone) is set twice"],
    ["rules: {ORG001: {optoins: {}}}", "1:18 ORG001 has no key optoins. Did you mean options?"],
    ["rules: {ORG001: {options: {keyz: [a]}}}", "1:28 ORG001 has no option keyz. Did you mean keys?"],
    ["rules: {ORG001: {options: {keys: a}}}", "1:34 keys of ORG001 must be a list of texts"],
    ["rules: {MAZ009: {options: {x: 1}}}", "1:28 MAZ009 has no option x. It has none."],
    ["fail-on: eror", "1:10 fail-on must be error, warning, info or never. Did you mean error?"],
    ["strict-unknown: maybe", "1:17 strict-unknown must be true or false"],
    ["edition: 2031", "1:10 edition must be 2026."],
    ["templates: ../other", "1:12 ../other leads out of the working directory"],
    ["templates: /etc", "1:12 /etc leads out of the working directory"],
    ["templates: '{a,../b}/x'", "1:12 {a,../b}/x leads out of the working directory"],
    ["parameter-files: [a/../../b.json]", "1:19 a/../../b.json leads out of the working directory"],
    ["apps: {shop: a.yaml}", "1:7 apps must be a list of {name, templates}"],
    ["apps: [{name: a, templates: x}, {name: a, templates: y}]", "1:40 two apps have the name a"],
    ["apps: [{name: a}]", "1:15 the app a has no templates"],
    [
      "environments: {prod: {parameter: {A: b}}}",
      "1:23 environment prod has no key parameter. Did you mean parameters?",
    ],
    ["environments: [prod]", "1:15 environments must be a mapping of names"],
    ["rules:", "1:7 rules is empty: what belongs to it stands below it, indented by blanks"],
    ["environments:\n  prod:", "2:8 environment prod is empty: what belongs to it stands below it"],
    [
      "rules: {TEAM001: error}",
      "1:9 There is no rule TEAM001. A team's rule comes with the pack that `extends` names.",
    ],
    [
      "policy: ./policy",
      "1:1 the configuration has no key policy. A policy is given from outside, with --policy FOLDER",
    ],
    ["locked: [MAZ009]", "1:1 the configuration has no key locked. It is a setting of a pack"],
    ["ignore: [{rule: MAZ009, reason: ''}]", "1:33 reason must be a text, and is empty"],
    [
      "ignore: [{rule: MAZ009, reason: r, until: 2026-02-30}]",
      "1:43 until names 2026-02-30, a day that does not exist",
    ],
    ["parameters: {A: {b: c}}", "1:17 A must be a text, or a list of texts"],
    ["parameters: [A=b]", "1:13 parameters must be a mapping of names to values"],
    ["- rules", "1:1 the configuration must be a mapping"],
    ["rules: {a", "1:"],
    ["rules: {}\nrules: {}", "2:1 "],
  ])("that is wrong has no effect, and the place is named: %s", (text, problem) => {
    expect(problems(text)[0]).toContain(problem);
  });

  test("cannot make a rule that may be wrong an error", () => {
    const heuristic = builtinRules().find(({ basis }) => basis === "heuristic");
    expect(problems(`rules: {${heuristic?.id}: error}`)[0]).toContain("it is at most a warning");
    expect(read(`rules: {${heuristic?.id}: info}`).diagnostics).toEqual([]);
  });
});
