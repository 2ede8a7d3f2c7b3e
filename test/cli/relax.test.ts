import { afterEach, describe, expect, test } from "@jest/globals";
import { type Folder, folder } from "./test-shell.ts";

const folders: Folder[] = [];

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

const document = `kind: Architecture
name: shop
title: A shop
version: 1.0
components:
  users: {title: who buys, role: rdb}
  meta: {title: what is sold, role: nosql}
  app: {title: the shop, role: compute.fn}
flows:
  - {id: query, from: app, to: meta, needs: "can(dynamodb:Query)"}
qualities:
  - {on: users, require: [MAZ009, USR009]}
  - {on: users, require: USR004, locked: true}
`;
const template = `Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
Resources:
  Db: {Type: AWS::RDS::DBInstance, Properties: {StorageEncrypted: true, BackupRetentionPeriod: 14, PubliclyAccessible: true}}
  Table: {Type: AWS::DynamoDB::Table}
`;

interface Json {
  readonly findings: readonly {
    readonly ruleId: string;
    readonly severity: string;
    readonly status: string;
    readonly guard: string | null;
    readonly causedBy: string | null;
    readonly message: string;
    readonly environments: readonly string[];
    readonly exception: unknown;
    readonly location: { readonly file: string; readonly startLine: number };
  }[];
  readonly architectures: readonly {
    readonly name: string;
    readonly environment: string | null;
    readonly requirements: readonly { readonly address: string; readonly status: string; readonly message: string }[];
  }[];
  readonly exceptions: readonly { readonly kind: string; readonly subject: string; readonly effect: string }[];
}

async function run(files: Readonly<Record<string, string>>, ...words: string[]) {
  const made = folder({ "a.yaml": template, "shop.arch.yaml": document, ...files });
  folders.push(made);
  const { status, stdout, stderr } = await made.run(["--format", "json", ...words]);
  const report = (stdout === "" ? { findings: [], architectures: [], exceptions: [] } : JSON.parse(stdout)) as Json;
  return {
    status,
    stderr: stderr.replace(/\s+/g, " "),
    ...report,
    findingOf: (rule: string) => report.findings.find(({ ruleId }) => ruleId === rule),
    statusOf: (address: string) =>
      report.architectures.flatMap(({ requirements }) => requirements).find((one) => one.address === address)?.status,
  };
}

const configuration = (relax: string, more = ""): string =>
  `architectures: ./shop.arch.yaml\nrelax:\n  - ${relax}\n${more}`;
const why = "reason: not now, owner: web";

describe("a relaxation", () => {
  test("to something less grave leaves the finding active, and says why", async () => {
    const plain = await run({ "stackplumb.yaml": "architectures: ./shop.arch.yaml\n" });
    expect(plain.findingOf("MAZ009")).toMatchObject({ severity: "error", status: "active" });
    const { findingOf, statusOf, exceptions } = await run({
      "stackplumb.yaml": configuration(`{requirement: users.MAZ009, to: info, ${why}, until: 2027-01-31}`),
    });
    expect(findingOf("MAZ009")).toMatchObject({
      severity: "info",
      status: "active",
      exception: {
        reason: "not now",
        owner: "web",
        until: "2027-01-31",
        location: { file: "stackplumb.yaml", startLine: 3, startColumn: 19 },
      },
    });
    expect(statusOf("users.MAZ009")).toBe("relaxed");
    expect(exceptions).toEqual([
      expect.objectContaining({
        kind: "relax",
        subject: "users.MAZ009",
        effect: "users.MAZ009 is relaxed to info",
        until: "2027-01-31",
      }),
    ]);
  });

  test("to off keeps the finding in the report, where it does not count", async () => {
    const { findingOf, statusOf } = await run({
      "stackplumb.yaml": configuration(`{requirement: users.MAZ009, to: off, ${why}}`),
    });
    expect(findingOf("MAZ009")).toMatchObject({ status: "relaxed" });
    expect(statusOf("users.MAZ009")).toBe("relaxed");
  });

  test("of a component that something outside provides relaxes what would be asked of it, too", async () => {
    const { findings, architectures } = await run({
      "a.yaml": "Resources: {Db: {Type: AWS::RDS::DBInstance, Properties: {StorageEncrypted: true}}}\n",
      "stackplumb.yaml": configuration(
        `{requirement: meta, to: satisfied-by, external: "table of the core stack", ${why}}`,
        `  - {requirement: app, to: "off", ${why}}\n`,
      ),
    });
    const rows = architectures.flatMap(({ requirements }) => requirements);
    expect(rows.filter(({ status }) => status === "relaxed").map(({ address }) => address)).toEqual([
      "component.meta",
      "component.app",
      "flow.query",
    ]);
    expect(rows[1]?.message).toContain("satisfied by table of the core stack: not now");
    expect(findings.filter(({ ruleId }) => ruleId.startsWith("ARC")).map(({ status }) => status)).toEqual([
      "relaxed",
      "relaxed",
      "relaxed",
    ]);
  });

  test("of a component folds what needs it into a line, in text and in Markdown", async () => {
    const relax = `{requirement: meta, to: satisfied-by, external: the core stack, ${why}}`;
    const made = folder({
      "a.yaml": template.replace(/ {2}Table.*/, ""),
      "shop.arch.yaml": document.replace("qualities:", "qualities:\n  - {on: meta, require: [MET020, FLT003]}"),
      "stackplumb.yaml": configuration(relax),
    });
    folders.push(made);
    const rowsIn = ({ stdout }: { stdout: string }): readonly string[] =>
      stdout.split("\n").flatMap((line) => (/relaxed/.test(line) ? [line.replace(/\s+/g, " ").trim()] : []));
    const [title, ...rows] = rowsIn(await made.run([]));
    expect(title).toMatch(/^== shop .* 4 relaxed$/);
    expect(rows).toEqual([
      expect.stringMatching(/^relaxed component\.meta satisfied by the core stack: not now/),
      "relaxed what needs it: 1 flow: query; 2 qualities",
    ]);
    expect(
      rowsIn(await made.run(["--verbose"])).filter((row) => row.endsWith("component.meta is relaxed")),
    ).toHaveLength(3);
    expect((await made.run(["--format", "markdown"])).stdout).toContain(
      "what needs what is relaxed: 1 flow, 2 qualities",
    );
  });

  test("that holds for some values leaves the others alone", async () => {
    const relax = `{requirement: users.MAZ009, to: off, when: {Env: [dev, test]}, ${why}}`;
    const open = await run({ "stackplumb.yaml": configuration(relax) });
    expect(open.findingOf("MAZ009")).toMatchObject({ status: "active", severity: "error", guard: "Env=prod" });
    expect(open.statusOf("users.MAZ009")).toBe("violated");
    const dev = await run({ "stackplumb.yaml": configuration(relax) }, "--parameter", "Env=dev");
    expect(dev.findingOf("MAZ009")).toMatchObject({ status: "relaxed" });
    const environments = "environments: {dev: {parameters: {Env: dev}}, prod: {parameters: {Env: prod}}}\n";
    const both = await run({ "stackplumb.yaml": configuration(relax, environments) });
    expect(both.findingOf("MAZ009")).toMatchObject({ status: "active", environments: ["prod"] });
    expect(
      both.architectures.map(({ environment, requirements }) => [
        environment,
        requirements.find(({ address }) => address === "users.MAZ009")?.status,
      ]),
    ).toEqual([
      ["dev", "relaxed"],
      ["prod", "violated"],
    ]);
  });

  test("that asks for a parameter that there is not holds nowhere, and is told", async () => {
    const { findingOf, stderr } = await run({
      "stackplumb.yaml": configuration(`{requirement: users.MAZ009, to: off, when: {Evn: dev}, ${why}}`),
    });
    expect(findingOf("MAZ009")).toMatchObject({ status: "active", guard: null });
    expect(stderr).toContain(
      "stackplumb.yaml:3:19: warning: no stack declares the parameter Evn, so that users.MAZ009 is relaxed nowhere. Did you mean Env?",
    );
  });

  test("that has ended restores the requirement, and a finding at its place says so", async () => {
    const { status, findingOf, statusOf, findings, exceptions } = await run({
      "stackplumb.yaml": configuration(`{requirement: users.MAZ009, to: off, ${why}, until: 2026-11-21}`),
    });
    expect(status).toBe(1);
    expect(statusOf("users.MAZ009")).toBe("violated");
    const restored = findings.find(({ ruleId }) => ruleId === "MAZ009");
    expect(restored).toMatchObject({ severity: "error", status: "active" });
    expect(findingOf("ARC004")).toMatchObject({
      severity: "error",
      message: "The relaxation of users.MAZ009 ended on 2026-11-21, and shop asks for it again (web answers for it)",
      location: { file: "stackplumb.yaml", startLine: 3 },
      causedBy: (restored as unknown as { fingerprint: string }).fingerprint,
    });
    expect(exceptions).toEqual([]);
  });

  test("that ends soon, or is for nothing, is told", async () => {
    const { stderr } = await run({
      "stackplumb.yaml": configuration(
        `{requirement: users.MAZ009, to: off, ${why}, until: 2026-11-25}`,
        `  - {requirement: users.USR009, to: off, ${why}}\n`,
      ),
    });
    expect(stderr).toContain(
      "stackplumb.yaml:3:19: warning: users.MAZ009 is relaxed here until 2026-11-25: 3 more days",
    );
    expect(stderr).toContain("stackplumb.yaml:4:19: warning: users.USR009 is relaxed here for nothing: remove it");
  });

  test("can stand in a document that extends another, and holds for whoever extends that", async () => {
    const { findingOf, statusOf } = await run({
      "mine.yaml": `kind: Architecture\nname: mine\nextends: ./shop.arch.yaml\nrelax: [{requirement: users.MAZ009, to: warning, ${why}}]\n`,
      "ours.yaml": "kind: Architecture\nname: ours\nextends: ./mine.yaml\n",
      "stackplumb.yaml": "architectures: ./ours.yaml\n",
    });
    expect(findingOf("MAZ009")).toMatchObject({ severity: "warning", exception: { location: { file: "mine.yaml" } } });
    expect(statusOf("users.MAZ009")).toBe("relaxed");
  });

  test("of one parent does not take away what another one asks for", async () => {
    const { findingOf } = await run({
      "mine.yaml": `kind: Architecture\nname: mine\nextends: ./shop.arch.yaml\nrelax: [{requirement: users.MAZ009, to: info, ${why}}]\n`,
      "ours.yaml": "kind: Architecture\nname: ours\nextends: [./mine.yaml, ./shop.arch.yaml]\n",
      "stackplumb.yaml": "architectures: ./ours.yaml\n",
    });
    expect(findingOf("MAZ009")).toMatchObject({ severity: "error", exception: null });
  });

  test("can stand in a template, for all of it or for one resource", async () => {
    const metadata = `Metadata: {Stackplumb: {relax: [{requirement: users.MAZ009, to: info, ${why}}]}}`;
    const ofTemplate = await run({
      "a.yaml": `${metadata}\n${template}`,
      "stackplumb.yaml": "architectures: ./shop.arch.yaml\n",
    });
    expect(ofTemplate.findingOf("MAZ009")).toMatchObject({ severity: "info" });
    const two = template.replace("  Table:", "  Other: {Type: AWS::RDS::DBInstance}\n  Table:");
    const ofResource = await run({
      "a.yaml": two.replace("DBInstance, Properties", `DBInstance, ${metadata}, Properties`),
      "stackplumb.yaml": "architectures: ./shop.arch.yaml\n",
    });
    const found = ofResource.findings.filter(({ ruleId }) => ruleId === "MAZ009").map(({ severity }) => severity);
    expect(found).toEqual(["info", "error"]);
    expect(ofResource.statusOf("users.MAZ009")).toBe("violated");
  });
});

describe("a relaxation is refused", () => {
  test.each([
    ["{requirement: users.MAZ009, to: off, owner: web}", "3:6", "the relaxation has no reason"],
    ["{requirement: users.MAZ009, to: off, reason: x}", "3:6", "the relaxation has no owner"],
    [
      `{requirement: users.MAZ09, to: off, ${why}}`,
      "3:19",
      "there is no requirement users.MAZ09 in shop. Did you mean users.MAZ009?",
    ],
    [
      `{requirement: usrs, to: off, ${why}}`,
      "3:19",
      "there is no requirement usrs in shop. Did you mean component.users?",
    ],
    [`{requirement: users.MAZ009, to: none, ${why}}`, "3:37", "to must be info, warning, off or satisfied-by."],
    [
      `{requirement: users.MAZ009, to: satisfied-by, ${why}}`,
      "3:37",
      "satisfied-by needs external: what meets the requirement",
    ],
    [`{requirement: users.MAZ009, to: off, external: x, ${why}}`, "3:52", "external is for to: satisfied-by alone"],
    [`{requirement: users.MAZ009, to: off, until: soon, ${why}}`, "3:49", "until takes a day as YYYY-MM-DD, not soon"],
    [`{requirement: users.MAZ009, too: off, ${why}}`, "3:33", "a relaxation has no key too. Did you mean to?"],
    [`{requirement: users.MAZ009, to: off, when: dev, ${why}}`, "3:48", "when must be a mapping of parameters"],
    [
      `{requirement: users.MAZ009, to: off, architecture: shp, ${why}}`,
      "3:56",
      "apps are held to no architecture shp. Did you mean shop?",
    ],
  ])("as %s", async (relax, place, message) => {
    const { status, stderr, findings } = await run({ "stackplumb.yaml": configuration(relax) });
    expect(stderr).toContain(message);
    expect(stderr).toContain(`stackplumb.yaml:${place}`);
    expect([status, findings]).toEqual([2, []]);
  });

  test("of what is locked: in a file, in a document, in a template", async () => {
    const inFile = await run({ "stackplumb.yaml": configuration(`{requirement: users.USR004, to: off, ${why}}`) });
    const locked = "users.USR004 is locked (by the architecture shop) and cannot be relaxed";
    expect([inFile.status, inFile.stderr]).toEqual([
      2,
      expect.stringContaining(`stackplumb.yaml:3:19: error: ${locked}`),
    ]);
    expect(inFile.findingOf("USR004")).toMatchObject({ status: "active", severity: "error" });
    const inDocument = await run({
      "mine.yaml": `kind: Architecture\nname: mine\nextends: ./shop.arch.yaml\nrelax: [{requirement: users.USR004, to: off, ${why}}]\n`,
      "stackplumb.yaml": "architectures: ./mine.yaml\n",
    });
    expect(inDocument.stderr).toContain("mine.yaml:4:23: error: users.USR004 is locked, and cannot be relaxed");
    const inTemplate = await run({
      "a.yaml": `Metadata: {Stackplumb: {relax: [{requirement: users.USR004, to: off, ${why}}]}}\n${template}`,
      "stackplumb.yaml": "architectures: ./shop.arch.yaml\n",
    });
    expect([inTemplate.status, inTemplate.stderr]).toEqual([
      2,
      expect.stringContaining(`a.yaml:1:47: error: ${locked}`),
    ]);
    expect(inTemplate.findingOf("USR004")).toMatchObject({ status: "active" });
  });

  test.each([
    [
      "ignored",
      "ignore: [{rule: USR004, reason: x}]\n",
      "users.USR004 is locked (by the architecture shop) and cannot be ignored",
    ],
    [
      "switched off",
      "rules: {USR004: off}\n",
      "USR004 is locked (by the architecture shop) and cannot be switched off",
    ],
    [
      "made less grave",
      "rules: {USR004: info}\n",
      "USR004 is locked (by the architecture shop) and cannot be made info: it is error",
    ],
  ])("and what an architecture locks is not %s either", async (_, text, message) => {
    const { status, stderr, findingOf, exceptions } = await run({
      "stackplumb.yaml": `architectures: ./shop.arch.yaml\n${text}`,
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(findingOf("USR004")).toMatchObject({ status: "active", severity: "error" });
    expect(exceptions.filter(({ kind }) => kind === "rule")).toEqual([]);
  });
});
