/**
 * Markdown as a parser of GitHub's dialect reads it.
 */
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

export interface ReadMarkdown {
  /** Kinds of all nodes but texts and code spans, in order; a sentence may have any number of those. */
  readonly kinds: readonly string[];
  readonly links: readonly string[];
  /** Raw HTML. */
  readonly html: readonly string[];
  /** Contents of code spans. */
  readonly code: readonly string[];
  /** What stands between fences, with the language that follows the first. */
  readonly fences: readonly { readonly language: string; readonly text: string }[];
  /** All text that is no code: where GitHub looks for mentions and references. */
  readonly plainText: string;
}

export function readMarkdown(markdown: string): ReadMarkdown {
  const kinds: string[] = [];
  const links: string[] = [];
  const html: string[] = [];
  const code: string[] = [];
  const fences: { language: string; text: string }[] = [];
  let plainText = "";
  const visit = (node: Nodes): void => {
    if (node.type === "text") plainText += node.value;
    else if (node.type === "inlineCode") {
      code.push(node.value);
      plainText += " ";
    } else kinds.push(kindOf(node));
    if (node.type === "link") links.push(node.url);
    if (node.type === "html") html.push(node.value);
    if (node.type === "code") fences.push({ language: node.lang ?? "", text: node.value });
    if ("children" in node) for (const child of node.children) visit(child);
    if (["paragraph", "heading", "tableCell"].includes(node.type)) plainText += "\n";
  };
  visit(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
  return { kinds, links, html, code, fences, plainText };
}

/** Fences by their language, and boxes that can be ticked apart from other items. */
function kindOf(node: Nodes): string {
  if (node.type === "code") return `code:${node.lang ?? ""}`;
  return node.type === "listItem" && typeof node.checked === "boolean" ? "task" : node.type;
}
