/**
 * What a team can set about a rule: named values with a type and a default, which its expressions read as `options.NAME`.
 *
 * Not here: where values come from; a rule carries the ones that are in effect.
 */
import { childOf, type MappingNode, type ScalarNode, type SourceNode } from "../source/node.ts";
import type { DocumentReader } from "./document-reader.ts";
import { type Fact, type FactMap, listOf } from "./fact.ts";

export type OptionType = "string" | "int" | "double" | "bool" | "list<string>";
export type OptionValue = string | number | boolean | readonly string[];

export interface RuleOption {
  readonly name: string;
  readonly type: OptionType;
  /** One sentence: what it changes. */
  readonly doc: string;
  /** The value in effect: the default, unless a team has set another. */
  readonly value: OptionValue;
}

const optionTypes: readonly OptionType[] = ["string", "int", "double", "bool", "list<string>"];

/** The options as expressions see them. */
export function optionsFact(options: readonly RuleOption[]): FactMap {
  return {
    kind: "map",
    entries: new Map(options.map(({ name, value }) => [name, (): Fact => factOf(value)] as const)),
  };
}

function factOf(value: OptionValue): Fact {
  return typeof value === "object" ? listOf(value) : value;
}

/** The options with other values in effect, where some are given. */
export function withValues(
  options: readonly RuleOption[],
  values: ReadonlyMap<string, OptionValue>,
): readonly RuleOption[] {
  return options.map((option) => ({ ...option, value: values.get(option.name) ?? option.value }));
}

/** `options:` of a rule document: name -> {type, default, doc}. */
export function readOptions(document: MappingNode, reader: DocumentReader): readonly RuleOption[] {
  const node = childOf(document, "options");
  if (node === undefined) return [];
  if (node.kind !== "mapping") {
    reader.error(node, "options must be a mapping of names to {type, default, doc}");
    return [];
  }
  return [...node.entries.values()].flatMap(({ key, name, value }) => {
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) reader.error(key, `${name} must be a name in lower camel case`);
    const option = reader.mapping(value, "an option", ["type", "default", "doc"]);
    const typeNode = option && reader.required(option, "type", "the option");
    const type = typeNode && reader.oneOf(typeNode, "type", optionTypes);
    const doc = (option && reader.required(option, "doc", "the option")?.text.trim()) ?? "";
    const given = childOf(option, "default");
    if (option !== undefined && given === undefined) reader.error(key, `the option ${name} has no default`);
    if (type === undefined) return [];
    const read = given && readOptionValue(given, type);
    if (given !== undefined && read === undefined)
      reader.error(given, `the default of ${name} must be ${wordsOf[type]}`);
    // Without a default it is an option all the same, so that what reads it is not an error too.
    return [{ name, type, doc, value: read ?? emptyValues[type] }];
  });
}

/** What a type looks like, for people. */
export const wordsOf: Readonly<Record<OptionType, string>> = {
  string: "a text",
  int: "a whole number",
  double: "a number",
  bool: "true or false",
  "list<string>": "a list of texts",
};

const emptyValues: Readonly<Record<OptionType, OptionValue>> = {
  string: "",
  int: 0,
  double: 0,
  bool: false,
  "list<string>": [],
};

/** A node as a value of a type, or undefined where it is none. */
export function readOptionValue(node: SourceNode, type: OptionType): OptionValue | undefined {
  if (type === "list<string>") {
    if (node.kind !== "sequence") return undefined;
    const texts = node.items.map((item) => (item.kind === "scalar" ? textOf(item) : undefined));
    return texts.every((text) => text !== undefined) ? texts : undefined;
  }
  if (node.kind !== "scalar") return undefined;
  const { value } = node;
  switch (type) {
    case "string":
      return textOf(node);
    case "bool":
      return typeof value === "boolean" ? value : undefined;
    case "int":
      return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
    case "double":
      return typeof value === "number" ? value : undefined;
  }
}

function textOf({ value, text }: ScalarNode): string | undefined {
  return value === null ? undefined : typeof value === "string" ? value : text;
}
