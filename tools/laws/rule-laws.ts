/** Laws for rules/: a rule is a page, a test and a message, and each follows one grammar. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { load } from "js-yaml";
import type { Breach } from "./directions.ts";

type Document = Readonly<Record<string, unknown>>;

/** @param sentences what a rule's `source` may name: W1, P3, ... */
export function ruleBreaches(paths: readonly string[], sentences: ReadonlySet<string>): Breach[] {
  const owners = new Map<string, string>();
  return paths.flatMap((path) => {
    const text = readFileSync(path, "utf8");
    const rule = load(text) as Document;
    const at = (key: string, message: string): Breach => ({
      path,
      line: lineOf(text, key),
      message: `${key} ${message}`,
    });
    return [
      ...identified(path, rule, owners, at),
      ...worded(rule, at),
      ...sourced(rule, sentences, at),
      ...shown(rule, at),
    ];
  });
}

type At = (key: string, message: string) => Breach;

function* identified(path: string, rule: Document, owners: Map<string, string>, at: At): Iterable<Breach> {
  for (const key of ["id", "name"]) {
    const value = String(rule[key]);
    const owner = owners.get(value);
    if (owner !== undefined) yield at(key, `${value} is taken by ${owner}`);
    owners.set(value, path);
  }
  if (!/^[A-Z]{3}\d{3}$/.test(String(rule["id"]))) yield at("id", "is three letters and three digits");
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(String(rule["name"]))) yield at("name", "is words in lower case with hyphens");
  if (basename(path, ".yaml") !== rule["id"]) yield at("id", `${rule["id"]} is not what the file is called`);
}

function* worded(rule: Document, at: At): Iterable<Breach> {
  const { title, message, fix, why } = rule;
  if (!isHeading(title)) yield at("title", "begins with a capital and has no full stop");
  for (const text of messagesOf(message)) {
    if (/[.!\n]$|\n/.test(text)) yield at("message", "is one clause, without a full stop");
    if (text.split("{").length !== text.split("}").length) yield at("message", "has an unbalanced brace");
  }
  if (!isProse(why)) yield at("why", "is whole sentences");
  for (const dialect of ["cloudformation", "sam", "cdk"]) {
    if (!isProse((fix as Document | undefined)?.[dialect]))
      yield at("fix", `says in whole sentences what to do in ${dialect}`);
  }
}

/** An address, or the id of one of the Well-Architected Framework's practices. */
const address = /^(https:\/\/\S+|[A-Z]+\d\d-BP\d\d)$/;

function* sourced(rule: Document, sentences: ReadonlySet<string>, at: At): Iterable<Breach> {
  for (const source of [rule["source"]].flat()) {
    if (!sentences.has(String(source))) yield at("source", `${source} is no sentence of docs/reference.md`);
  }
  const references = [rule["references"] ?? []].flat();
  if (references.length === 0) yield at("references", "names where AWS says so");
  for (const reference of references) {
    if (!address.test(String(reference))) yield at("references", `${reference} is neither an address nor a practice`);
  }
}

function* shown(rule: Document, at: At): Iterable<Breach> {
  const examples = [rule["examples"] ?? []].flat() as Document[];
  for (const verdict of ["flags", "accepts"]) {
    if (!examples.some((example) => verdict in example)) yield at("examples", `has none that it ${verdict}`);
  }
  const templates = examples.map((example) => example["template"]);
  if (new Set(templates).size < templates.length) yield at("examples", "has the same template twice");
}

function messagesOf(message: unknown): string[] {
  if (Array.isArray(message)) return message.flatMap((part) => messagesOf(part));
  if (typeof message === "object" && message !== null) return Object.values(message).flatMap(messagesOf);
  return [String(message)];
}

function isHeading(text: unknown): boolean {
  return typeof text === "string" && /^[A-Z0-9][^\n]*[^.\n]$/.test(text);
}

function isProse(text: unknown): boolean {
  return typeof text === "string" && /^[A-Z0-9`][\s\S]*[.`]\s*$/.test(text);
}

function lineOf(text: string, key: string): number {
  return (
    Math.max(
      0,
      text.split("\n").findIndex((line) => line.startsWith(`${key}:`)),
    ) + 1
  );
}
