import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { nodeHost } from "../../src/input/node-host.ts";

let base = "";
let root = "";

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "stackplumb-host-"));
  root = join(base, "root");
  mkdirSync(join(root, "sub"), { recursive: true });
  mkdirSync(join(base, "outside"));
  mkdirSync(join(base, "root-beside"));
  writeFileSync(join(root, "a.yaml"), "\ufeffa: ü\n");
  writeFileSync(join(root, "sub", "b.yaml"), "b: 1\n");
  writeFileSync(join(base, "outside", "secret.yaml"), "s: 1\n");
  writeFileSync(join(base, "root-beside", "c.yaml"), "c: 1\n");
  writeFileSync(join(root, "binary.yaml"), Buffer.from([0x50, 0x4b, 0, 1]));
  writeFileSync(join(root, "latin.yaml"), Buffer.from([0x61, 0x3a, 0x20, 0xe9]));
  writeFileSync(join(root, "utf16.yaml"), Buffer.from([0xff, 0xfe, 0x61, 0]));
  symlinkSync(join(base, "outside"), join(root, "way-out"));
  symlinkSync(join(base, "outside", "secret.yaml"), join(root, "secret-link.yaml"));
  symlinkSync(join(root, "sub"), join(root, "ring"));
  symlinkSync(join(root, "sub", "b.yaml"), join(root, "b-link.yaml"));
});

afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

describe("nodeHost", () => {
  test("reads text with all its bytes", () => {
    expect(nodeHost(root).readText("a.yaml")).toEqual({ text: "\ufeffa: ü\n" });
    expect(nodeHost(root).readText("./sub/../sub/b.yaml")).toEqual({ text: "b: 1\n" });
  });

  test.each([
    "../outside/secret.yaml",
    "way-out/secret.yaml",
    "secret-link.yaml",
    "../root-beside/c.yaml",
    "a.yaml\0.txt",
  ])("refuses %j", (path) => {
    expect(nodeHost(root).readText(path)).toHaveProperty("error");
    expect(nodeHost(root).kindOf(path)).toBeUndefined();
  });

  test("refuses an absolute path outside the root", () => {
    expect(nodeHost(root).readText(join(base, "outside", "secret.yaml"))).toHaveProperty("error");
  });

  test("lists names in order; links that lead out and links to folders are neither file nor folder", () => {
    const entries = nodeHost(root)
      .list(".")
      ?.map(({ name, kind }) => `${name} ${kind}`);
    expect(entries).toEqual([
      "a.yaml file",
      "b-link.yaml file",
      "binary.yaml file",
      "latin.yaml file",
      "ring other",
      "secret-link.yaml other",
      "sub directory",
      "utf16.yaml file",
      "way-out other",
    ]);
    expect(nodeHost(root).list("way-out")).toBeUndefined();
    expect(nodeHost(root).list("nowhere")).toBeUndefined();
  });

  test("opens what was named, wherever it is, and nothing beside it", () => {
    const host = nodeHost(root, { named: ["../outside/secret.yaml", "../root-beside/*.yaml", "../nowhere/x.yaml"] });
    expect(host.readText("../outside/secret.yaml")).toEqual({ text: "s: 1\n" });
    expect(host.kindOf("../root-beside/c.yaml")).toBe("file");
    expect(host.kindOf("..")).toBeUndefined();
  });

  test("a link in the root does not lead out because it was named", () => {
    const host = nodeHost(root, { named: ["secret-link.yaml", "way-out", "way-out/secret.yaml", "way-out/*.yaml"] });
    expect(host.readText("secret-link.yaml")).toHaveProperty("error");
    expect(host.kindOf("way-out/secret.yaml")).toBeUndefined();
    expect(host.list("way-out")).toBeUndefined();
  });

  test.each([
    ["binary.yaml", "binary"],
    ["latin.yaml", "not UTF-8"],
    ["utf16.yaml", "UTF-16"],
    ["sub", "no file"],
    ["nowhere.yaml", "does not exist"],
  ])("says why %s cannot be read", (path, words) => {
    const content = nodeHost(root).readText(path);
    expect("error" in content ? content.error : "").toContain(words);
  });

  test("refuses files above the limit", () => {
    expect(nodeHost(root, { maximalFileSize: 4 }).readText("sub/b.yaml")).toHaveProperty("error");
    expect(nodeHost(root, { maximalFileSize: 5 }).readText("sub/b.yaml")).toEqual({ text: "b: 1\n" });
  });
});
