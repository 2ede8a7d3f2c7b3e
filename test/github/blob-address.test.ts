import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { blobAddress } from "../../src/github/blob-address.ts";
import { blobId, standings } from "../../src/github/commit-files.ts";
import { codeSpan, link } from "../../src/report/render-markdown-escape.ts";
import { readMarkdown } from "../report/read-markdown.ts";

const commit = "d".repeat(40);
const blob = { serverUrl: "https://github.com", owner: "acme", repo: "shop", commit };

describe("the address of a line", () => {
  test("leads to the commit's file", () => {
    expect(blobAddress(blob, "infra/my app.yaml", 12)).toBe(
      `https://github.com/acme/shop/blob/${commit}/infra/my%20app.yaml#L12`,
    );
  });

  test("leads nowhere for what is no path below the repository", () => {
    for (const path of ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/.", "\ud800"]) {
      expect(blobAddress(blob, path, 1)).toBeNull();
    }
    expect(blobAddress({ ...blob, commit: "" }, "a.yaml", 1)).toBeNull();
    expect(blobAddress(blob, "a".repeat(5000), 1)).toBeNull();
  });

  test("stays below the repository and inside its Markdown link, whatever the path is called", () => {
    const step = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom(
        "a)b",
        "a](https://evil.example)",
        "<b>",
        "a b",
        "%2e%2e",
        "#L1",
        "?raw=1",
        "\\",
        "`",
        "*_~",
        "&amp;",
      ),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
        const path = steps.join("/");
        const address = blobAddress(blob, path, 3);
        if (address === null) return;
        const url = new URL(address);
        expect(url.href.startsWith(`https://github.com/acme/shop/blob/${commit}/`)).toBe(true);
        expect(decodeURIComponent(url.pathname.split("/").slice(5).join("/"))).toBe(path);
        expect([url.hash, url.search]).toEqual(["#L3", ""]);
        const seen = readMarkdown(`See ${link(codeSpan(path), address)} there`);
        expect(seen.links).toEqual([address]);
      }),
    );
  });
});

describe("files of a commit", () => {
  test("have the ids that Git gives them", () => {
    // printf 'what is up, doc?' | git hash-object --stdin
    expect(blobId(Buffer.from("what is up, doc?"), "sha1")).toBe("bd9dbf5aae1a3862dd1526723246b20206e5fc37");
  });

  test("stand by their bytes: the same, different, absent, or unknown", () => {
    const bytes = Buffer.from("Resources: {}\n");
    const sha256 = createHash("sha256").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
    const filesAt = new Map([
      ["same.yaml", blobId(bytes, "sha1")],
      ["same-sha256.yaml", sha256],
      ["merged.yaml", "0".repeat(40)],
      ["gone.yaml", "0".repeat(40)],
    ]);
    const standing = standings({ ids: filesAt, isWhole: true }, (path) => (path === "gone.yaml" ? null : bytes));
    expect(["same.yaml", "same-sha256.yaml", "merged.yaml", "gone.yaml", "cdk.out/x.json"].map(standing)).toEqual([
      "same",
      "same",
      "different",
      "unknown",
      "absent",
    ]);
    expect(standings({ ids: filesAt, isWhole: false }, () => bytes)("cdk.out/x.json")).toBe("unknown");
    expect(standings(null, () => bytes)("same.yaml")).toBe("unknown");
  });
});
