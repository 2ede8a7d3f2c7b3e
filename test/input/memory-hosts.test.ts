import { describe, expect, test } from "@jest/globals";
import { assemblyPlaces } from "../../src/input/assembly-places.ts";
import { memoryHost } from "../../src/input/memory-host.ts";
import { mountedHost } from "../../src/input/mounted-host.ts";
import { recordingHost } from "../../src/input/recording-host.ts";

const files = (all: Readonly<Record<string, string | Buffer>>) =>
  new Map(Object.entries(all).map(([path, text]) => [path, () => Buffer.from(text)]));

describe("files by their paths", () => {
  const host = memoryHost(
    files({ "a.yaml": "\ufeffa: ü", "deep/down/b.yaml": "b", ["__proto__"]: "p", "deep/c.yaml": "c" }),
  );

  test("are read with all their bytes, and listed in order", () => {
    expect(host.readText("./deep/../a.yaml")).toEqual({ text: "\ufeffa: ü" });
    expect(host.list("deep")).toEqual([
      { name: "c.yaml", kind: "file" },
      { name: "down", kind: "directory" },
    ]);
    expect(host.kindOf("deep/down")).toBe("directory");
    expect(host.kindOf("deep/down/b.yaml")).toBe("file");
    expect(host.kindOf("nowhere")).toBeUndefined();
    expect(host.list("a.yaml")).toBeUndefined();
  });

  test.each(["../a.yaml", "/a.yaml", "deep/../../a.yaml", "constructor", "toString"])("refuse %s", (path) => {
    expect(host.readText(path)).toHaveProperty("error");
    expect(host.kindOf(path)).toBeUndefined();
    expect(host.list(path)).toBeUndefined();
  });

  test("are read from a folder, and no further out than their root", () => {
    const inside = memoryHost(files({ "a.yaml": "a", "deep/c.yaml": "c" }), { folder: "deep", root: "/repo" });
    expect(inside.readText("c.yaml")).toEqual({ text: "c" });
    expect(inside.readText("../a.yaml")).toEqual({ text: "a" });
    expect(inside.readText("/repo/a.yaml")).toEqual({ text: "a" });
    expect(inside.readText("../../repo/a.yaml")).toHaveProperty("error");
    expect(inside.readText("/repository/a.yaml")).toHaveProperty("error");
    expect(inside.readText("/repo/../a.yaml")).toHaveProperty("error");
    expect(inside.list(".")).toEqual([{ name: "c.yaml", kind: "file" }]);
  });

  test.each<[string, Buffer, string]>([
    ["binary", Buffer.from([0x50, 0x4b, 0, 1]), "binary"],
    ["latin", Buffer.from([0x61, 0xe9]), "not UTF-8"],
    ["UTF-16", Buffer.from([0xff, 0xfe, 0x61, 0]), "UTF-16"],
    ["large", Buffer.alloc(9, "a"), "larger than"],
  ])("that are %s cannot be read", (_, bytes, words) => {
    const content = memoryHost(files({ "a.yaml": bytes }), { maximalFileSize: 8 }).readText("a.yaml");
    expect("error" in content ? content.error : "").toContain(words);
  });

  test("that cannot be had say why, and are there", () => {
    const lacking = memoryHost(new Map([["a.yaml", () => ({ error: "it is gone" })]]));
    expect(lacking.readText("a.yaml")).toEqual({ error: "it is gone" });
    expect(lacking.kindOf("a.yaml")).toBe("file");
  });
});

describe("a mounted folder", () => {
  const other = memoryHost(files({ "built/x.json": "of the other", "secret.json": "s" }));
  const host = mountedHost(memoryHost(files({ "cdk.out/y.json": "hidden", "a.yaml": "a" })), "./cdk.out/", {
    host: other,
    folder: "built",
  });

  test("stands in the place of the folder, and lets nobody out", () => {
    expect(host.readText("cdk.out/x.json")).toEqual({ text: "of the other" });
    expect(host.readText("cdk.out/y.json")).toHaveProperty("error");
    expect(host.readText("cdk.out/../a.yaml")).toEqual({ text: "a" });
    expect(host.readText("cdk.out/../secret.json")).toHaveProperty("error");
    expect(host.list(".")?.map(({ name }) => name)).toEqual(["a.yaml", "cdk.out"]);
    expect(host.list("cdk.out")?.map(({ name }) => name)).toEqual(["x.json"]);
  });

  test("stands there also where nothing stood", () => {
    const alone = mountedHost(memoryHost(new Map()), "cdk.out", { host: other, folder: "built" });
    expect(alone.list(".")).toEqual([{ name: "cdk.out", kind: "directory" }]);
    expect(alone.kindOf("cdk.out")).toBe("directory");
  });
});

test("a recording host notes what is read, by one name", () => {
  const read = new Set<string>();
  const host = recordingHost(memoryHost(files({ "a.yaml": "a" })), read);
  host.readText("./a.yaml");
  host.readText("deep/../a.yaml");
  host.readText("nowhere.yaml");
  host.list(".");
  expect([...read]).toEqual(["a.yaml", "nowhere.yaml"]);
});

test("templates tell the outermost assemblies that they stand in, though those hold stages only", () => {
  const host = memoryHost(
    files({
      "cdk.out/manifest.json": "{}",
      "cdk.out/assembly-Prod/manifest.json": "{}",
      "cdk.out/assembly-Prod/Shop.template.json": "{}",
      "other/manifest.json": "{}",
      "other/Shop.template.json": "{}",
      "plain/shop.yaml": "",
    }),
  );
  const paths = ["cdk.out/assembly-Prod/Shop.template.json", "other/Shop.template.json", "plain/shop.yaml"];
  expect(assemblyPlaces(host, paths)).toEqual(["cdk.out", "other"]);
});
