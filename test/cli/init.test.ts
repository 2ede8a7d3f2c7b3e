import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { version } from "../../src/cli/version.ts";
import { proposeConfiguration } from "../../src/config/propose-configuration.ts";
import { readConfiguration } from "../../src/config/read-configuration.ts";
import { plainContext } from "../config/plain-context.ts";
import { sound } from "./templates.ts";
import { type Folder, folder } from "./test-shell.ts";

const folders: Folder[] = [];

function inFolder(files: Readonly<Record<string, string>>): Folder {
  const made = folder(files);
  folders.push(made);
  return made;
}

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

const read = (text: string) => readConfiguration("stackplumb.yaml", text, plainContext());

describe("stackplumb init", () => {
  test("writes a configuration that tells what is there, and is used from then on", async () => {
    const here = inFolder({ "infra/db.yaml": sound, "other/notes.yaml": "a: b", "web.yaml": sound });
    const { status, stdout } = await here.run(["init"]);
    expect(status).toBe(0);
    expect(stdout).toBe("wrote stackplumb.yaml for 2 templates\nlint with: stackplumb\n");
    const { configuration, diagnostics } = read(here.read("stackplumb.yaml"));
    expect(diagnostics).toEqual([]);
    expect(configuration).toMatchObject({ templates: [], failOn: "error" });
    expect(here.read("stackplumb.yaml")).toContain("today:\n#   infra/db.yaml\n#   web.yaml\n");
    const { status: linted, stdout: summary, stderr } = await here.run([]);
    expect([linted, stderr]).toEqual([0, ""]);
    expect(summary).toContain("in 2 stacks");
  });

  test("names the schema that is installed, else that of this version, for everything that it writes", async () => {
    const firstLine = (here: Folder, path: string): string => here.read(path).split("\n", 1)[0] ?? "";
    const written = async (here: Folder): Promise<readonly string[]> => {
      for (const words of [[], ["--rule", "ACME001"], ["--architecture", "orders"]])
        expect(await here.run(["init", ...words])).toMatchObject({ status: 0, stderr: "" });
      return ["stackplumb.yaml", "policy/rules/ACME001.yaml", "policy/architectures/orders.yaml"].map((path) =>
        firstLine(here, path).replace("# yaml-language-server: $schema=", ""),
      );
    };
    expect(await written(inFolder({}))).toEqual(
      ["stackplumb", "rule", "architecture"].map(
        (kind) => `https://unpkg.com/stackplumb@${version}/schemas/${kind}.json`,
      ),
    );
    const files = ["stackplumb", "rule", "architecture"].map((kind) => `node_modules/stackplumb/schemas/${kind}.json`);
    const [own = "", ...others] = files;
    expect(await written(inFolder(Object.fromEntries(files.map((file) => [file, "{}"]))))).toEqual([
      own,
      ...others.map((file) => `../../${file}`),
    ]);
  });

  test("never overwrites anything", async () => {
    const here = inFolder({ "stackplumb.yml": "edition: 2026\n" });
    const { status, stderr } = await here.run(["init"]);
    expect(status).toBe(2);
    expect(stderr).toBe("stackplumb: there is a stackplumb.yml already; nothing is written.\n");
    const linked = inFolder({});
    symlinkSync("/nowhere/else", join(linked.path, "stackplumb.yaml"));
    expect((await linked.run(["init"])).status).toBe(2);
    expect((await linked.run(["init", "x"])).stderr).toContain("init takes no operands");
  });

  test("knows CDK's output and SAM's environments", async () => {
    const here = inFolder({
      "cdk.json": `{"app": "node app.js", "output": "dist/cdk"}`,
      "template.yaml": sound,
      "samconfig.toml": `version = 0.1
[default.deploy.parameters]
stack_name = "x"
[prod.deploy.parameters]
parameter_overrides = "Env=prod"
[dev.deploy.parameters]
parameter_overrides = "Env=dev"
`,
    });
    expect((await here.run(["init"])).stdout).toContain("for 1 template, 1 cloud assembly, 2 environments of SAM");
    const { configuration } = read(here.read("stackplumb.yaml"));
    expect(configuration?.templates).toEqual(["dist/cdk", "."]);
    expect(
      [...(configuration?.environments ?? [])].map(([name, { parameterFiles }]) => [name, parameterFiles]),
    ).toEqual([
      ["prod", [expect.objectContaining({ path: "samconfig.toml", samEnvironment: "prod" })]],
      ["dev", [expect.objectContaining({ path: "samconfig.toml", samEnvironment: "dev" })]],
    ]);
  });

  test("names some where there are many templates, and nothing outside", async () => {
    const many = Array.from({ length: 11 }, (_, i) => [`infra/${i}.yaml`, sound] as const);
    const here = inFolder({ ...Object.fromEntries(many), "cdk.json": `{"output": "../elsewhere"}` });
    await here.run(["init"]);
    expect(here.read("stackplumb.yaml")).toContain("#   infra/8.yaml\n#   and 1 more\n");
    expect(here.read("stackplumb.yaml")).not.toContain("elsewhere");
  });

  test("explains what it leaves out: every example in it can be used", () => {
    const text = proposeConfiguration({ templates: [], assemblies: [], sam: undefined }, "schema.json");
    const used = text
      .replaceAll(/^# (?!yaml-language-server)(?=( *- | *[\w-]+:( |$)))/gm, "")
      .replaceAll(/^# {3}/gm, "  ");
    const { configuration, diagnostics } = read(used);
    expect(diagnostics).toEqual([]);
    expect(configuration?.environments.size).toBe(2);
    expect(configuration?.ignore).toHaveLength(1);
    expect(configuration?.apps).toHaveLength(1);
    expect(configuration?.rules.size).toBe(2);
    expect(configuration?.baseline?.path).toBe("stackplumb-baseline.json");
  });

  test("takes no name in a repository for more than a name", () => {
    const name = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !/^\s*$|^\.+$|[\0/{},]/.test(text));
    fc.assert(
      fc.property(fc.uniqueArray(name, { maxLength: 5 }), fc.uniqueArray(name, { maxLength: 3 }), (paths, names) => {
        const sam = names.length === 0 ? undefined : { path: "samconfig.toml", environments: names };
        const commented = read(proposeConfiguration({ templates: paths, assemblies: [], sam }, "schema.json"));
        expect(commented.diagnostics).toEqual([]);
        expect(commented.configuration?.templates).toEqual([]);
        expect(commented.configuration?.environments.size).toBe(names.length > 1 ? names.length : 0);
        const said = read(proposeConfiguration({ templates: ["a"], assemblies: paths, sam: undefined }, "schema.json"));
        expect(said.configuration?.templates).toEqual(paths.length === 0 ? [] : [...paths, "."]);
      }),
    );
  });
});
