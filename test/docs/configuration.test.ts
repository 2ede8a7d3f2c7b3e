/** What docs/configuration.md shows of packs, relaxations and architectures is what Stackplumb reads and prints. */
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "@jest/globals";
import { type Folder, folder } from "../cli/test-shell.ts";

const page = readFileSync("docs/configuration.md", "utf8");
const folders: Folder[] = [];

afterEach(() => {
  for (const made of folders.splice(0)) made.remove();
});

function inFolder(files: Readonly<Record<string, string>>): Folder {
  const made = folder(files);
  folders.push(made);
  return made;
}

/** The first block of YAML under a heading. */
function yamlUnder(heading: string): string {
  const [, section = ""] = page.split(`\n## ${heading}\n`);
  return /```yaml\n([\s\S]*?)```/.exec(section)?.[1] ?? "";
}

const document = (name: string): string => `kind: Architecture
name: ${name}
title: A shop
version: 1.2
components:
  users: {title: who buys, role: rdb}
  meta: {title: what is sold, role: nosql}
qualities:
  - {on: users, require: MAZ009}
`;
const database = "Resources: {Db: {Type: AWS::RDS::DBInstance, Properties: {MasterUserPassword: hunter22}}}\n";

describe("docs/configuration.md", () => {
  test("names architectures as they are read", async () => {
    const made = inFolder({
      "stackplumb.yaml": `extends: ./policy\n${yamlUnder("Architectures")}`,
      "architectures/shop.yaml": document("shop"),
      "policy/architectures/data.yaml": document("data"),
      "shop.yaml": database,
    });
    const { stdout, stderr } = await made.run([]);
    expect(stderr).toBe("");
    for (const name of ["upload-pipeline", "shop", "data", "ecommerce-multi-az"])
      expect(stdout).toContain(`== ${name} `);
  });

  test("relaxes what it says that it relaxes", async () => {
    const made = inFolder({
      "stackplumb.yaml": `architectures: ./shop.arch.yaml\n${yamlUnder("Relaxations")}`,
      "shop.arch.yaml": document("shop"),
      "db.yaml": `Parameters: {Env: {Type: String, Default: dev}}\n${database}`,
    });
    const { stdout } = await made.run(["--format", "json"]);
    const { architectures } = JSON.parse(stdout) as { architectures: { counts: unknown }[] };
    expect(architectures[0]?.counts).toMatchObject({ relaxed: 2, violated: 0, missing: 0 });
  });

  test("shows the settings of a pack that are read", async () => {
    const pack = yamlUnder("Packs");
    const settings = inFolder({
      "stackplumb.yaml": "extends: ./policy\n",
      "policy/stackplumb.yaml": pack,
      "policy/architectures/acme-shop.yaml": document("acme-shop"),
      "db.yaml": database,
    });
    expect((await settings.run([])).stderr).toBe("");
  });
});
