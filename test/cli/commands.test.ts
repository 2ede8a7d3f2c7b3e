import { readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "@jest/globals";
import { options } from "../../src/cli/option-table.ts";
import { run } from "../../src/cli/run.ts";
import { faulty } from "./templates.ts";
import { folder } from "./test-shell.ts";

const here = folder({ "db.yaml": faulty });
afterAll(() => here.remove());

describe("stackplumb explain", () => {
  test("shows the pages of rules, by id or name, with the examples that the tests run", async () => {
    const { status, stdout } = await here.run(["explain", "maz009", "db-password-in-template"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^MAZ009 {2}/);
    expect(stdout).toContain("\nUSR007  ");
    expect(stdout).toContain("Flagged: ");
    expect(stdout).toContain("Resources:");
  });

  test("names the rule that was probably meant", async () => {
    const { status, stderr } = await here.run(["explain", "MAZ09"]);
    expect(status).toBe(2);
    expect(stderr).toContain("There is no rule MAZ09. Did you mean MAZ009?");
  });

  test("needs a rule", async () => {
    expect((await here.run(["explain"])).stderr).toContain("explain needs a rule");
  });

  test("shows the page of an architecture: its parts, its flows, and its rules by their titles", async () => {
    const { status, stdout } = await here.run(["explain", "stackplumb:ecommerce-multi-az"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ecommerce-multi-az {2}A shop/);
    expect(stdout).toMatch(/^ {2}save-user +the application connects/m);
    expect(stdout).toContain("app -> users");
    expect(stdout).toContain("inbox is played by what plays uploads");
    expect(stdout).toContain("    MAZ009  error    The database has no standby in another zone");
    expect(stdout).toContain("    MAZ010  or       The Aurora cluster");
    expect(stdout).toContain("(keys: project, environment, owner)");
    expect((await here.run(["explain", "upload-pipelin"])).stderr).toContain("Did you mean upload-pipeline?");
  });

  test("reads a document of a team, and what it extends inside the working directory", async () => {
    const shop = (parent: string) => `kind: Architecture\nname: our-shop\nextends: ${parent}\n`;
    here.write("policy/base.yaml", "kind: Architecture\nname: base\ncomponents: {app: {role: compute.fn}}\n");
    here.write("policy/shop.yaml", shop("[./base.yaml, upload-pipeline]"));
    here.write("policy/outside.yaml", shop("../../../../../etc/hostname"));
    const { stdout } = await here.run(["explain", "policy/shop.yaml"]);
    expect(stdout).toMatch(/^our-shop {2}An upload to S3/);
    const outside = await here.run(["explain", "policy/outside.yaml"]);
    expect(outside.status).toBe(2);
    expect(outside.stderr).toContain("policy/outside.yaml:3:10: there is no ../../../../../etc/hostname here");
    expect((await here.run(["explain", "none.yaml"])).stderr).toContain("the architecture none.yaml cannot be read");
  });
});

describe("stackplumb architectures", () => {
  test("lists the built-in ones, as a table or as JSON", async () => {
    const table = await here.run(["architectures"]);
    const { stdout } = await here.run(["architectures", "--format", "json"]);
    const architectures: { name: string; requirements: number; rules: string[] }[] = JSON.parse(stdout);
    expect(architectures.map(({ name }) => name)).toEqual(["ecommerce-multi-az", "upload-pipeline", "web-app-storage"]);
    for (const { name, requirements } of architectures) {
      expect(table.stdout).toContain(`${name}  `);
      expect(table.stdout).toContain(`${requirements} requirements`);
    }
    expect(architectures[0]?.rules).toContain("MAZ010");
    expect((await here.run(["architectures", "shop"])).status).toBe(2);
  });
});

describe("stackplumb rules", () => {
  test("lists all rules, as a table or as JSON", async () => {
    const table = await here.run(["rules"]);
    const { stdout } = await here.run(["rules", "--format", "json"]);
    const rules: { id: string; name: string }[] = JSON.parse(stdout);
    expect(rules.length).toBeGreaterThan(10);
    for (const { id, name } of rules) {
      expect(table.stdout).toContain(id);
      expect(table.stdout).toContain(name);
    }
  });
});

describe("stackplumb graph", () => {
  test("draws the architecture as Mermaid, DOT or JSON", async () => {
    expect((await here.run(["graph", "db.yaml"])).stdout).toContain('n0["Database<br/>AWS::RDS::DBInstance"]');
    expect((await here.run(["graph", "db.yaml", "--format", "dot"])).stdout).toMatch(/^digraph stackplumb \{/);
    const json = JSON.parse((await here.run(["graph", "db.yaml", "--format", "json"])).stdout);
    expect(json.nodes[0]).toEqual({
      id: "db.yaml/Database",
      label: "Database",
      type: "AWS::RDS::DBInstance",
      role: "rdb",
      group: "db.yaml",
      guard: null,
    });
  });

  test("ends with 2 where there is nothing to draw", async () => {
    expect((await here.run(["graph", "nowhere"])).status).toBe(2);
  });
});

describe("help", () => {
  test("is the same however it is asked for", async () => {
    const { status, stdout } = await here.run(["help"]);
    expect(status).toBe(0);
    expect((await here.run(["--help"])).stdout).toBe(stdout);
    expect((await here.run(["graph", "-h"])).stdout).toBe(stdout);
  });

  test("and docs/cli.md name every option, and docs/cli.md no other", async () => {
    const { stdout } = await here.run(["help"]);
    const documentation = readFileSync("docs/cli.md", "utf8");
    for (const { name, value } of options) {
      const synopsis = value === null ? name : `${name} ${value}`;
      expect(stdout).toContain(`  ${synopsis}  `);
      expect(documentation).toContain(`| \`${synopsis}\` |`);
    }
    const named = documentation.match(/(?<=^\| `)--[a-z-]+/gm);
    expect(named?.sort()).toEqual(options.map(({ name }) => name).sort());
  });

  test("shows the version of the package", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect((await here.run(["--version"])).stdout).toBe(`${version}\n`);
  });
});

test("an exception that nobody foresaw is called a fault, with a stack only on request", async () => {
  const broken = (environment: Record<string, string>): Promise<{ status: number; stderr: string }> => {
    let stderr = "";
    return run(["db.yaml"], {
      stdout: { write: () => {}, columns: undefined },
      stderr: { write: (text) => void (stderr += text), columns: undefined },
      environment,
      workingDirectory: here.path,
      today: () => {
        throw new Error("the clock stands still");
      },
      readFile: () => "",
      writeFile: () => {},
    }).then((status) => ({ status, stderr }));
  };
  const { status, stderr } = await broken({});
  expect(status).toBe(70);
  expect(stderr).toContain("this is a fault of Stackplumb, not of your templates: the clock stands still");
  expect(stderr).not.toContain("    at ");
  expect((await broken({ STACKPLUMB_DEBUG: "1" })).stderr).toContain("    at ");
});
