import { describe, expect, test } from "@jest/globals";
import { load, problemsOf, sound } from "./load-document.ts";

const shop = `kind: Architecture
name: shop
components:
  app: {role: compute}
  files: {role: object, where: {writableBy: app}}
flows:
  - {id: save, from: app, to: files, needs: can(s3:PutObject)}
qualities:
  - {on: files, require: [UPL005]}
`;

const replaced = (from: string, to: string): readonly string[] => {
  expect(shop.split(from)).toHaveLength(2);
  return problemsOf(shop.replace(from, to));
};

describe("a document", () => {
  test("without a mistake is an architecture with defaults for what it does not say", () => {
    const { components, flows, qualities, version } = sound(shop);
    expect(version).toBe("1.0");
    expect(components[0]).toMatchObject({
      name: "app",
      roles: ["compute.vm", "compute.container", "compute.fn", "compute.paas"],
      count: { atLeast: 1, atMost: null },
      zones: null,
      optional: false,
      severity: "error",
      onUnknown: "warn",
      locked: false,
      at: { file: "policy/shop.yaml", start: { line: 4, column: 3 } },
    });
    expect(flows).toMatchObject([{ id: "save", from: ["app"], needs: [{ kind: "can", actions: ["s3:PutObject"] }] }]);
    expect(qualities).toMatchObject([{ on: "files", rules: ["UPL005"], with: {}, severity: "error" }]);
  });

  test("names rules by their names, too, and takes their gravity where it does not say one", () => {
    const text = shop
      .replace("[UPL005]", "[uploads-unversioned, ORG003, UPL004]")
      .replace("role: object", "role: object");
    const { qualities } = sound(text.replace("on: files", "on: all"));
    expect(qualities.map(({ rules, severity }) => [rules[0], severity])).toEqual([
      ["UPL007", "error"],
      ["ORG003", "info"],
      ["UPL004", "warning"],
    ]);
  });

  test("asks for one of several rules by anyOf, and fills options by with", () => {
    const { qualities } = sound(
      `${shop}  - on: all\n    require: [{anyOf: [MAZ010, MAZ009]}, ORG001]\n    with: {ORG001: {keys: [owner]}}\n`,
    );
    expect(qualities.slice(1)).toMatchObject([
      { rules: ["MAZ009", "MAZ010"], with: {} },
      { rules: ["ORG001"], with: { ORG001: { keys: ["owner"] } } },
    ]);
  });

  test("selects by tag, id, type, scheme and conditions, all of which must fit", () => {
    const where = `{tag: {tier: "web*", team: shop}, id: ["Web*", "*/Web/*"], not: {cel: 'node.id == "X"'}}`;
    const { components } = sound(shop.replace("app: {role: compute}", `app: {role: compute, where: ${where}}`));
    expect(components[0]?.where).toMatchObject({
      kind: "all",
      of: [
        { kind: "tag", key: "tier", value: "web*" },
        { kind: "tag", key: "team", value: "shop" },
        { kind: "any", of: [{ kind: "id" }, { kind: "id" }] },
        { kind: "not", of: { kind: "cel", expression: ["==", ["field", ["var", "node"], "id"], ["const", "X"]] } },
      ],
    });
  });

  test("names a built-in parent with or without its place and version", () => {
    for (const parent of [
      "web-app-storage",
      "stackplumb:web-app-storage",
      "web-app-storage@1",
      "stackplumb:web-app-storage@1.0",
    ])
      expect(sound(`kind: Architecture\nname: shop\nextends: ${parent}\n`).components).toHaveLength(5);
  });

  test("gives severities by rule", () => {
    expect(sound(`${shop}rules: {UPL005: warning}\n`).qualities[0]?.severity).toBe("warning");
    const own = shop.replace("[UPL005]", "[UPL005], severity: error");
    expect(sound(`${own}rules: {UPL005: warning}\n`).qualities[0]?.severity).toBe("error");
    expect(problemsOf(`${shop}rules: {UPL006: warning}\n`)).toEqual([
      "10:9 nothing here requires UPL006, so that it has no severity to set",
    ]);
  });
});

describe("a need", () => {
  const needOf = (need: string): unknown => sound(shop.replace("can(s3:PutObject)", need)).flows[0]?.needs;
  test.each([
    ["can(dynamodb:Query|GetItem)", [{ kind: "can", actions: ["dynamodb:Query", "dynamodb:GetItem"] }]],
    ["can(s3:GetObject|kms:Decrypt)", [{ kind: "can", actions: ["s3:GetObject", "kms:Decrypt"] }]],
    ["reach( 80 | 443 )", [{ kind: "reach", ports: [80, 443] }]],
    ["[reach(db-port), references]", [{ kind: "reach", ports: ["db-port"] }, { kind: "references" }]],
    ["triggers", [{ kind: "triggers", events: null }]],
    ['"triggers(ObjectCreated:*)"', [{ kind: "triggers", events: "ObjectCreated:*" }]],
  ])("%s is read", (need, read) => {
    expect(needOf(need)).toEqual(read);
  });

  test.each([
    ["triger", "there is nothing called triger to need. Did you mean triggers?"],
    ["can", "can needs an action, as can(s3:PutObject)"],
    [
      "can(s3:*)",
      "s3:* does not say whether one action or all of them are needed: name them, as can(s3:GetObject|PutObject)",
    ],
    ["can(PutObject)", "PutObject is no action of IAM: it is a service and a name, as s3:PutObject"],
    ["can(s3:PutObject|)", "can() lacks a value beside |"],
    ["can(s3:PutObject", "can( is not closed: write can(...)"],
    ["reach(0)", "0 is no port: they end at 65535"],
    ["reach(70000)", "70000 is no port: they end at 65535"],
    ["reach(dbport)", "dbport is no port: it is a number, db-port or target-port. Did you mean db-port?"],
    ["fronts(80)", "fronts takes nothing in parentheses"],
  ])("%s is an error", (need, message) => {
    expect(replaced("needs: can(s3:PutObject)", `needs: '${need}'`)).toEqual([`7:45 ${message}`]);
  });
});

describe("a mistake is an error at its place, with what was probably meant", () => {
  test.each([
    ["a key", "flows:", "flow:", "6:1 an architecture has no key flow. Did you mean flows?"],
    ["a role", "role: object", "role: objekt", "5:17 there is no role objekt. Did you mean object?"],
    ["a service for its role", "role: object", "role: s3", "5:17 there is no role s3. Did you mean object?"],
    ["a thing for its role", "role: object", "role: Buckets", "5:17 there is no role Buckets. Did you mean object?"],
    [
      "a type for its role",
      "role: object",
      "role: AWS::S3::Bucket",
      "5:17 there is no role AWS::S3::Bucket. Did you mean object?",
    ],
    ["a rule", "UPL005", "UPL05", "9:27 There is no rule UPL05. Did you mean UPL005? `stackplumb rules` lists them."],
    ["a kind", "kind: Architecture", "kind: Architektur", "1:7 kind must be Architecture. Did you mean Architecture?"],
    [
      "a name",
      "name: shop",
      "name: My Shop",
      "2:7 My Shop cannot be a name: a name is lower-case words joined by hyphens",
    ],
    [
      "an end of a flow",
      "to: files",
      "to: file",
      "7:31 to of save names file, which is no component. Did you mean files?",
    ],
    [
      "a start of a flow",
      "from: app",
      "from: apps",
      "7:22 from of save names apps, which is no component. Did you mean app?",
    ],
    [
      "an optional end",
      "from: app",
      'from: "app?"',
      "7:22 only what stands between (via) has a ?; say optional: true at the component app",
    ],
    [
      "a component in where",
      "writableBy: app",
      "writableBy: api",
      "5:32 where of files names api, which is no component. Did you mean app?",
    ],
    [
      "a component that selects itself",
      "writableBy: app",
      "writableBy: files",
      "5:32 where of files asks for files itself",
    ],
    [
      "a condition",
      "{writableBy: app}",
      "{cel: node.idd == 'a'}",
      "5:43 No such key: idd (Bucket has no such field). Did you mean id?",
    ],
    [
      "a scope",
      "on: files",
      "on: file",
      "9:10 file is no component, no flow and none of network, traffic, faults, security, all. Did you mean files?",
    ],
    [
      "the outside",
      "on: files",
      "on: internet",
      "9:10 internet is no component, no flow and none of network, traffic, faults, security, all. The outside has nothing to judge.",
    ],
    ["a rule that can never apply", "UPL005", "USR008", "9:27 USR008 judges rdb, which files (object) never is"],
    [
      "a hop",
      "needs: can",
      "via: lbb, needs: can",
      "7:43 via of save names lbb, which is no component and no role. Did you mean lb?",
    ],
    [
      "a reserved scope",
      "app: {role: compute}",
      "app: {role: compute}\n  network: {role: lb}",
      "5:3 network is a scope of qualities; choose another name",
    ],
    [
      "a range",
      "{role: compute}",
      "{role: compute, count: 1-2}",
      "4:31 count must be a number or a range, as 2, 2.. or 2..4",
    ],
    ["an empty range", "{role: compute}", "{role: compute, count: 4..2}", "4:31 count ends before it begins"],
    [
      "a range from nothing",
      "{role: compute}",
      "{role: compute, zones: 0..2}",
      "4:31 zones begins at 1; where there may be none, say optional: true",
    ],
    [
      "a part of nothing",
      "{role: compute}",
      "{role: compute, of: fles}",
      "4:28 of of app names fles, which is no component. Did you mean files?",
    ],
    ["a part of itself", "{role: compute}", "{role: compute, of: app}", "4:28 app would be a part of itself"],
    [
      "a severity",
      "require: [UPL005]",
      "require: [UPL005], severity: errror",
      "9:46 severity must be error, warning or info. Did you mean error?",
    ],
    [
      "an option",
      "require: [UPL005]",
      "require: [UPL005], with: {UPL005: {a: 1}}",
      "9:52 UPL005 has no option a. It has none.",
    ],
    [
      "options of another rule",
      "require: [UPL005]",
      "require: [UPL005], with: {ORG001: {keys: []}}",
      "9:43 ORG001 has options here, but is not among require",
    ],
    [
      "a heuristic as an error",
      "on: files, require: [UPL005]",
      "on: app, require: [UPL004], severity: error",
      "9:25 UPL004 rests on reading scripts or names, and may be wrong: it is at most a warning",
    ],
    [
      "a flow that is there twice",
      "qualities:",
      "  - {id: save, from: app, to: files, needs: references}\nqualities:",
      "8:10 flow.save is there twice",
    ],
    [
      "a flow that is called like a component",
      "id: save",
      "id: files",
      "5:3 a component and a flow are both called files; qualities could not tell them apart",
    ],
    [
      "a bind",
      "components:",
      "bind: {a: app}\ncomponents:",
      "3:8 bind names a, which is no component. There are app, files.",
    ],
    [
      "a bind that cannot be",
      "components:",
      "bind: {files: app}\ncomponents:",
      "3:8 files (object) and app (compute.vm, compute.container, compute.fn, compute.paas) cannot be one and the same",
    ],
    [
      "a parent",
      "components:",
      "extends: web-app-storag\ncomponents:",
      "3:10 there is no built-in architecture web-app-storag. Did you mean web-app-storage?",
    ],
    [
      "a version",
      "components:",
      "extends: stackplumb:web-app-storage@9.1\ncomponents:",
      "3:10 web-app-storage is at version 1.0 here, not 9.1",
    ],
    [
      "a file",
      "components:",
      "extends: ./none.yaml\ncomponents:",
      "3:10 there is no ./none.yaml here that could be read",
    ],
    [
      "itself",
      "components:",
      "extends: ./shop.yaml\ncomponents:",
      "3:10 policy/shop.yaml extends policy/shop.yaml: none of them can be first",
    ],
  ])("%s", (_, from, to, message) => {
    expect(replaced(from, to)).toEqual([message]);
  });

  test("a part of a part of itself", () => {
    const text = shop
      .replace("{role: compute}", "{role: compute, of: files}")
      .replace("where: {writableBy: app}", "of: app");
    expect(problemsOf(text)).toEqual(["4:28 app would be a part of itself", "5:29 files would be a part of itself"]);
  });

  test("documents that extend each other in a circle", () => {
    const others = { "a.yaml": "kind: Architecture\nname: a\nextends: ./shop.yaml\n" };
    expect(problemsOf(`kind: Architecture\nname: shop\nextends: ./a.yaml\n`, others)).toEqual([
      "policy/a.yaml:3:10 policy/shop.yaml extends policy/a.yaml extends policy/shop.yaml: none of them can be first",
      "3:10 ./a.yaml cannot be extended before its own errors are mended",
    ]);
  });

  test("names that mean something to JavaScript", () => {
    const odd = shop.replace(
      "components:",
      "bind: {constructor: constructor, __proto__: app}\ncomponents:\n  constructor: {role: lb}",
    );
    expect(problemsOf(odd)).toEqual([
      "5:3 constructor means something else to programs; choose another name",
      "3:8 bind names constructor, which is no component. There are app, files.",
      "3:8 bind names constructor, which is no component. There are app, files.",
      "3:8 constructor is bound to itself",
      "3:34 bind names __proto__, which is no component. There are app, files.",
    ]);
  });

  test("no document at all, and documents of other shapes", () => {
    expect(load("").architecture).toBeUndefined();
    expect(problemsOf("- 1\n")).toEqual(["1:1 an architecture must be a mapping"]);
    expect(problemsOf("kind: Architecture\nname: a\ncomponents: [a]\nflows: {a: 1}\nqualities: 1\n")).toHaveLength(4);
  });
});

describe("what is too much is an error, and ends", () => {
  test("components and flows", () => {
    const many = Array.from({ length: 101 }, (_, i) => `  c${i}: {role: lb}\n`).join("");
    expect(problemsOf(`kind: Architecture\nname: a\ncomponents:\n${many}`)).toEqual(["104:3 there may be 100 of them"]);
  });

  test("a selector without end", () => {
    const where = `${"{not: ".repeat(5000)}{id: a}${"}".repeat(5000)}`;
    expect(
      load(`kind: Architecture\nname: a\ncomponents:\n  c: {role: lb, where: ${where}}\n`).architecture,
    ).toBeUndefined();
  });

  test("a condition without end", () => {
    const cel = Array.from({ length: 300 }, () => "node.id == 'a'").join(" || ");
    const text = `kind: Architecture\nname: a\ncomponents:\n  c: {role: lb, where: {cel: "${cel}"}}\n`;
    expect(load(text).architecture).toBeUndefined();
  });
});
