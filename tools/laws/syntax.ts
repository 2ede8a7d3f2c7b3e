/**
 * A TypeScript file -> the parts of its syntax that the house's laws are about.
 *
 * The tree is swc's and is walked whole, so that no form of import escapes: `import`, `export ... from`, `import type`,
 * `export type ... from`, `import("...")`, and types of the form `import("...").T`.
 */
import { readFileSync } from "node:fs";
import { parseSync } from "@swc/core";

export interface Mention {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

export interface Syntax {
  readonly path: string;
  /** How many lines the file has. */
  readonly lines: number;
  /** Specifiers of everything that is imported or re-exported, in whatever form. */
  readonly imports: readonly Mention[];
  /** String literals and the literal parts of templates. */
  readonly strings: readonly Mention[];
  /** `Date.now`, `new Date()`, `Math.random`: answers that differ from run to run. */
  readonly chances: readonly Mention[];
}

type Fields = Readonly<Record<string, unknown>>;

export function syntaxOf(path: string, text: string = readFileSync(path, "utf8")): Syntax {
  const found = { imports: new Set<string>(), strings: new Set<string>(), chances: new Set<string>() };
  const pending: unknown[] = [parseSync(text, { syntax: "typescript", target: "es2023" })];
  while (pending.length > 0) {
    const node = pending.pop();
    if (typeof node !== "object" || node === null) continue;
    const fields = node as Fields;
    const specifier = specifierOf(fields);
    const chance = chanceOf(fields);
    if (specifier !== undefined) found.imports.add(specifier);
    if (chance !== undefined) found.chances.add(chance);
    if (fields["type"] === "StringLiteral") found.strings.add(wordOf(fields));
    if (fields["type"] === "TemplateElement") found.strings.add(String(fields["raw"]));
    pending.push(...Object.values(fields));
  }

  const lines = text.split("\n");
  const mentions = (words: Iterable<string>): Mention[] =>
    [...words]
      .map((word) => ({ text: word, line: lineOf(lines, word) }))
      .sort((a, b) => a.line - b.line || (a.text < b.text ? -1 : 1));
  return {
    path,
    lines: lines.length - 1,
    imports: mentions(found.imports),
    strings: mentions(found.strings),
    chances: mentions(found.chances),
  };
}

function specifierOf(node: Fields): string | undefined {
  switch (node["type"]) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
    case "ExportNamedDeclaration":
      return wordOf(node["source"]) || undefined;
    case "TsImportType":
      return wordOf(node["argument"]);
    case "TsExternalModuleReference":
      return wordOf(node["expression"]);
    case "CallExpression": {
      if ((node["callee"] as Fields)["type"] !== "Import") return undefined;
      const [first] = node["arguments"] as readonly { expression: unknown }[];
      return wordOf(first?.expression);
    }
    default:
      return undefined;
  }
}

function chanceOf(node: Fields): string | undefined {
  if (node["type"] === "MemberExpression") {
    const name = `${wordOf(node["object"])}.${wordOf(node["property"])}`;
    return name === "Date.now" || name === "Math.random" ? name : undefined;
  }
  const isDate = node["type"] === "NewExpression" && wordOf(node["callee"]) === "Date";
  return isDate && (node["arguments"] as readonly unknown[] | null)?.length !== 1 ? "new Date" : undefined;
}

/** The text of an identifier or of a string literal. */
function wordOf(node: unknown): string {
  const value = (node as { value?: unknown } | null | undefined)?.value;
  return typeof value === "string" ? value : "";
}

/** The first line of code that holds the word. */
function lineOf(lines: readonly string[], word: string): number {
  const first = word.split("\n", 1)[0] ?? "";
  const found = lines.findIndex((line) => line.includes(first) && !/^\s*(\/\/|\/?\*)/.test(line));
  return Math.max(0, found) + 1;
}
