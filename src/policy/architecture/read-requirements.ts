/**
 * `qualities:`, `forbid:` and `rules:` -> the requirements that refer to rules.
 *
 * Rules are named by id or name; what is kept are ids.
 */
import { childOf, type SourceNode } from "../../source/node.ts";
import type { DocumentReader } from "../document-reader.ts";
import { keysOf } from "../document-shape.ts";
import { findRule, noSuchRule } from "../find-rule.ts";
import { didYouMean } from "../nearest.ts";
import type { Rule } from "../rule.ts";
import { readOptionValue, wordsOf } from "../rule-options.ts";
import type { Quality } from "./architecture.ts";
import { anyOfShape, forbiddenShape, qualityShape } from "./architecture-shape.ts";
import type { ForbiddenPart, QualityPart, SeverityPart } from "./document-parts.ts";
import { mostParts } from "./names.ts";
import { bounded, checkNewName, readSettings } from "./read-settings.ts";

export class RequirementReader {
  readonly #reader: DocumentReader;
  readonly #rules: readonly Rule[];

  constructor(reader: DocumentReader, rules: readonly Rule[]) {
    this.#reader = reader;
    this.#rules = rules;
  }

  /** One item can hold several qualities: one for each rule, or one for each `anyOf`. */
  qualities(node: SourceNode): readonly QualityPart[] {
    const quality = this.#reader.mapping(node, "a quality", keysOf(qualityShape));
    if (quality === undefined) return [];
    const on = this.#reader.required(quality, "on", "the quality");
    const settings = readSettings(quality, this.#reader);
    const require = childOf(quality, "require");
    if (require === undefined) this.#reader.error(quality, "the quality has no require: the rules that must pass");
    const required = this.#reader.items(require, mostParts).flatMap((item) => this.#alternatives(item));
    const options = this.#options(childOf(quality, "with"), new Set(required.flatMap(({ rules }) => rules)));
    if (on === undefined) return [];
    return required.map(({ rules, node: at }) => {
      const own = Object.entries(options).filter(([rule]) => rules.includes(rule));
      this.#checkSeverity(settings.severity, rules, at);
      return {
        on: on.text,
        rules,
        with: own.length === 0 ? undefined : Object.fromEntries(own),
        ...settings,
        node: at,
        source: quality,
      };
    });
  }

  forbidden(node: SourceNode): ForbiddenPart | undefined {
    const forbidden = this.#reader.mapping(node, "what is forbidden", keysOf(forbiddenShape));
    if (forbidden === undefined) return undefined;
    const idNode = this.#reader.required(forbidden, "id", "what is forbidden");
    const id = idNode && checkNewName(idNode, this.#reader);
    const on = this.#reader.required(forbidden, "on", "what is forbidden");
    const given = childOf(forbidden, "rule");
    if (given === undefined)
      this.#reader.error(idNode ?? node, "what is forbidden has no rule whose findings it means");
    const rules = this.#reader.items(given, mostParts).flatMap((item) => this.#rule(item)?.id ?? []);
    const settings = readSettings(forbidden, this.#reader);
    this.#checkSeverity(settings.severity, rules, idNode ?? node);
    if (idNode === undefined || id === undefined || on === undefined) return undefined;
    return { id, on: on.text, rules: sorted(rules), ...settings, node: idNode, source: forbidden };
  }

  severity({ key, value }: { readonly key: SourceNode; readonly value: SourceNode }): readonly SeverityPart[] {
    const rule = this.#rule(key);
    const text = this.#reader.text(value, "the severity of a rule");
    const severity = text && this.#reader.oneOf(text, "the severity", ["error", "warning", "info"]);
    if (rule === undefined || severity === undefined) return [];
    this.#checkSeverity(severity, [rule.id], value);
    return [{ rule: rule.id, severity, node: key }];
  }

  #alternatives(node: SourceNode): readonly { rules: readonly string[]; node: SourceNode }[] {
    if (node.kind !== "mapping") {
      const rule = this.#rule(node);
      return rule === undefined ? [] : [{ rules: [rule.id], node }];
    }
    const any = this.#reader.mapping(node, "an alternative", keysOf(anyOfShape));
    const given = childOf(any, "anyOf");
    if (any !== undefined && given === undefined)
      this.#reader.error(node, "the alternative has no anyOf: the rules of which one must pass");
    const rules = this.#reader.items(given, mostParts).flatMap((item) => this.#rule(item)?.id ?? []);
    if (given?.kind === "sequence" && given.items.length < 2) this.#reader.error(given, "anyOf has two rules or more");
    return rules.length === 0 ? [] : [{ rules: sorted(rules), node }];
  }

  #rule(node: SourceNode): Rule | undefined {
    const text = this.#reader.text(node, "a rule")?.text;
    const rule = text === undefined ? undefined : findRule(this.#rules, text);
    if (text !== undefined && rule === undefined) this.#reader.error(node, noSuchRule(this.#rules, text));
    return rule;
  }

  #options(node: SourceNode | undefined, required: ReadonlySet<string>): Quality["with"] {
    if (node === undefined) return {};
    if (node.kind !== "mapping") {
      this.#reader.error(node, "with must be a mapping of rules to their options");
      return {};
    }
    const all = bounded([...node.entries.values()], this.#reader).flatMap(({ key, value }) => {
      const rule = this.#rule(key);
      if (rule === undefined) return [];
      if (!required.has(rule.id)) this.#reader.error(key, `${rule.id} has options here, but is not among require`);
      return [[rule.id, this.#values(rule, value)] as const];
    });
    return Object.fromEntries(all);
  }

  #values(rule: Rule, node: SourceNode): Readonly<Record<string, unknown>> {
    if (node.kind !== "mapping") {
      this.#reader.error(node, `the options of ${rule.id} must be a mapping of names to values`);
      return {};
    }
    const names = rule.options.map(({ name }) => name);
    const values = [...node.entries.values()].flatMap(({ key, name, value }) => {
      const option = rule.options.find((known) => known.name === name);
      if (option === undefined) {
        const known = names.length === 0 ? " It has none." : didYouMean(name, names) || ` It has ${names.join(", ")}.`;
        this.#reader.error(key, `${rule.id} has no option ${name}.${known}`);
        return [];
      }
      const items = this.#reader.items(value, mostParts);
      if (value.kind === "sequence" && items.length < value.items.length) return [];
      const read = readOptionValue(value, option.type);
      if (read === undefined) this.#reader.error(value, `${name} of ${rule.id} must be ${wordsOf[option.type]}`);
      return read === undefined ? [] : [[name, read] as const];
    });
    return Object.fromEntries(values);
  }

  #checkSeverity(severity: QualityPart["severity"], ids: readonly string[], node: SourceNode): void {
    if (severity !== "error") return;
    const heuristic = ids.find((id) => findRule(this.#rules, id)?.basis === "heuristic");
    if (heuristic !== undefined)
      this.#reader.error(
        node,
        `${heuristic} rests on reading scripts or names, and may be wrong: it is at most a warning`,
      );
  }
}

const sorted = (rules: readonly string[]): readonly string[] => [...new Set(rules)].sort();
