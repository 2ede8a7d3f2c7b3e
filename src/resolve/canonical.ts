/**
 * One spelling for every value and guard, so that two expressions that say the same thing compare equal.
 *
 * What is unknown has a spelling too: two references to one parameter without a value are the same unknown.
 * Invariant: equal spellings are one thing. Different spellings may still turn out equal at deployment.
 */
import type { Guard } from "./guard.ts";
import type { Decided, Symbol, Value } from "./value.ts";

/** Mark what is no literal text; `literal` keeps them out of the texts of templates. */
const open = "\u0001";
const close = "\u0002";
const next = "\u0003";
const marks = [open, close, next];

/** The canonical spelling of a value. Choices are spelled with all their alternatives and when each holds. */
export function canonical(value: Value): string {
  switch (value.kind) {
    case "known":
      return literal(String(value.value));
    case "text":
      return value.parts.map(canonical).join("");
    case "identity":
      return symbolic(symbolText(value.symbol));
    case "secret":
      return symbolic(
        `secret:${value.source}:${value.stack ?? ""}/${literal(value.name)}${next}${value.of ? canonical(value.of) : ""}`,
      );
    case "unknown": {
      const { kind, stack, name } = value.reason;
      if (value.derived === undefined) return symbolic(`?${kind}:${stack}/${name}`);
      return symbolic(`?${value.derived.how}${next}${value.derived.of.map(canonical).join(next)}`);
    }
    case "absent":
      return symbolic("absent");
    case "list": {
      const more = value.open === undefined ? "" : `${next}...`;
      return symbolic(`[${value.items.map(canonical).join(next)}${more}`);
    }
    case "map": {
      const entries = [...value.entries].filter(([, entry]) => entry.kind !== "absent");
      const more = value.open === undefined ? "" : `${next}...`;
      return symbolic(
        `{${entries
          .map(([key, entry]) => `${literal(key)}:${canonical(entry)}`)
          .sort()
          .join(next)}${more}`,
      );
    }
    case "choice": {
      const alternatives = value.alternatives.map((a) => `${canonicalGuard(a.guard)}:${canonical(a.value)}`);
      return symbolic(`choice${next}${alternatives.sort().join(next)}`);
    }
  }
}

/**
 * Whether two values are the same text: yes, no, or undefined where that cannot be known. They differ where what is
 * literal at their beginnings or ends does, or where a literal has no room for the literal parts of the other.
 */
export function sameText(a: Decided, b: Decided): boolean | undefined {
  if (a.kind === "known" && b.kind === "known") return String(a.value) === String(b.value);
  if (a.kind === "absent" || b.kind === "absent") return undefined;
  if (canonical(a) === canonical(b)) return true;
  const [ours, theirs] = [literalsOf(a), literalsOf(b)];
  const isShorter = (one: Literals, other: Literals): boolean => one.isWhole && one.first.length < other.length;
  if (isShorter(ours, theirs) || isShorter(theirs, ours)) return false;
  const first = Math.min(ours.first.length, theirs.first.length);
  const last = Math.min(ours.last.length, theirs.last.length);
  const beginAlike = ours.first.slice(0, first) === theirs.first.slice(0, first);
  const endAlike = ours.last.slice(ours.last.length - last) === theirs.last.slice(theirs.last.length - last);
  return beginAlike && endAlike ? undefined : false;
}

interface Literals {
  readonly first: string;
  readonly last: string;
  /** Of all literals together. */
  readonly length: number;
  readonly isWhole: boolean;
}

function literalsOf(value: Decided): Literals {
  const texts = (value.kind === "text" ? value.parts : [value]).map((part) =>
    part.kind === "known" ? String(part.value) : "",
  );
  const length = texts.reduce((sum, text) => sum + text.length, 0);
  return { first: texts[0] ?? "", last: texts.at(-1) ?? "", length, isWhole: value.kind === "known" };
}

/** Formulas share their parts, so that their spelling, written out, could be exponentially longer than they are. */
const longestGuard = 500;
const guardSpellings = new WeakMap<Guard, string>();

/** The canonical spelling of a guard: the order of its parts does not matter. */
export function canonicalGuard(guard: Guard): string {
  if (guard.kind === "atom") return `${literal(guard.atom.variable.id)}=${literal(guard.atom.value)}`;
  if (guard.kind === "not") return `not(${canonicalGuard(guard.of)})`;
  if (guard.kind !== "and" && guard.kind !== "or") return guard.kind;
  const before = guardSpellings.get(guard);
  if (before !== undefined) return before;
  const spelled = symbolic(`${guard.kind}${next}${[...new Set(guard.of.map(canonicalGuard))].sort().join(next)}`);
  const short = spelled.length <= longestGuard ? spelled : symbolic(`${guard.kind}#${digest(spelled)}`);
  guardSpellings.set(guard, short);
  return short;
}

function symbolText(symbol: Symbol): string {
  switch (symbol.kind) {
    case "attribute":
      return `${symbol.resource.stack}/${symbol.resource.logicalId}.${symbol.attribute}`;
    case "pseudo":
      return `${symbol.stack}/${symbol.name}`;
    case "zone":
      return `${symbol.stack}/zone ${symbol.index} of ${symbol.region}`;
  }
}

function symbolic(text: string): string {
  return open + text + close;
}

function literal(text: string): string {
  let clean = text;
  for (const mark of marks) if (clean.includes(mark)) clean = clean.replaceAll(mark, "");
  return clean;
}

/** Two runs of FNV-1a with different multipliers, and the length: 64 bits tell the formulas of one run apart. */
function digest(text: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  return `${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}.${text.length}`;
}
