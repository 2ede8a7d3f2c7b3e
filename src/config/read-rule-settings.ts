/**
 * `rules:` -> severities and options, by rule.
 */

import type { DocumentReader } from "../policy/document-reader.ts";
import { keysOf } from "../policy/document-shape.ts";
import { findRule, noSuchRule } from "../policy/find-rule.ts";
import { didYouMean } from "../policy/nearest.ts";
import type { Rule } from "../policy/rule.ts";
import { type OptionValue, readOptionValue, wordsOf } from "../policy/rule-options.ts";
import { childOf, type ScalarNode, type SourceNode, spanOf } from "../source/node.ts";
import { ruleSettingShape } from "./configuration-shape.ts";
import type { RuleSetting } from "./settings.ts";

interface Entry {
  readonly key: SourceNode;
  readonly name: string;
  readonly value: SourceNode;
}

export function readRuleSettings(
  entries: readonly Entry[],
  rules: readonly Rule[],
  reader: DocumentReader,
): ReadonlyMap<string, RuleSetting> {
  const settings = new Map<string, RuleSetting>();
  for (const { key, name, value } of entries) {
    const rule = findRule(rules, name);
    if (rule === undefined) reader.error(key, noSuchRule(rules, name));
    else if (settings.has(rule.id)) reader.error(key, `${rule.id} (${rule.name}) is set twice`);
    else settings.set(rule.id, { ...readSetting(rule, value, reader), place: spanOf(key) });
  }
  return settings;
}

function readSetting(rule: Rule, node: SourceNode, reader: DocumentReader): Omit<RuleSetting, "place"> {
  if (node.kind !== "mapping") {
    const text = reader.text(node, `the severity of ${rule.id}`);
    return { severity: text && readSeverity(text, rule, reader), options: new Map() };
  }
  reader.mapping(node, rule.id, keysOf(ruleSettingShape));
  const severity = reader.scalar(node, "severity");
  return {
    severity: severity && readSeverity(severity, rule, reader),
    options: readOptions(childOf(node, "options"), rule, reader),
  };
}

function readSeverity(node: ScalarNode, { id, basis }: Rule, reader: DocumentReader): RuleSetting["severity"] {
  // YAML 1.1, which CloudFormation reads, takes a bare `off` for false.
  const severity = node.value === false && /^off$/i.test(node.text) ? "off" : undefined;
  const read = severity ?? reader.oneOf(node, `the severity of ${id}`, ["error", "warning", "info", "off"]);
  if (basis === "heuristic" && read === "error")
    reader.error(node, `${id} rests on reading scripts or names, and may be wrong: it is at most a warning`);
  return read;
}

function readOptions(
  node: SourceNode | undefined,
  { id, options }: Rule,
  reader: DocumentReader,
): ReadonlyMap<string, OptionValue> {
  const values = new Map<string, OptionValue>();
  if (node === undefined) return values;
  if (node.kind !== "mapping") {
    reader.error(node, `the options of ${id} must be a mapping of names to values`);
    return values;
  }
  const names = options.map(({ name }) => name);
  for (const { key, name, value } of node.entries.values()) {
    const option = options.find((known) => known.name === name);
    if (option === undefined) {
      const known = names.length === 0 ? " It has none." : didYouMean(name, names) || ` It has ${names.join(", ")}.`;
      reader.error(key, `${id} has no option ${name}.${known}`);
      continue;
    }
    const read = readOptionValue(value, option.type);
    if (read === undefined) reader.error(value, `${name} of ${id} must be ${wordsOf[option.type]}`);
    else values.set(name, read);
  }
  return values;
}
