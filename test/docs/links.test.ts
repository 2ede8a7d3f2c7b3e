/** Every relative link of our pages leads to a file, and to a heading of it, that is there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "@jest/globals";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name))
    .sort(),
];

interface Page {
  readonly links: readonly string[];
  /** Of headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>;
}

const read = new Map<string, Page>();

function pageAt(path: string): Page {
  let page = read.get(path);
  if (page === undefined) {
    const tree = fromMarkdown(readFileSync(path, "utf8"), {
      extensions: [gfm()],
      mdastExtensions: [gfmFromMarkdown()],
    });
    const links: string[] = [];
    const anchors = new Map<string, number>();
    const visit = (node: Nodes): void => {
      if (node.type === "link" || node.type === "image" || node.type === "definition") links.push(node.url);
      if (node.type === "heading") {
        const anchor = anchorOf(textOf(node));
        anchors.set(anchor, (anchors.get(anchor) ?? 0) + 1);
      }
      if ("children" in node) node.children.forEach(visit);
    };
    visit(tree);
    const numbered = [...anchors].flatMap(([anchor, times]) =>
      Array.from({ length: times }, (_, i) => (i === 0 ? anchor : `${anchor}-${i}`)),
    );
    page = { links, anchors: new Set(numbered) };
    read.set(path, page);
  }
  return page;
}

function textOf(node: Nodes): string {
  return "value" in node ? node.value : "children" in node ? node.children.map(textOf).join("") : "";
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation} -]/gu, "")
    .replaceAll(" ", "-");
}

test.each(pages)("every link of %s leads somewhere", (path) => {
  const broken = pageAt(path).links.filter((link) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return false;
    const [file = "", anchor] = decodeURI(link).split("#", 2);
    const target = file === "" ? path : normalize(join(dirname(path), file));
    if (target.startsWith("..") || !existsSync(target)) return true;
    return anchor !== undefined && !pageAt(target).anchors.has(anchor);
  });
  expect(broken).toEqual([]);
});
