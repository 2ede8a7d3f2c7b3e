/**
 * Parameters -> values and variables.
 *
 * A value is, in this order: passed by the parent stack, or pinned or given; the only allowed value; a choice over the allowed
 * values; a choice over the constants that conditions compare it with, and the default in all other worlds; the default
 * alone, which is assumed; unknown.
 * Invariant: what a secret parameter holds never becomes part of a value.
 */
import type { SourceNode } from "../source/node.ts";
import type { ParameterDeclaration } from "../template/template.ts";
import type { Compared } from "./compared.ts";
import { always, atom, type Guard, never, not, or, type Variable } from "./guard.ts";
import { isListType, isStored } from "./parameter-type.ts";
import { parameterReason, ssmReason, unknown } from "./reason.ts";
import { scalarText } from "./scalar-text.ts";
import { listOfText } from "./split-text.ts";
import type { Value } from "./value.ts";

export interface ParameterSource {
  readonly stack: string;
  readonly declarations: ReadonlyMap<string, ParameterDeclaration>;
  readonly compared: Compared;
  /** The text that was given for a parameter. */
  given(name: string): string | undefined;
  /** The text that a scenario says it has. For a parameter in Parameter Store that is the value, not its name. */
  pinned(name: string): string | undefined;
  /** The value that the parent stack passes. */
  passed(name: string): Value | undefined;
}

export class Parameters {
  readonly #source: ParameterSource;
  readonly #values = new Map<string, Value>();
  readonly #variables = new Map<string, Variable>();

  constructor(source: ParameterSource) {
    this.#source = source;
  }

  has(name: string): boolean {
    return this.#source.declarations.has(name);
  }

  /** What `Ref` of a parameter gives where it stands at `at`; undefined where there is no such parameter. */
  valueOf(name: string, at: SourceNode | null): Value | undefined {
    const declaration = this.#source.declarations.get(name);
    if (declaration === undefined) return undefined;
    let value = this.#values.get(name);
    if (value === undefined) {
      // A parent that asks its child for what it passes to it gets no further.
      this.#values.set(name, this.#unknown(declaration));
      value = through(name, this.#valueOf(declaration));
      this.#values.set(name, value);
    }
    return placed(value, at);
  }

  /** When the parameter has this text. */
  equals(name: string, text: string): Guard {
    const given = this.#text(name);
    if (given !== undefined) return given === text ? always : never;
    return atom(this.variableOf(name), text);
  }

  /** The text that was given; for a parameter in Parameter Store that is a name, and decides nothing. */
  #text(name: string): string | undefined {
    const declaration = this.#source.declarations.get(name);
    const given = declaration === undefined || isStored(declaration.type) ? undefined : this.#source.given(name);
    return this.#source.pinned(name) ?? given;
  }

  variableOf(name: string): Variable {
    let variable = this.#variables.get(name);
    if (variable === undefined) {
      const declaration = this.#source.declarations.get(name);
      const values = declaration === undefined ? undefined : allowedTexts(declaration);
      variable = { id: `${this.#source.stack}/${name}`, label: name, values };
      this.#variables.set(name, variable);
    }
    return variable;
  }

  #valueOf(declaration: ParameterDeclaration): Value {
    const passed = this.#source.passed(declaration.name);
    return passed === undefined ? this.#ownValue(declaration) : this.#passed(passed, declaration);
  }

  /** Where a condition of the parent passes nothing, the parameter has its own value. */
  #passed(value: Value, declaration: ParameterDeclaration): Value {
    if (value.kind === "absent") return this.#ownValue(declaration);
    if (value.kind === "choice") {
      const alternatives = value.alternatives.map((a) => ({
        guard: a.guard,
        value: this.#passed(a.value, declaration),
      }));
      return { ...value, alternatives };
    }
    if (declaration.noEcho) return value.kind === "secret" ? value : this.#secret(declaration);
    if (isListType(declaration.type)) return listOfText(value, value.origin, this.#source.stack);
    return value;
  }

  #ownValue(declaration: ParameterDeclaration): Value {
    const { name, defaultValue } = declaration;
    if (declaration.noEcho) return this.#secret(declaration);
    const given = this.#text(name);
    if (given !== undefined) return parsed(declaration, given, null);
    if (isStored(declaration.type)) return this.#compared(declaration, undefined, this.#stored(declaration));
    const allowed = allowedTexts(declaration);
    const [only] = allowed ?? [];
    if (allowed !== undefined && only !== undefined) {
      if (allowed.length === 1) return parsed(declaration, only, null);
      const alternatives = allowed.map((text) => ({
        guard: this.equals(name, text),
        value: parsed(declaration, text, null),
      }));
      return { kind: "choice", origin: null, alternatives };
    }
    const defaultText = scalarText(defaultValue);
    const otherwise: Value =
      defaultText === undefined || defaultValue === undefined
        ? this.#unknown(declaration)
        : { ...parsed(declaration, defaultText, defaultValue), assumed: [name] };
    return this.#compared(declaration, defaultText, otherwise);
  }

  /** One alternative for each constant that conditions compare with, and what it is `otherwise`. */
  #compared(declaration: ParameterDeclaration, defaultText: string | undefined, otherwise: Value): Value {
    const { name, defaultValue } = declaration;
    const constants = [...(this.#source.compared.get(name) ?? [])].sort();
    if (constants.length === 0) return otherwise;
    const alternatives = constants.map((text) => ({
      guard: this.equals(name, text),
      value: parsed(declaration, text, text === defaultText ? (defaultValue ?? null) : null),
    }));
    const rest = defaultText !== undefined && constants.includes(defaultText) ? this.#unknown(declaration) : otherwise;
    const guard = not(or(...alternatives.map((alternative) => alternative.guard)));
    return { kind: "choice", origin: null, alternatives: [...alternatives, { guard, value: rest }] };
  }

  #unknown(declaration: ParameterDeclaration): Value {
    const isList = isListType(declaration.type);
    const reason = parameterReason(
      this.#source.stack,
      declaration.name,
      isList,
      declaration.defaultValue !== undefined,
    );
    return unknown(reason, null, isList);
  }

  #stored(declaration: ParameterDeclaration): Value {
    const path = this.#source.given(declaration.name) ?? scalarText(declaration.defaultValue);
    if (path === undefined) return this.#unknown(declaration);
    return unknown(ssmReason(path), null, isListType(declaration.type));
  }

  #secret({ name, defaultValue }: ParameterDeclaration): Value {
    const written = scalarText(defaultValue) === "" ? undefined : defaultValue;
    return {
      kind: "secret",
      source: "parameter",
      name,
      stack: this.#source.stack,
      origin: null,
      ...(written && { default: written }),
    };
  }
}

/** Texts that a parameter may have, each once; undefined where it may have any, or is a list of allowed values. */
function allowedTexts(declaration: ParameterDeclaration): readonly string[] | undefined {
  if (isListType(declaration.type) || isStored(declaration.type)) return undefined;
  const texts = declaration.allowedValues?.flatMap((node) => scalarText(node) ?? []) ?? [];
  return texts.length === 0 ? undefined : [...new Set(texts)];
}

/**
 * A parameter's text as a value. Lists are cut at commas, and blanks around the items go.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
 */
function parsed({ type }: ParameterDeclaration, text: string, origin: SourceNode | null): Value {
  if (!isListType(type)) return { kind: "known", value: text, origin };
  const items = text.split(",").map((item): Value => ({ kind: "known", value: item.trim(), origin }));
  return { kind: "list", items, origin };
}

/** The value, told which parameter it came through. */
function through(from: string, value: Value): Value {
  if (value.kind === "list") return { ...value, from, items: value.items.map((item) => ({ ...item, from })) };
  if (value.kind !== "choice") return { ...value, from };
  const alternatives = value.alternatives.map((a) => ({ guard: a.guard, value: through(from, a.value) }));
  return { ...value, from, alternatives };
}

/** The value, standing at `at` wherever it is written nowhere else. */
function placed(value: Value, at: SourceNode | null): Value {
  if (at === null || (value.origin !== null && value.kind !== "choice")) return value;
  const origin = value.origin ?? at;
  if (value.kind === "list") return { ...value, origin, items: value.items.map((item) => placed(item, at)) };
  if (value.kind !== "choice") return { ...value, origin };
  const alternatives = value.alternatives.map((a) => ({ guard: a.guard, value: placed(a.value, at) }));
  return { ...value, origin, alternatives };
}
