import { describe, expect, test } from "@jest/globals";
import { bare, problemsOf, sound } from "./load-document.ts";

const parent = `kind: Architecture
name: parent
title: The parent
components:
  app: {role: [compute.vm, compute.fn], zones: "2.."}
  files: {role: object, where: {tag: {data: files}}, locked: true}
  cache: {role: cache, optional: true}
flows:
  - {id: save, from: app, to: files, needs: "can(s3:PutObject|AbortMultipartUpload)", via: ["queue?", lb]}
qualities:
  - {on: files, require: [UPL005], severity: warning}
  - {on: files, require: [UPL007], locked: true}
  - {on: all, require: ORG001, with: {ORG001: {keys: [owner]}}}
forbid:
  - {id: no-local, on: app, rule: UPL004}
`;
const child = (body: string): string => `kind: Architecture\nname: shop\nextends: ./parent.yaml\n${body}`;
const problems = (body: string) => problemsOf(child(body), { "parent.yaml": parent });
const extended = (body: string) => sound(child(body), { "parent.yaml": parent });

describe("a child", () => {
  test("has all that its parent has", () => {
    expect(bare(extended(""))).toEqual({ ...(bare(sound(parent)) as object), name: "shop" });
  });

  test("narrows roles, zones, ways and what may be absent", () => {
    const { components, flows } = extended(
      `components: {app: {role: compute.vm, zones: "3.."}, cache: {optional: false}}\nflows: [{id: save, via: lb, survives: zone}]\n`,
    );
    expect(components).toMatchObject([
      { name: "app", roles: ["compute.vm"], zones: { atLeast: 3, atMost: null } },
      { name: "files" },
      { name: "cache", optional: false },
    ]);
    expect(flows).toMatchObject([{ id: "save", via: [{ name: "lb", optional: false }], survivesZone: true }]);
  });

  test("adds to what a flow needs and where it begins, and to what is selected", () => {
    const { components, flows } = extended(
      `components: {app: {where: {id: "Web*"}}, job: {role: compute.fn}}
flows: [{id: save, from: job, needs: [references, can(s3:PutObject)]}]\n`,
    );
    expect(components[0]?.where).toEqual({ kind: "id", pattern: "Web*" });
    // can(s3:PutObject) says more than what the parent asks for, and stands for it.
    expect(flows).toMatchObject([
      { from: ["app", "job"], needs: [{ kind: "references" }, { kind: "can", actions: ["s3:PutObject"] }] },
    ]);
  });

  test("raises severities, of a requirement or of a rule, and adds requirements and options", () => {
    const { qualities } = extended(
      `rules: {UPL005: error}
qualities: [{on: files, require: [UPL006]}, {on: all, require: ORG001, with: {ORG001: {keys: [owner, cost]}}}]\n`,
    );
    expect(qualities.map(({ rules, severity }) => [rules[0], severity])).toEqual([
      ["UPL005", "error"],
      ["UPL007", "error"],
      ["ORG001", "error"],
      ["UPL006", "error"],
    ]);
    expect(qualities[2]?.with).toEqual({ ORG001: { keys: ["owner", "cost"] } });
  });

  const way = "To ask for less, use relax, with a reason.";
  const noWay = "It is locked there, and cannot be relaxed.";
  test.each([
    [
      "other roles",
      "components: {app: {role: compute}}",
      `4:26 app has role: compute.vm or compute.fn in parent, and compute.vm or compute.container or compute.fn or compute.paas asks for less. ${way}`,
    ],
    [
      "fewer zones",
      'components: {app: {zones: "1.."}}',
      `4:27 app has zones: 2.. in parent, and 1.. asks for less. ${way}`,
    ],
    [
      "what may be absent",
      "components: {app: {optional: true}}",
      `4:30 app has optional: false in parent, and true asks for less. ${way}`,
    ],
    ["an end", "flows: [{id: save, to: app}]", `4:24 save has to: files in parent, and app asks for less. ${way}`],
    [
      "another way",
      "flows: [{id: save, via: [topic, lb]}]",
      `4:25 save has via: queue?, lb in parent, and topic, lb asks for less. ${way}`,
    ],
    [
      "a way past a hop",
      "flows: [{id: save, via: queue}]",
      `4:25 save has via: queue?, lb in parent, and queue asks for less. ${way}`,
    ],
    [
      "a severity",
      "qualities: [{on: files, require: UPL005, severity: info}]",
      `4:52 files.UPL005 has severity: warning in parent, and info asks for less. ${way}`,
    ],
    [
      "the severity of a rule",
      "rules: {UPL005: info}",
      `4:9 UPL005 is required as warning on files, and info asks for less. ${way}`,
    ],
    [
      "what is not known",
      "components: {app: {on-unknown: pass}}",
      `4:32 app has on-unknown: warn in parent, and pass asks for less. ${way}`,
    ],
    [
      "options",
      "qualities: [{on: all, require: ORG001, with: {ORG001: {keys: [cost]}}}]",
      `4:32 all.ORG001 has keys of ORG001: owner in parent, and cost asks for less. ${way}`,
    ],
    [
      "what is locked",
      "qualities: [{on: files, require: UPL007, locked: false}]",
      `4:50 files.UPL007 has locked: true in parent, and false asks for less. ${noWay}`,
    ],
    [
      "whom a lock is about",
      "components: {files: {where: {id: Public}}}",
      `4:14 files has role and where: exactly what it says in parent, and something else asks for less. ${noWay}`,
    ],
  ])("cannot loosen %s", (_, body, message) => {
    expect(problems(`${body}\n`)).toEqual([message]);
  });
});

describe("several parents", () => {
  const other = (components: string): string => `kind: Architecture\nname: other\ncomponents: ${components}\n`;
  const both = (components: string) =>
    [
      "kind: Architecture\nname: shop\nextends: [./parent.yaml, ./other.yaml]\n",
      { "parent.yaml": parent, "other.yaml": other(components) },
    ] as const;

  test("all hold", () => {
    const { components } = sound(...both('{app: {role: compute.fn, zones: "1..4"}, edge: {role: cdn}}'));
    expect(components).toMatchObject([
      { name: "app", roles: ["compute.fn"], zones: { atLeast: 2, atMost: 4 } },
      { name: "files" },
      { name: "cache" },
      { name: "edge" },
    ]);
  });

  test("are as grave, as strict and as locked as the gravest of them, in whichever order", () => {
    const mild = `components: {app: {role: compute, on-unknown: pass, severity: info}, files: {role: object}}
flows: [{id: save, from: app, to: files, needs: references, severity: info}]\n`;
    const grave = `components: {app: {role: compute, on-unknown: fail, severity: warning, locked: true}, files: {role: object}}
flows: [{id: save, from: app, to: files, needs: references, severity: error, survives: zone, locked: true}]\n`;
    const others = {
      "mild.yaml": `kind: Architecture\nname: mild\n${mild}`,
      "grave.yaml": `kind: Architecture\nname: grave\n${grave}`,
    };
    for (const order of ["./mild.yaml, ./grave.yaml", "./grave.yaml, ./mild.yaml"]) {
      const { components, flows } = sound(`kind: Architecture\nname: shop\nextends: [${order}]\n`, others);
      expect(components[0]).toMatchObject({ severity: "warning", onUnknown: "fail", locked: true });
      expect(flows[0]).toMatchObject({ severity: "error", survivesZone: true, locked: true });
    }
  });

  test("extend each other ten deep at most", () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, i) => [
          `d${i}.yaml`,
          i + 1 < length
            ? `kind: Architecture\nname: d${i}\nextends: ./d${i + 1}.yaml\n`
            : `kind: Architecture\nname: last\ncomponents: {app: {role: lb}}\n`,
        ]),
      );
    const text = "kind: Architecture\nname: shop\nextends: ./d0.yaml\n";
    expect(sound(text, chain(9)).components).toHaveLength(1);
    expect(problemsOf(text, chain(10))[0]).toContain("may extend each other 10 deep");
  });

  test("that cannot all hold are an error", () => {
    expect(problemsOf(...both("{app: {role: lb}}"))).toEqual([
      "3:10 parent and other cannot both hold: app is compute.vm or compute.fn here and lb there",
    ]);
    expect(problemsOf(...both("{app: {role: compute.fn, zones: 1}}"))).toEqual([
      "3:10 parent and other cannot both hold: app stands in 2.. zones here and 1 there",
    ]);
  });

  test("may have a parent in common, which is read once", () => {
    const text = "kind: Architecture\nname: shop\nextends: [./a.yaml, ./b.yaml]\n";
    const between = (name: string): string => `kind: Architecture\nname: ${name}\nextends: ./parent.yaml\n`;
    const documents = { "a.yaml": between("a"), "b.yaml": between("b"), "parent.yaml": parent };
    expect(bare(sound(text, documents))).toEqual(bare(extended("")));
  });

  test("an error of a parent is told in the parent's file", () => {
    expect(problemsOf(...both("{app: {roel: lb}}"))).toEqual([
      "policy/other.yaml:3:20 the component app has no key roel. Did you mean role?",
      "policy/other.yaml:3:14 the component app has no role",
      "3:26 ./other.yaml cannot be extended before its own errors are mended",
    ]);
  });
});
